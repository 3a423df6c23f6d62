/** What the group has noted of a crash, so that another try goes on where one failed. */
export interface CrashMark {
  /** Of the task that stopped: with its id what tells one crash from another. Every event of one stop has the same. */
  readonly createdAt: Date;
  readonly taskId: string;
  /** Whether the group was put to sleep for it. */
  readonly asleep: boolean;
  /** Topics that were told, by name. */
  readonly told: readonly string[];
}

type Task = Pick<CrashMark, 'createdAt' | 'taskId'>;

const FOUND = 'found';
const ASLEEP = 'asleep';

/** As a part of the tag's value, e.g. `2026-11-22T20:25:00.123Z 0123456789abcdef0123456789abcdef asleep base leaf`. */
export function crashMarkText({ createdAt, taskId, asleep, told }: CrashMark): string {
  return [createdAt.toISOString(), taskId, asleep ? ASLEEP : FOUND, ...told].join(' ');
}

/** The newest task that failed to start, whether or not the group was put to sleep for it. */
export interface FailedStart {
  readonly instanceId: string;
  readonly taskId: string;
}

/**
 * Both in one tag, since one function writes them and a group has few tags. E.g.
 * `2026-11-22T20:25:00.123Z 0123456789abcdef0123456789abcdef asleep base leaf / i-0123456789abcdef0 0123456789abcdef0123456789abcdef`, or one
 * of them alone.
 */
export function crashNoteText(mark: CrashMark | undefined, failedStart: FailedStart | undefined): string {
  return [
    ...(mark ? [crashMarkText(mark)] : []),
    ...(failedStart ? [`/ ${failedStart.instanceId} ${failedStart.taskId}`] : []),
  ].join(' ');
}

const BETWEEN = /(?:^| )\/ /;

/** @returns undefined where none is noted */
export function readFailedStart(text = ''): FailedStart | undefined {
  const [instanceId, taskId] = text.split(BETWEEN)[1]?.split(' ') ?? [];
  return instanceId === undefined || taskId === undefined ? undefined : { instanceId, taskId };
}

/** @returns undefined where no crash is noted */
export function readCrashMark(text = ''): CrashMark | undefined {
  const [createdAt, taskId, stage, ...told] = text.split(BETWEEN)[0]?.split(' ') ?? [];
  if (createdAt === undefined || taskId === undefined) return undefined;
  return { createdAt: new Date(createdAt), taskId, asleep: stage === ASLEEP, told };
}

export function isSameCrash(a: Task | undefined, b: Task | undefined): boolean {
  return a?.taskId === b?.taskId && a?.createdAt.getTime() === b?.createdAt.getTime();
}
