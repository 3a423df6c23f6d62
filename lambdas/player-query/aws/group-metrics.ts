import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';

import { GROUP_DIMENSION, METRIC_NAMESPACE, PLAYERS_METRIC, PRESENCE_METRIC } from '../../shared/game-metrics';
import { type Metrics, type Word } from '../dependencies';

/** The metrics of the leaf's group. */
export class GroupMetrics implements Metrics {
  constructor(
    private readonly client: CloudWatchClient,
    private readonly groupName: string,
  ) {}

  async publish({ players, presence }: Word, minutes: readonly Date[]): Promise<void> {
    const values = { ...(players !== undefined && { [PLAYERS_METRIC]: players }), [PRESENCE_METRIC]: presence };
    await this.client.send(
      new PutMetricDataCommand({
        Namespace: METRIC_NAMESPACE,
        MetricData: Object.entries(values).flatMap(([name, value]) =>
          minutes.map((minute) => ({
            MetricName: name,
            Dimensions: [{ Name: GROUP_DIMENSION, Value: this.groupName }],
            Timestamp: minute,
            Value: value,
            Unit: 'None' as const,
          })),
        ),
      }),
    );
  }
}
