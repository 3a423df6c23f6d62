import { lookAt } from '../leaf/facts';
import { groupOf, turn } from '../leaf/group';
import { phaseOf } from '../leaf/phase';
import { type askYes } from '../terminal/prompts';
import { type Reporter } from '../terminal/reporter';
import { type LeafContext } from '../workspace';

export interface SleepProps extends LeafContext {
  /** Do not ask, also where somebody seems to play. */
  readonly yes: boolean;
  readonly ask: typeof askYes;
  readonly reporter: Pick<Reporter, 'colors' | 'say'>;
}

/**
 * Turns the switch off. Asks where somebody seems to play.
 *
 * @returns what happens now, for a person
 * @throws CommandError where it is not deployed, or a person says no
 */
export async function sleep(props: SleepProps): Promise<string> {
  const { clients, leaf, names } = props;
  const { id, container } = leaf;
  const facts = await lookAt(props, await groupOf(props), new Date());
  const phase = phaseOf(facts);
  if (phase === 'asleep') return `${id} is asleep already.`;
  if (phase === 'stopping') return `${id} is being put to sleep already.`;
  const { traffic } = facts;
  if (traffic !== undefined && traffic.bytesPerSecond > traffic.threshold) {
    const { reporter } = props;
    reporter.say(
      reporter.colors.yellow(
        `Somebody seems to play on ${id}: ${Math.round(traffic.bytesPerSecond)} bytes per second arrive, ` +
          `nobody is connected at ${traffic.threshold} or less.`,
      ),
    );
    if (!props.yes) await props.ask('Put it to sleep anyway?', 'add --yes');
  }
  await turn(clients.autoScaling, names.autoScalingGroup, 0);
  return `${id} is being put to sleep: its container has ${container.stopTimeoutSeconds} s to save, then the instance is terminated.`;
}
