import { type Colors } from 'picocolors/types';

import { duration, secondsBetween } from '../../lambdas/shared/duration';
import { START_STEPS, type StartStep } from '../../lambdas/shared/starts';
import { fittingTable } from '../terminal/table';
import { type ReportedStart, type StartsReport } from './starts-report';

/** What each step is, in a person's words. */
const STEPS: Readonly<Record<StartStep, string>> = {
  asked: 'DNS was asked',
  switched: 'switch turned',
  launching: 'launch begun',
  launched: 'instance launched',
  mounted: 'volumes mounted',
  locked: 'volumes locked',
  inService: 'instance in service',
  registered: 'ECS agent registered',
  pulling: 'image: pull begun',
  pulled: 'image: pulled',
  started: 'container started',
  ready: 'people can connect',
  inSync: 'DNS in sync',
};

/** Not every leaf has them: only one that DNS wakes, one with volumes, one with a domain. */
const OF_SOME_LEAVES: readonly StartStep[] = ['asked', 'mounted', 'locked', 'inSync'];

const UNKNOWN = 'unknown';
const NONE = '-';

/** A table of the last starts step by step, and how long one usually takes. */
export function startsText(
  report: StartsReport,
  { colors, columns }: { colors: Colors; columns: number | undefined },
): string {
  const { id, starts, usual, noRecord } = report;
  if (noRecord === 'name') {
    return `The starts of ${id} are not recorded: AWS takes no SSM parameter whose name begins with ssm, and Name in base.yaml does.`;
  }
  if (noRecord === 'not-deployed') {
    return `The starts of ${id} are not recorded yet: ./cm deploy ${id} creates the SSM parameter for them.`;
  }
  if (starts.length === 0) return `No start of ${id} is recorded yet. The next start is the first.`;
  const firsts = starts.map(firstOf);
  const table = fittingTable(
    {
      head: ['Seconds', ...starts.map((_, index) => `Start ${index + 1}`)],
      rows: [
        ['began (UTC)', ...firsts.map((first) => first?.toISOString().slice(0, 19).replace('T', ' ') ?? UNKNOWN)],
        ['woken by', ...starts.map(({ by }) => by ?? UNKNOWN)],
        ['instance type', ...starts.map(({ instanceType }) => instanceType ?? UNKNOWN)],
        ...stepsOf(starts).map((step) => [
          STEPS[step],
          ...starts.map((start, index) => cell(start, step, firsts[index])),
        ]),
        ['switch to connect', ...starts.map(({ seconds }) => (seconds === undefined ? UNKNOWN : duration(seconds)))],
      ],
      right: starts.map((_, index) => index + 1),
      colors,
      columns,
    },
    NONE,
  );
  return [
    `The last starts of ${id}, the oldest first, in seconds since the first step that is known:`,
    '',
    table,
    '',
    usual === undefined
      ? 'After three complete starts, the usual time is shown here.'
      : `From the switch until people could connect: ${duration(usual.median)} (median), ${duration(usual.shortest)} to ${duration(usual.longest)}.`,
  ].join('\n');
}

/** Without those of some leaves that no start has. */
function stepsOf(starts: readonly ReportedStart[]): readonly StartStep[] {
  return START_STEPS.filter(
    (step) => !OF_SOME_LEAVES.includes(step) || starts.some(({ times }) => times[step] !== undefined),
  );
}

/** What somebody else than DNS woke, DNS was not asked for. */
function cell({ by, times }: ReportedStart, step: StartStep, first: Date | undefined): string {
  if (step === 'asked' && by !== undefined && by !== 'dns') return NONE;
  return secondsText(times[step], first);
}

function firstOf({ times }: ReportedStart): Date | undefined {
  return START_STEPS.map((step) => times[step]).find((time) => time !== undefined);
}

/** Clocks differ: a step that seems to be before the first one is said to be at it. */
function secondsText(time: Date | undefined, first: Date | undefined): string {
  if (time === undefined || first === undefined) return UNKNOWN;
  return String(Math.max(0, Math.round(secondsBetween(first, time))));
}
