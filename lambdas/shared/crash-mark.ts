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

/** As a tag's value, e.g. `2026-11-22T20:25:00.123Z 0123456789abcdef0123456789abcdef asleep base leaf`. */
export function crashMarkText({ createdAt, taskId, asleep, told }: CrashMark): string {
  return [createdAt.toISOString(), taskId, asleep ? ASLEEP : FOUND, ...told].join(' ');
}

/** @returns undefined where nothing is noted */
export function readCrashMark(text: string | undefined): CrashMark | undefined {
  const [createdAt, taskId, stage, ...told] = text?.split(' ') ?? [];
  if (createdAt === undefined || taskId === undefined) return undefined;
  return { createdAt: new Date(createdAt), taskId, asleep: stage === ASLEEP, told };
}

export function isSameCrash(a: Task | undefined, b: Task | undefined): boolean {
  return a?.taskId === b?.taskId && a?.createdAt.getTime() === b?.createdAt.getTime();
}
