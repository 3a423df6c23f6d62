import { METRIC_NAMESPACE, PLAYERS_METRIC, PRESENCE_METRIC } from '../../../lambdas/shared/game-metrics';
import { type Metric, type MetricMath } from '../../aws/alarm';
import { literal } from '../../aws/literal';
import { fileSystemReads, groupMetric } from '../../aws/metrics';
import { type Widget } from './grid';
import { type Line, metricWidget } from './metric-widget';

interface GroupProps {
  readonly region: string;
  readonly autoScalingGroupName: string;
}

export interface WatchedTrafficProps {
  readonly region: string;
  /** What the watchdog compares with its threshold, in bytes per second. */
  readonly metric: MetricMath;
  /** Bytes per second. At or below it, nobody is connected. */
  readonly threshold: number;
}

export interface NetworkProps extends GroupProps {
  /** Id of the volume → id of its file system. May be empty. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
}

export interface FunctionRunsProps {
  /** What people call the function. */
  readonly title: string;
  readonly region: string;
  readonly functionName: string;
}

export interface CpuAndMemoryProps extends GroupProps {
  readonly clusterName: string;
  readonly serviceName: string;
}

const BYTES_PER_SECOND = 'bytes per second';

/**
 * How many instances the group should have, and how many are in service. No metric says of which type: the title names those that it can
 * have, where there are several.
 *
 * @param instanceTypes in the order in which AWS takes them
 */
export function instances({
  region,
  autoScalingGroupName,
  instanceTypes,
}: GroupProps & { readonly instanceTypes: readonly string[] }): Widget {
  const [first, ...others] = instanceTypes;
  const line = (label: string, metricName: string): Line => ({
    label,
    metric: groupMetric(autoScalingGroupName, { namespace: 'AWS/AutoScaling', metricName, statistic: 'Maximum' }),
  });
  return metricWidget({
    title: others.length === 0 ? 'Instance up' : `Instance up: ${String(first)}, else ${others.join(', ')}`,
    region,
    unit: 'instances',
    min: 0,
    lines: [line('wanted', 'GroupDesiredCapacity'), line('in service', 'GroupInServiceInstances')],
  });
}

/** The alarm's own expression and threshold: so people see why it put the container to sleep, or why it did not. */
export function watchedTraffic({ region, metric, threshold }: WatchedTrafficProps): Widget {
  return metricWidget({
    title: 'What the watchdog sees',
    region,
    unit: BYTES_PER_SECOND,
    lines: [{ label: metric.label, metric }],
    threshold: { label: `nobody is connected: ${threshold} or less`, value: threshold },
  });
}

/** What the game says of itself, where it is asked. */
export function whoPlays({ region, autoScalingGroupName }: GroupProps): Widget {
  const line = (label: string, metricName: string): Line => ({
    label,
    metric: groupMetric(autoScalingGroupName, { namespace: METRIC_NAMESPACE, metricName, statistic: 'Maximum' }),
  });
  return metricWidget({
    title: 'Who plays',
    region,
    unit: 'players',
    min: 0,
    lines: [line('players', PLAYERS_METRIC), line('2: played on or loading, 1: nobody plays', PRESENCE_METRIC)],
  });
}

/** The parts of the watchdog's expression: what the instance receives, and how much of that comes from each file system. */
export function network({ region, autoScalingGroupName, fileSystemIds }: NetworkProps): Widget {
  const networkIn = groupMetric(autoScalingGroupName, {
    namespace: 'AWS/EC2',
    metricName: 'NetworkIn',
    statistic: 'Sum',
  });
  const reads = Object.entries(fileSystemIds).map(([volumeId, fileSystemId], index) =>
    perSecond(`read from ${literal(volumeId)}`, `efs${index + 1}`, fileSystemReads(fileSystemId)),
  );
  return metricWidget({
    title: 'Network in and reads from EFS',
    region,
    unit: BYTES_PER_SECOND,
    min: 0,
    lines: [perSecond('network in', 'net', networkIn), ...reads],
  });
}

/** How often a Lambda function ran, and how often it failed. */
export function functionRuns({ title, region, functionName }: FunctionRunsProps): Widget {
  const line = (label: string, metricName: string): Line => ({
    label,
    metric: { namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName: functionName }, statistic: 'Sum' },
  });
  return metricWidget({
    title: `Function: ${title}`,
    region,
    unit: 'times',
    min: 0,
    lines: [line('invocations', 'Invocations'), line('errors', 'Errors')],
  });
}

/** Memory and CPU that the container uses, and the CPU of the whole instance. */
export function cpuAndMemory({ region, autoScalingGroupName, clusterName, serviceName }: CpuAndMemoryProps): Widget {
  const line = (label: string, metricName: string): Line => ({
    label,
    metric: {
      namespace: 'AWS/ECS',
      metricName,
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
      statistic: 'Average',
    },
  });
  const instanceCpu = groupMetric(autoScalingGroupName, {
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    statistic: 'Average',
  });
  return metricWidget({
    title: 'CPU and memory of the container',
    region,
    unit: '%',
    min: 0,
    lines: [
      line('memory', 'MemoryUtilization'),
      line('CPU', 'CPUUtilization'),
      // the container reserves no CPU, and for that case AWS does not say what 100 % are
      { label: 'CPU of the instance', metric: instanceCpu },
    ],
  });
}

/** @param id the metric's id in the graph, where no other metric may have it */
function perSecond(label: string, id: string, metric: Metric): Line {
  return { label, metric: { expression: `${id}/PERIOD(${id})`, label, metrics: { [id]: metric } } };
}
