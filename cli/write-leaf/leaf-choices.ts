import { leafSchema } from '../../modules/config/schema/leaf';
import { CommandError, EXIT } from '../terminal/errors';
import { askText } from '../terminal/prompts';
import { offeredTypes, typeForMemory } from './instance-types';

const DEFAULT_TYPE = 'm7i-flex.large';
const DEFAULT_THRESHOLD = 1000;

/** What only the person who makes a leaf can decide. */
export interface LeafChoices {
  /** @param memoryGib what the container needs, where something says it */
  instanceType(memoryGib: number | undefined): Promise<string>;
  threshold(): Promise<number>;
}

/** Takes what options say, and asks for the rest. */
export function leafChoices(options: { readonly type?: string; readonly threshold?: string }): LeafChoices {
  return {
    instanceType: async (memoryGib) => {
      if (options.type !== undefined) return valid('--type', options.type, typeProblem).toLowerCase();
      const fitting = memoryGib === undefined ? DEFAULT_TYPE : (typeForMemory(memoryGib) ?? DEFAULT_TYPE);
      return askText(`EC2 instance type (GiB for the container: ${offeredTypes()})`, {
        fallback: fitting,
        problemOf: typeProblem,
        instead: 'add --type',
      });
    },
    threshold: async () => {
      if (options.threshold !== undefined) return Number(valid('--threshold', options.threshold, thresholdProblem));
      const answer = await askText(
        'Threshold: bytes a second from clients, at or below which nobody counts as connected',
        {
          fallback: String(DEFAULT_THRESHOLD),
          problemOf: thresholdProblem,
          instead: 'add --threshold',
        },
      );
      return Number(answer);
    },
  };
}

function valid(option: string, value: string, problemOf: (value: string) => string | undefined): string {
  const problem = problemOf(value);
  if (problem !== undefined) throw new CommandError(`${option}: ${problem}`, { exitCode: EXIT.wrongUse });
  return value;
}

function typeProblem(value: string): string | undefined {
  return problemAt(['Ec2', 'InstanceType'], { Ec2: { InstanceType: value } });
}

function thresholdProblem(value: string): string | undefined {
  return problemAt(['Watchdog', 'Threshold'], { Watchdog: { Threshold: value } });
}

/** What the config says about one value. */
function problemAt(path: readonly string[], leaf: unknown): string | undefined {
  const issues = leafSchema.safeParse(leaf).error?.issues ?? [];
  return issues.find((issue) => issue.path.join('.') === path.join('.'))?.message;
}
