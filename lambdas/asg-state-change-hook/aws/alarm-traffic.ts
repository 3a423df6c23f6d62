import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

import { activityMinutes } from '../../shared/activity-minutes';
import { type Traffic } from '../dependencies';

/** The values that the alarm Container Activity compared with its threshold. */
export class AlarmTraffic implements Traffic {
  constructor(
    private readonly client: CloudWatchClient,
    readonly alarmName: string,
  ) {}

  async wasBusy(from: Date, to: Date): Promise<boolean | undefined> {
    const { MetricAlarms: [alarm] = [] } = await this.client.send(
      new DescribeAlarmsCommand({ AlarmNames: [this.alarmName], AlarmTypes: ['MetricAlarm'] }),
    );
    const threshold = alarm?.Threshold;
    if (alarm === undefined || threshold === undefined) throw new Error(`the alarm '${this.alarmName}' does not exist`);
    const minutes = await activityMinutes(this.client, alarm, { from, to });
    if (minutes.length === 0) return undefined;
    // 2 is said while the game loads, too: where it counts its players, it was asked and not the alarm
    return minutes.some(({ value, word, inService }) => inService && word === undefined && value > threshold);
  }
}
