import { Names } from '../../modules/aws/naming';
import { type BaseConfig } from '../../modules/config/types';

/** AWS names of a leaf, as far as a command needs them. */
export interface LeafNames {
  readonly autoScalingGroup: string;
  readonly cluster: string;
  readonly service: string;
  readonly containerActivityAlarm: string;
  readonly instanceLeftUpAlarm: string;
  readonly breakCrashLoopAlarm: string;
  readonly breakCrashLoopRule: string;
}

/** @param stackName the leaf's id with dashes; need not be in the config any more */
export function leafNames({ name }: Pick<BaseConfig, 'name'>, stackName: string): LeafNames {
  const names = new Names(name, stackName);
  return {
    autoScalingGroup: names.of('autoScalingGroup', 'asg'),
    cluster: names.of('cluster', 'cluster'),
    service: names.of('service', 'service'),
    containerActivityAlarm: names.of('alarm', 'container-activity'),
    instanceLeftUpAlarm: names.of('alarm', 'instance-left-up'),
    breakCrashLoopAlarm: names.of('alarm', 'break-crash-loop'),
    breakCrashLoopRule: names.of('eventRule', 'break-crash-loop'),
  };
}
