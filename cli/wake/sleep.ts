import { type AutoScalingGroup as FoundGroup } from '@aws-sdk/client-auto-scaling';

import { AutoScalingGroup } from '../../lambdas/shared/auto-scaling-group';
import { systemClock } from '../../lambdas/shared/clock';
import { despiteContention } from '../../lambdas/shared/resource-contention';
import { WOKEN_BY_NOTE } from '../../lambdas/shared/told-tags';
import { stayText } from '../../lambdas/shared/woken-by';
import { knownContainer } from '../leaf/deployed-container';
import { lookAt } from '../leaf/facts';
import { groupOf } from '../leaf/group';
import { phaseOf } from '../../lambdas/shared/phase';
import { reasonOf } from '../terminal/errors';
import { type askYes } from '../terminal/prompts';
import { type Reporter } from '../terminal/reporter';
import { type LeafContext } from '../leaf/deployed-leaves';

export interface SleepProps extends LeafContext {
  /** Whether only `./cm wake` wakes it again (and the console). */
  readonly stay: boolean;
  /** Do not ask, even if somebody seems to be playing. */
  readonly yes: boolean;
  readonly ask: typeof askYes;
  readonly reporter: Pick<Reporter, 'colors' | 'say'>;
}

/**
 * Puts a leaf to sleep. Asks if somebody seems to be playing.
 *
 * @returns what happens now, for a person
 * @throws CommandError when it is not deployed, or a person says no
 */
export async function sleep(props: SleepProps): Promise<string> {
  const { clients, id, names } = props;
  const found = await groupOf(props);
  const phase = phaseOf({ group: found, tasks: [] });
  if (phase === 'asleep') {
    return (await keepAsleep(props)) ? `${id} is asleep, ${untilWake(id)}.` : `${id} is asleep already.`;
  }
  if (phase === 'stopping') {
    return `${id} is being put to sleep already${(await keepAsleep(props)) ? `, ${untilWake(id)}` : ''}.`;
  }
  const reason = await reasonToAsk(props, found);
  if (reason !== undefined) {
    props.reporter.say(props.reporter.colors.yellow(reason));
    if (!props.yes) await props.ask('Put it to sleep anyway?', 'add --yes');
  }
  const group = new AutoScalingGroup(clients.autoScaling, names.autoScalingGroup);
  await group.sleep();
  // after the switch: the state change hook forgets it of a group that wants an instance
  const stays = await keepAsleep(props);
  return (
    `${id} is being put to sleep: its container ${await saves(props)}, then the instance is terminated.` +
    (stays ? ` It stays asleep until ./cm wake ${id}.` : '')
  );
}

/** Notes that DNS, a page or Discord must not wake it. Returns whether that is wished. */
async function keepAsleep({ clients, names, stay }: SleepProps): Promise<boolean> {
  if (!stay) return false;
  const group = new AutoScalingGroup(clients.autoScaling, names.autoScalingGroup);
  await despiteContention(systemClock, () => group.note(WOKEN_BY_NOTE, stayText(systemClock.now())));
  return true;
}

function untilWake(id: string): string {
  return `and stays so until ./cm wake ${id}`;
}

/** Undefined where nobody is playing. What AWS does not say must not keep a server running. */
async function reasonToAsk(props: SleepProps, group: FoundGroup): Promise<string | undefined> {
  try {
    const { traffic } = await lookAt(props, group, new Date());
    if (traffic === undefined) return undefined;
    if ('isOccupied' in traffic) {
      return traffic.isOccupied
        ? `Somebody plays on ${props.id}, or its game still loads: the game was asked.`
        : undefined;
    }
    if (traffic.bytesPerSecond <= traffic.threshold) return undefined;
    return (
      `Somebody seems to be playing on ${props.id}: ${Math.round(traffic.bytesPerSecond)} bytes per second arrive, and at ` +
      `${traffic.threshold} or less nobody is connected.`
    );
  } catch (error) {
    return `AWS does not say whether somebody is playing on ${props.id}: ${reasonOf(error)}.`;
  }
}

/** The leaf falls asleep all the same where AWS does not say how long its container may take. */
async function saves(props: LeafContext): Promise<string> {
  const { stopTimeoutSeconds: seconds } = await knownContainer(props);
  return seconds === undefined ? 'saves' : `has ${seconds} s to save`;
}
