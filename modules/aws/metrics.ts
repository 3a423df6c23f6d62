import { type Metric } from './alarm';

/** A metric that AWS reports for an Auto Scaling group or, by EC2, for its instances together. */
export function groupMetric(
  autoScalingGroupName: string,
  metric: Pick<Metric, 'namespace' | 'metricName' | 'statistic'>,
): Metric {
  return { ...metric, dimensions: { AutoScalingGroupName: autoScalingGroupName } };
}

/** Bytes that clients have read from a file system, as the sum of a period. */
export function fileSystemReads(fileSystemId: string): Metric {
  return {
    namespace: 'AWS/EFS',
    metricName: 'DataReadIOBytes',
    dimensions: { FileSystemId: fileSystemId },
    statistic: 'Sum',
  };
}
