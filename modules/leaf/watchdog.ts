import { Construct } from 'constructs';

import { type Alarm, type MetricMath } from '../aws/alarm';
import { type AlertsConfig, type WatchdogConfig } from '../config/types';
import { BreakCrashLoop, type BreakCrashLoopProps } from './watchdog/break-crash-loop';
import { ContainerActivity } from './watchdog/container-activity';
import { FileSystemSize } from './watchdog/file-system-size';
import { InstanceLeftUp } from './watchdog/instance-left-up';
import { LogVolume } from './watchdog/log-volume';
import { ScaleDownAsg } from './watchdog/scale-down-asg';

export interface WatchdogProps extends BreakCrashLoopProps {
  /** Id of the volume → id of its file system; at most 7. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  readonly watchdog: WatchdogConfig;
  readonly alerts: AlertsConfig;
  /** Whether the game is asked who plays. */
  readonly asksGame: boolean;
}

/**
 * Puts the container to sleep when nobody uses it, when it was left up for too long, and when it crashes. If the config asks for
 * it, tells the administrators when its files or its log grow.
 */
export class Watchdog extends Construct {
  /** Fires when nobody is connected. */
  readonly containerActivityAlarm: Alarm;
  /** What that alarm compares with its threshold: bytes per second from clients, or what stands for the game's word. */
  readonly containerActivityMetric: MetricMath;
  /** Fires when the instance has been up for too long. */
  readonly instanceLeftUpAlarm: Alarm;
  /** Fires when the container has ended by itself. It has no actions: a function acts. */
  readonly breakCrashLoopAlarm: Alarm;
  readonly breakCrashLoopFunctionName: string;

  constructor(scope: Construct, id: string, props: WatchdogProps) {
    super(scope, id);
    const { policyArn: scaleDownPolicyArn } = new ScaleDownAsg(this, 'ScaleDownAsg', props);
    const containerActivity = new ContainerActivity(this, 'ContainerActivity', {
      ...props,
      ...props.watchdog,
      scaleDownPolicyArn,
    });
    this.containerActivityAlarm = containerActivity.alarm;
    this.containerActivityMetric = containerActivity.metric;
    this.instanceLeftUpAlarm = new InstanceLeftUp(this, 'InstanceLeftUp', {
      ...props,
      ...props.watchdog.instanceLeftUp,
      scaleDownPolicyArn,
    }).alarm;
    const breakCrashLoop = new BreakCrashLoop(this, 'BreakCrashLoop', props);
    this.breakCrashLoopAlarm = breakCrashLoop.alarm;
    this.breakCrashLoopFunctionName = breakCrashLoop.functionName;
    this.warnOfGrowth(props);
  }

  private warnOfGrowth(props: WatchdogProps): void {
    const { fileSystemGigabytes, logMegabytesPerHour } = props.alerts;
    if (fileSystemGigabytes !== undefined) {
      new FileSystemSize(this, 'FileSystemSize', { ...props, fileSystemGigabytes });
    }
    if (logMegabytesPerHour !== undefined) new LogVolume(this, 'LogVolume', { ...props, logMegabytesPerHour });
  }
}
