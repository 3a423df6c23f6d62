import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';

import { type Metric, type MetricMath } from '../aws/alarm';
import { literal } from '../aws/literal';
import { type Names } from '../aws/naming';
import { QUERY_LOG_REGION } from '../aws/query-log-region';
import { placed, type Row, type Widget } from './dashboard/grid';
import { logWidget } from './dashboard/log-widget';
import { alarmGraphWidget, type Line, metricWidget } from './dashboard/metric-widget';

export interface DashboardProps {
  readonly names: Names;
  readonly region: string;
  /** Minutes that it looks back. */
  readonly intervalMinutes: number;
  /** Whether the container's log is shown with CloudWatch's own timestamps. */
  readonly showContainerLogTimestamp: boolean;
  readonly autoScalingGroupName: string;
  readonly clusterName: string;
  readonly serviceName: string;
  /** The volumes' ids → ids of their file systems. May be empty. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** What the watchdog compares with its threshold, in bytes per second. */
  readonly containerActivity: { readonly metric: MetricMath; readonly threshold: number };
  /** By the title that people see. */
  readonly alarmArns: Readonly<Record<string, string>>;
  /** By the title that people see. */
  readonly functionNames: Readonly<Record<string, string>>;
  readonly containerLogGroupName: string;
  /** The leaf's host name in lower case, and the log group of its zone's queries. @default no DNS queries are shown */
  readonly dnsQueries?: { readonly hostName: string; readonly logGroupName: string };
}

const HEIGHT = 6;
const LOG_HEIGHT = 9;
const MAX_QUERIES = 50;
const MAX_LOG_LINES = 500;
const BYTES_PER_SECOND = 'bytes per second';

/** Everything about the container on one page, in the order of its life: woken, up, used, stopped, and what it says. */
export class Dashboard extends Construct {
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.dashboardName = props.names.of('dashboard', 'dashboard');
    new CloudwatchDashboard(this, 'Resource', {
      dashboardName: this.dashboardName,
      dashboardBody: JSON.stringify({
        start: `-PT${props.intervalMinutes}M`,
        // a person who looks at days gets longer periods than those of the widgets
        periodOverride: 'auto',
        widgets: placed(rows(props)),
      }),
    });
  }
}

function rows(props: DashboardProps): Row[] {
  return [
    { height: HEIGHT, widgets: [...dnsQueries(props), instanceUp(props), alarmStates(props)] },
    { height: HEIGHT, widgets: [watchdogsView(props), network(props)] },
    { height: HEIGHT, widgets: alarmGraphs(props) },
    { height: HEIGHT, widgets: [...functions(props), cpuAndMemory(props)] },
    { height: LOG_HEIGHT, widgets: [containerLog(props)] },
  ];
}

function dnsQueries({ dnsQueries }: DashboardProps): Widget[] {
  if (dnsQueries === undefined) return [];
  const hostName = literal(dnsQueries.hostName);
  const widget = logWidget({
    title: `Who asked for ${hostName}`,
    region: QUERY_LOG_REGION,
    logGroupName: dnsQueries.logGroupName,
    commands: [
      'fields @timestamp, resolverIp, edgeLocation',
      // what wakes it: resolvers randomize the case of names
      `filter tolower(queryName) = "${hostName}" and queryType = "A" and responseCode = "NOERROR"`,
      'sort @timestamp desc',
      `limit ${MAX_QUERIES}`,
    ],
  });
  return [widget];
}

function instanceUp(props: DashboardProps): Widget {
  const line = (label: string, metricName: string): Line => ({
    label,
    metric: groupMetric(props, 'AWS/AutoScaling', metricName, 'Maximum'),
  });
  return metricWidget({
    title: 'Instance up',
    region: props.region,
    unit: 'instances',
    min: 0,
    lines: [line('wanted', 'GroupDesiredCapacity'), line('in service', 'GroupInServiceInstances')],
  });
}

function alarmStates({ alarmArns }: DashboardProps): Widget {
  return { type: 'alarm', properties: { title: 'Alarms', alarms: Object.values(alarmArns) } };
}

/** The very expression of the alarm, so that it can be seen why it put the container to sleep, or why not. */
function watchdogsView({ region, containerActivity: { metric, threshold } }: DashboardProps): Widget {
  return metricWidget({
    title: 'What the watchdog sees',
    region,
    unit: BYTES_PER_SECOND,
    lines: [{ label: metric.label, metric }],
    threshold: { label: `nobody is connected: ${threshold} or less`, value: threshold },
  });
}

/** What the watchdog's expression is made of. */
function network(props: DashboardProps): Widget {
  const networkIn = groupMetric(props, 'AWS/EC2', 'NetworkIn', 'Sum');
  const reads = Object.entries(props.fileSystemIds).map(([volumeId, fileSystemId], index) =>
    perSecond(`read from ${literal(volumeId)}`, `efs${index + 1}`, {
      namespace: 'AWS/EFS',
      metricName: 'DataReadIOBytes',
      dimensions: { FileSystemId: fileSystemId },
      statistic: 'Sum',
    }),
  );
  return metricWidget({
    title: 'Network in and reads from EFS',
    region: props.region,
    unit: BYTES_PER_SECOND,
    min: 0,
    lines: [perSecond('network in', 'net', networkIn), ...reads],
  });
}

function alarmGraphs({ region, alarmArns }: DashboardProps): Widget[] {
  return Object.entries(alarmArns).map(([title, alarmArn]) => alarmGraphWidget({ title, region, alarmArn }));
}

function functions({ region, functionNames }: DashboardProps): Widget[] {
  return Object.entries(functionNames).map(([title, functionName]) => {
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
  });
}

function cpuAndMemory(props: DashboardProps): Widget {
  const line = (label: string, metricName: string): Line => ({
    label,
    metric: {
      namespace: 'AWS/ECS',
      metricName,
      dimensions: { ClusterName: props.clusterName, ServiceName: props.serviceName },
      statistic: 'Average',
    },
  });
  return metricWidget({
    title: 'CPU and memory of the container',
    region: props.region,
    unit: '%',
    min: 0,
    lines: [
      line('memory', 'MemoryUtilization'),
      line('CPU', 'CPUUtilization'),
      // the container reserves no CPU, and AWS does not say what its per cent are of then
      { label: 'CPU of the instance', metric: groupMetric(props, 'AWS/EC2', 'CPUUtilization', 'Average') },
    ],
  });
}

function containerLog(props: DashboardProps): Widget {
  return logWidget({
    title: 'Log of the container',
    region: props.region,
    logGroupName: props.containerLogGroupName,
    commands: [
      `fields ${props.showContainerLogTimestamp ? '@timestamp, ' : ''}@message`,
      'sort @timestamp desc',
      `limit ${MAX_LOG_LINES}`,
    ],
  });
}

function groupMetric(
  { autoScalingGroupName }: DashboardProps,
  namespace: string,
  metricName: string,
  statistic: Metric['statistic'],
): Metric {
  return { namespace, metricName, dimensions: { AutoScalingGroupName: autoScalingGroupName }, statistic };
}

/** @param id of the metric in the graph, where no other may have it */
function perSecond(label: string, id: string, metric: Metric): Line {
  return { label, metric: { expression: `${id}/PERIOD(${id})`, label, metrics: { [id]: metric } } };
}
