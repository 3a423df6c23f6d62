import { type AutoScalingGroup, type LifecycleState } from '@aws-sdk/client-auto-scaling';
import { type Task } from '@aws-sdk/client-ecs';

import { Names } from '../../../modules/aws/naming';
import { type BaseConfig, type LeafConfig } from '../../../modules/config/types';
import { baseConfig as anyBaseConfig, leafConfig as anyLeafConfig } from '../../support/configs';

/** AWS names of the leaf `minecraft` in the project `games`. */
export const NAMES = new Names('games', 'minecraft');

/** A time in the evening, e.g. `at('20:14')` or `at('20:14:30')`. */
export function at(time: string): Date {
  return new Date(`2026-11-22T${time.length === 5 ? `${time}:00` : time}Z`);
}

/** The group of `minecraft`: asleep. */
export function group(more: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  return {
    AutoScalingGroupName: NAMES.autoScalingGroup,
    MinSize: 0,
    MaxSize: 1,
    DesiredCapacity: 0,
    DefaultCooldown: 300,
    AvailabilityZones: ['eu-central-1a'],
    HealthCheckType: 'EC2',
    CreatedTime: at('10:00'),
    ...more,
  };
}

/** Instances of a group, by their lifecycle states: `i-1`, `i-2`, … */
export function instances(...states: LifecycleState[]) {
  return states.map((LifecycleState, index) => ({
    InstanceId: `i-${index + 1}`,
    LifecycleState,
    AvailabilityZone: 'eu-central-1a',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  }));
}

/** A task that runs. */
export function task(more: Partial<Task> = {}): Task {
  return { desiredStatus: 'RUNNING', lastStatus: 'RUNNING', createdAt: at('20:15'), startedAt: at('20:16'), ...more };
}

/** The config of `minecraft`, without a volume. */
export function leafConfig(more: Partial<LeafConfig> = {}): LeafConfig {
  return anyLeafConfig({ volumes: [], ...more });
}

/** The config of the project `games`. */
export function baseConfig(more: Partial<BaseConfig> = {}): BaseConfig {
  return anyBaseConfig({ name: 'games', ...more });
}
