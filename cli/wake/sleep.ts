import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { knownContainer } from '../leaf/deployed-container';
import { lookAt } from '../leaf/facts';
import { groupOf, turn } from '../leaf/group';
import { phaseOf } from '../leaf/phase';
import { reasonOf } from '../terminal/errors';
import { type askYes } from '../terminal/prompts';
import { type Reporter } from '../terminal/reporter';
import { type LeafContext } from '../leaf/deployed-leaves';

export interface SleepProps extends LeafContext {
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
  const group = await groupOf(props);
  const phase = phaseOf({ group, tasks: [] });
  if (phase === 'asleep') return `${id} is asleep already.`;
  if (phase === 'stopping') return `${id} is being put to sleep already.`;
  const reason = await reasonToAsk(props, group);
  if (reason !== undefined) {
    props.reporter.say(props.reporter.colors.yellow(reason));
    if (!props.yes) await props.ask('Put it to sleep anyway?', 'add --yes');
  }
  await turn(clients.autoScaling, names.autoScalingGroup, 0);
  return `${id} is being put to sleep: its container ${await saves(props)}, then the instance is terminated.`;
}

/** Undefined where nobody is playing. What AWS does not say must not keep a server running. */
async function reasonToAsk(props: SleepProps, group: AutoScalingGroup): Promise<string | undefined> {
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
