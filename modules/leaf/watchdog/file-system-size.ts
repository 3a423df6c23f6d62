import { Construct } from 'constructs';

import { type Metric, type MetricMath } from '../../aws/alarm';
import { type Names } from '../../aws/naming';
import { HourlyAlarm } from './hourly-alarm';

export interface FileSystemSizeProps {
  readonly names: Names;
  readonly leafId: string;
  /** Id of the volume → id of its file system; at least one. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** Above how many GB (2^30 bytes) of all volumes together the alarm fires. */
  readonly fileSystemGigabytes: number;
  /** The topic of the administrators, who get the alarm by e-mail. */
  readonly baseTopicArn: string;
}

const GIGABYTE = 2 ** 30;

/**
 * Tells the administrators when the files have grown, also while the container sleeps: they cost money, and so do their backups.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html: StorageBytes
 */
export class FileSystemSize extends Construct {
  constructor(scope: Construct, id: string, props: FileSystemSizeProps) {
    super(scope, id);
    // EFS measures every 15 minutes: each hour has a point of each file system, also if one is late
    new HourlyAlarm(this, 'Alarm', {
      alarmName: props.names.fileSystemSizeAlarm,
      description: description(props),
      metric: bytesOfAll(props.fileSystemIds),
      threshold: props.fileSystemGigabytes * GIGABYTE,
      topicArn: props.baseTopicArn,
    });
  }
}

function bytesOfAll(fileSystemIds: Readonly<Record<string, string>>): MetricMath {
  const sorted = Object.entries(fileSystemIds).sort(([a], [b]) => (a < b ? -1 : 1));
  const metrics = Object.fromEntries(sorted.map(([, id], index) => [`efs${index + 1}`, bytesOf(id)]));
  return { expression: Object.keys(metrics).join('+'), label: 'bytes of all volumes', metrics };
}

function bytesOf(fileSystemId: string): Metric {
  return {
    namespace: 'AWS/EFS',
    metricName: 'StorageBytes',
    // of all storage classes
    dimensions: { FileSystemId: fileSystemId, StorageClass: 'Total' },
    statistic: 'Maximum',
  };
}

function description({ leafId, fileSystemGigabytes }: FileSystemSizeProps): string {
  return (
    `The files of '${leafId}' are larger than ${fileSystemGigabytes} GB. They cost money, asleep too, and backups keep what is ` +
    `deleted for 35 days. If nobody expects that, the container may be broken or hacked: run './cm sleep ${leafId}' and look at ` +
    'its files. If they may be this large, raise Alerts.FileSystemGigabytes.'
  );
}
