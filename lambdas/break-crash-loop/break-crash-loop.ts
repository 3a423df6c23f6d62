import { AutoScalingGroup } from '../shared/auto-scaling-group';
import { type CrashMark, crashNoteText, isSameCrash, readFailedStart } from '../shared/crash-mark';
import { type GroupState, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { type ScalingActivity } from '../shared/scaling-activities';
import { CRASH_NOTE } from '../shared/told-tags';
import { ClusterHosts } from './cluster-hosts';
import { type BreakCrashLoopContext } from './context';
import { MAXIMUM_EVENT_AGE_SECONDS } from './contract';
import { noteCrash, notedCrash } from './noted-crash';
import { readTaskStop, type TaskStop } from './task-stop';
import { tellPeople } from './tell-people';

/**
 * Puts the group to sleep when a task of its current instance stopped by itself, and tells the base and the leaf topic
 * why: once, however often the event comes, since only the crash that turns the switch is told. The switch comes first,
 * then the e-mail: nobody is told of what has not happened. Of several crashes within an hour the first is told, and the
 * others are counted; the state change hook tells how many.
 *
 * A task that fails to start gets a second chance on each instance: a registry or a mount that fails once is the most
 * common reason, and ECS tries again by itself.
 *
 * Lambda retries a run that fails. So the crash is noted in the group before the switch is turned, and afterwards which
 * topics were told: the next try finds that and does what is missing. No try turns the switch twice, nor for a task of another
 * instance, nor for an instance that is not there yet: so none ends the next wake-up.
 *
 * @throws UnexpectedEventError for an event of another cluster or kind
 * @throws AWS's error when the group or the task's instance cannot be read, or the group cannot be noted or switched
 * @throws NotifyError when the group sleeps and a topic could not be told
 */
export async function breakCrashLoop(event: unknown, context: BreakCrashLoopContext): Promise<void> {
  const { autoScaling, ecs, environment, now } = context;
  const stop = readTaskStop(event, environment.CLUSTER_ARN);
  const ageSeconds = (now.getTime() - stop.sentAt.getTime()) / 1_000;
  if (ageSeconds > MAXIMUM_EVENT_AGE_SECONDS) {
    log.info('ignored: the event is late', { taskId: stop.taskId, ageSeconds });
    return;
  }
  const group = new AutoScalingGroup(autoScaling, environment.AUTO_SCALING_GROUP_NAME);
  const state = await group.read();
  const noted = notedCrash(state);
  const tried = isSameCrash(noted, stop) ? noted : undefined;
  if (tried?.asleep !== true) {
    const hosts = new ClusterHosts(ecs, environment.CLUSTER_ARN);
    const ignored = await turnSwitch({ group, hosts }, state, stop, tried);
    if (ignored !== undefined) {
      log.info(`ignored: ${ignored}`, { taskId: stop.taskId });
      return;
    }
  }
  await tellPeople(group, state, stop, context);
}

interface Aws {
  readonly group: AutoScalingGroup;
  readonly hosts: ClusterHosts;
}

/**
 * @param tried what an earlier try noted: it may have turned the switch without getting AWS's answer, so people are told in
 *   any case
 * @returns why this crash is ignored; undefined when people have to be told of it
 */
async function turnSwitch(
  { group, hosts }: Aws,
  state: GroupState,
  stop: TaskStop,
  tried: CrashMark | undefined,
): Promise<string | undefined> {
  const over = await whyOver({ group, hosts }, state, stop);
  if (over !== undefined) return tried === undefined ? over : undefined;
  if (tried === undefined) {
    if (await isFirstFailedStart(group, state, stop)) return 'it failed to start for the first time on this instance';
    await noteCrash(group, state, stop, false, []);
    // again, so that of two runs at once one goes on
    const again = await group.read();
    if (again.desiredCapacity === 0) return ALREADY_ASLEEP;
    const noted = notedCrash(again);
    if (!isSameCrash(noted, stop) && !isSameCrash(noted, notedCrash(state))) return 'another run handles a later crash';
  }
  await group.sleep();
  log.warn('put the group to sleep', { ...stop });
  return undefined;
}

const ALREADY_ASLEEP = 'already asleep';

/** Why a crash no longer is a reason to turn the switch. */
async function whyOver({ group, hosts }: Aws, state: GroupState, stop: TaskStop): Promise<string | undefined> {
  if (state.desiredCapacity === 0) return ALREADY_ASLEEP;
  const instance = livingInstance(state);
  if (instance === undefined) return 'its instance is terminating, and there is no other one yet';
  if (stop.containerInstanceArn !== undefined) {
    // the container instance of an instance that is there is registered: ECS knows it
    const host = await hosts.instanceOf(stop.containerInstanceArn);
    return host === instance.id ? undefined : `the task belongs to another instance: ${host ?? 'one that is gone'}`;
  }
  const launchedAt = launchOf(await group.activities(), instance.id);
  return launchedAt !== undefined && stop.createdAt < launchedAt
    ? 'the task belongs to an earlier instance'
    : undefined;
}

/**
 * Whether this is the first task that could not start on the instance, as far as the group has noted. It notes it: the
 * next task that fails on the same instance is not the first, however often the event of this one comes.
 */
async function isFirstFailedStart(group: AutoScalingGroup, state: GroupState, stop: TaskStop): Promise<boolean> {
  if (stop.stopCode !== 'TaskFailedToStart') return false;
  const instanceId = livingInstance(state)?.id;
  const before = readFailedStart(state.notes.get(CRASH_NOTE));
  if (before?.instanceId === instanceId) return before?.taskId === stop.taskId;
  const failedStart = { instanceId: instanceId ?? '', taskId: stop.taskId };
  await group.note(CRASH_NOTE, crashNoteText(notedCrash(state), failedStart));
  log.warn('a task failed to start for the first time on this instance: waiting for the second', { ...stop });
  return true;
}

/** When the launch of an instance began. Undefined when AWS keeps no record: launched long ago. */
function launchOf(activities: readonly ScalingActivity[], instanceId: string): Date | undefined {
  return activities
    .filter(({ kind, failed, cancelled }) => kind === 'launch' && !failed && !cancelled)
    .filter((launch) => launch.instanceId === instanceId)
    .map(({ startedAt }) => startedAt)
    .sort((a, b) => b.getTime() - a.getTime())[0];
}
