import { Names } from '../../modules/aws/naming';
import { type WatchdogConfig } from '../../modules/config/types';
import { Watchdog, type WatchdogProps } from '../../modules/leaf/watchdog';
import { CLUSTER_ARN } from './task-stop-event';
import { Template } from './template';

export const AUTO_SCALING_GROUP_NAME = 'project-leaf-asg';
export const FILE_SYSTEM_IDS = { Data: 'fs-0123456789abcdef0' };
export const BASE_TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:project-base-alerts';
export const LEAF_TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:project-leaf-alerts';

/** The Watchdog of a leaf, synthesized: 7 minutes at or below 2000 bytes per second, 8 hours without stopping. */
export function watchdogTemplate(watchdog: Partial<WatchdogConfig> = {}, props: Partial<WatchdogProps> = {}): Template {
  return Template.of((stack) => {
    new Watchdog(stack, 'Watchdog', {
      names: new Names('project', 'leaf'),
      region: 'eu-central-1',
      accountId: '123456789012',
      partition: 'aws',
      leafId: 'leaf',
      autoScalingGroupName: AUTO_SCALING_GROUP_NAME,
      autoScalingGroupArn:
        'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/project-leaf-asg',
      clusterArn: CLUSTER_ARN,
      fileSystemIds: FILE_SYSTEM_IDS,
      watchdog: {
        threshold: 2000,
        minutesWithoutConnections: 7,
        instanceLeftUp: { durationHours: 8, shouldStop: false },
        startupGraceMinutes: 5,
        ...watchdog,
      },
      alerts: {},
      asksGame: false,
      baseTopicArn: BASE_TOPIC_ARN,
      leafTopicArn: LEAF_TOPIC_ARN,
      wakesByDns: true,
      containerLogGroupName: '/project/leaf/container',
      ...props,
    });
  });
}
