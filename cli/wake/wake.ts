import { AutoScalingGroup } from '../../lambdas/shared/auto-scaling-group';
import { type Clock } from '../../lambdas/shared/clock';
import { groupState } from '../../lambdas/shared/group-state';
import { Route53Record } from '../../lambdas/shared/route53-record';
import { switchOn } from '../../lambdas/shared/switch-on';
import { addressOf } from '../leaf/facts';
import { groupOf, isRetiring, retiringText } from '../leaf/group';
import { type SwitchAndTasks, waitsFor } from '../../lambdas/shared/phase';
import { tasksOf } from '../../lambdas/shared/tasks';
import { duration, secondsBetween } from '../../lambdas/shared/duration';
import { CommandError, EXIT } from '../terminal/errors';
import { tellingOnInterrupt } from '../terminal/interrupts';
import { type LeafContext } from '../leaf/deployed-leaves';
import { endStartThrottling } from './start-throttling';

export interface WakeProps extends LeafContext {
  /** How long to wait for everything, in seconds. */
  readonly timeoutSeconds: number;
  readonly clock: Clock;
  /** Is told what `wake` waits for, each time that it changes. */
  readonly say: (line: string) => void;
}

/** A leaf that players can connect to. */
export interface AwakeLeaf {
  /** Public IP address. */
  readonly address: string;
  /** Whether it was asleep before. */
  readonly wasAsleep: boolean;
  /** How long it took until it was ready. */
  readonly seconds: number;
  /** What the DNS name points to, if that is not the address yet. */
  readonly staleRecord?: string;
}

const PAUSE_MS = 3_000;
// the function that writes the record runs seconds after the launch: if it takes longer, something is wrong
const RECORD_PATIENCE_SECONDS = 60;

/**
 * Wakes a leaf and waits for the instance, the container, the game and the address. It ends what keeps DNS from waking the leaf. For a
 * leaf that is already awake it only does that and waits, but for one thing: where ECS waits between tries to start the
 * container, it makes ECS try at once.
 *
 * @throws CommandError (refused) when its hours of the month are used up; when the leaf is not deployed or is being retired, AWS cannot launch an instance, something puts the
 *   leaf to sleep again, or it takes too long: says what it was waiting for
 */
export async function wake(props: WakeProps): Promise<AwakeLeaf> {
  const { clients, id, names, clock } = props;
  const startedAt = clock.now();
  const group = await groupOf(props);
  if (isRetiring(group)) throw new CommandError(retiringText(id));
  const { DesiredCapacity: desired = 0 } = group;
  const wasAsleep = desired === 0;
  const refusal = await switchOn({
    leafId: id,
    waker: 'cli',
    group: new AutoScalingGroup(clients.autoScaling, names.autoScalingGroup),
    state: groupState(group, desired),
    clock,
    warn: (what, error) => {
      props.say(`${what}: ${String(error)}`);
    },
  });
  if (refusal !== undefined) throw new CommandError(refusal.text, { exitCode: EXIT.refused });
  return tellingOnInterrupt(`${id} goes on starting: ${howToGoOn(id)}.`, async () => {
    await tryAtOnce(props);
    const deadline = new Date(startedAt.getTime() + props.timeoutSeconds * 1_000);
    await waitForContainer(props, startedAt, deadline);
    const address = await waitForAddress(props, deadline);
    const staleRecord = await waitForRecord(props, address);
    const seconds = Math.round(secondsBetween(startedAt, clock.now()));
    return { address, wasAsleep, seconds, ...(staleRecord !== undefined && { staleRecord }) };
  });
}

function howToGoOn(id: string): string {
  return `./cm status ${id} --watch shows its progress, ./cm sleep ${id} stops it`;
}

/** Only makes the wait shorter: where AWS refuses, the leaf starts all the same. */
async function tryAtOnce({ clients, names, say }: WakeProps): Promise<void> {
  try {
    const { cluster, service } = names;
    if (await endStartThrottling({ ecs: clients.ecs, cluster, service })) {
      say('ECS was waiting between tries to start the container: it tries again now');
    }
  } catch (error) {
    say(`cannot see or end a wait of ECS between tries to start the container: ${String(error)}`);
  }
}

async function waitForContainer(props: WakeProps, startedAt: Date, deadline: Date): Promise<void> {
  let told: string | undefined;
  for (;;) {
    const seen = await look(props);
    if ((seen.group?.DesiredCapacity ?? 0) === 0) throw await asleepAgain(props, startedAt);
    const missing = waitsFor(seen);
    if (missing === undefined) return;
    if (missing !== told) props.say(`waiting for ${missing}`);
    told = missing;
    await pause(props, deadline, missing);
  }
}

async function look(props: WakeProps): Promise<SwitchAndTasks> {
  return { group: await groupOf(props), tasks: await tasksOf(props.clients.ecs, props.names.cluster) };
}

async function waitForAddress(props: WakeProps, deadline: Date): Promise<string> {
  for (;;) {
    const address = await addressOf(props.clients, await groupOf(props));
    if (address !== undefined) return address;
    await pause(props, deadline, 'its public address');
  }
}

/** Waits until the name points to the address. Returns what it points to instead when that takes too long. */
async function waitForRecord(props: WakeProps, address: string): Promise<string | undefined> {
  const { clients, host, clock } = props;
  if (host === undefined) return undefined;
  const record = new Route53Record(clients.route53, host.hostedZoneId, host.name);
  const deadline = clock.now().getTime() + RECORD_PATIENCE_SECONDS * 1_000;
  for (let isFirst = true; ; isFirst = false) {
    const found = await record.read();
    if (found === address) return undefined;
    if (clock.now().getTime() >= deadline) return found ?? 'nothing';
    if (isFirst) props.say(`waiting for ${host.name} to point to ${address}`);
    await clock.wait(PAUSE_MS);
  }
}

async function pause({ id, clock, timeoutSeconds }: WakeProps, deadline: Date, missing: string): Promise<void> {
  if (clock.now() >= deadline) {
    throw new CommandError(
      `${id} is not ready after ${duration(timeoutSeconds)}: still waiting for ${missing}. It keeps starting: ` +
        howToGoOn(id),
    );
  }
  await clock.wait(PAUSE_MS);
}

async function asleepAgain({ clients, id, names }: WakeProps, startedAt: Date): Promise<CommandError> {
  const group = new AutoScalingGroup(clients.autoScaling, names.autoScalingGroup);
  const failure = (await group.activities()).find(({ failed, startedAt: at }) => failed && at >= startedAt);
  const why =
    failure === undefined
      ? 'its container exited, or somebody put it to sleep; an e-mail says why'
      : `AWS says: ${failure.message}`;
  return new CommandError(`${id} was put to sleep again while it started: ${why}`);
}
