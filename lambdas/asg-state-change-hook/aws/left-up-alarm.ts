import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

import { type LeftUpAlarm, type RaisedAlarm } from '../dependencies';

/** The alarm Instance Left Up in CloudWatch. */
export class CloudWatchLeftUpAlarm implements LeftUpAlarm {
  constructor(
    private readonly client: CloudWatchClient,
    private readonly alarmName: string,
  ) {}

  async read(): Promise<RaisedAlarm | undefined> {
    const { MetricAlarms: [alarm] = [] } = await this.client.send(
      new DescribeAlarmsCommand({ AlarmNames: [this.alarmName], AlarmTypes: ['MetricAlarm'], StateValue: 'ALARM' }),
    );
    // the other time is newer where only the reason of the state changed
    const since = alarm?.StateTransitionedTimestamp ?? alarm?.StateUpdatedTimestamp;
    return since === undefined ? undefined : { since, description: alarm?.AlarmDescription ?? '' };
  }
}
