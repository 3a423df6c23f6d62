import { type AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { type SNSClient } from '@aws-sdk/client-sns';

import { log } from '../runtime/log';
import { notify } from '../runtime/notify';
import { desiredCapacity, latestLaunch, putToSleep } from './auto-scaling-group';
import { type BreakCrashLoopEnvironment, MAXIMUM_EVENT_AGE_SECONDS } from './contract';
import { crashNotice } from './crash-notice';
import { logLink } from './log-link';
import { readTaskStop } from './task-stop';

export interface BreakCrashLoopContext {
  readonly autoScaling: AutoScalingClient;
  readonly sns: SNSClient;
  readonly environment: BreakCrashLoopEnvironment & { readonly AWS_REGION: string };
  readonly now: Date;
}

/**
 * Puts the group to sleep when a task of its present instance stopped by itself, and tells the base and the leaf topic
 * why: once, however often the event comes, since only the run that turns the switch sends. First the switch, then the
 * e-mail: nobody is told of what has not happened.
 *
 * @throws UnexpectedEventError for an event of another cluster or kind
 * @throws AWS's error when the group cannot be read or switched: nobody was told
 * @throws NotifyError when the group sleeps and a topic could not be told (contract.ts: what follows from that)
 */
export async function breakCrashLoop(event: unknown, context: BreakCrashLoopContext): Promise<void> {
  const { autoScaling, sns, environment, now } = context;
  const groupName = environment.AUTO_SCALING_GROUP_NAME;
  const stop = readTaskStop(event, environment.CLUSTER_ARN);
  const ageSeconds = (now.getTime() - stop.sentAt.getTime()) / 1_000;
  if (ageSeconds > MAXIMUM_EVENT_AGE_SECONDS) {
    log.info('ignored: the event is late', { taskId: stop.taskId, ageSeconds });
    return;
  }
  const launchedAt = await latestLaunch(autoScaling, groupName);
  if (launchedAt !== undefined && stop.createdAt < launchedAt) {
    log.info('ignored: the task belongs to an earlier instance', { taskId: stop.taskId, launchedAt });
    return;
  }
  // last, so that two runs at once hardly ever both find it awake
  if ((await desiredCapacity(autoScaling, groupName)) === 0) {
    log.info('ignored: asleep already', { taskId: stop.taskId });
    return;
  }
  await putToSleep(autoScaling, groupName);
  log.warn('put to sleep', { ...stop });
  const link = logLink(environment.AWS_REGION, environment.CONTAINER_LOG_GROUP_NAME, stop.stoppedAt);
  await notify(
    sns,
    { base: environment.BASE_TOPIC_ARN, leaf: environment.LEAF_TOPIC_ARN },
    crashNotice(environment.LEAF_ID, stop, link),
    [],
  );
}
