import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';

import { type MetricMath } from '../aws/alarm';
import { type Names } from '../aws/naming';
import { alarmGraph, alarmStates } from './dashboard/alarm-widgets';
import { cpuAndMemory, functionRuns, instances, network, watchedTraffic, whoPlays } from './dashboard/graphs';
import { placed, type Row } from './dashboard/grid';
import { containerLog, dnsQueries } from './dashboard/log-tables';

export interface DashboardProps {
  readonly names: Names;
  readonly region: string;
  /** Minutes that the dashboard looks back. */
  readonly intervalMinutes: number;
  /** Whether the container's log is shown with CloudWatch's own timestamps. */
  readonly showContainerLogTimestamp: boolean;
  readonly autoScalingGroupName: string;
  /** Types that the instance can have, in the order in which AWS takes them. */
  readonly instanceTypes: readonly string[];
  readonly clusterName: string;
  readonly serviceName: string;
  /** Id of the volume → id of its file system. May be empty. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** What the watchdog compares with its threshold, in bytes per second. */
  readonly containerActivity: { readonly metric: MetricMath; readonly threshold: number };
  /** Whether the game is asked who plays. */
  readonly asksGame: boolean;
  /** Title for people → ARN of the alarm. */
  readonly alarmArns: Readonly<Record<string, string>>;
  /** Title for people → name of the function. */
  readonly functionNames: Readonly<Record<string, string>>;
  readonly containerLogGroupName: string;
  /** The leaf's host name in lower case, and the log group of its zone's queries. @default no DNS queries are shown */
  readonly dnsQueries?: { readonly hostName: string; readonly logGroupName: string };
}

const HEIGHT = 6;
const LOG_HEIGHT = 9;

/**
 * Everything about a leaf on one page, in the order of its life: who wakes it, whether it is up, who uses it, what stops it,
 * and what the container logs.
 */
export class Dashboard extends Construct {
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.dashboardName = props.names.of('dashboard', 'dashboard');
    new CloudwatchDashboard(this, 'Resource', {
      dashboardName: this.dashboardName,
      dashboardBody: JSON.stringify({
        start: `-PT${props.intervalMinutes}M`,
        // when a person looks at days, CloudWatch may use longer periods than those of the widgets
        periodOverride: 'auto',
        widgets: placed(rows(props)),
      }),
    });
  }
}

function rows(props: DashboardProps): Row[] {
  const { region } = props;
  const queries = props.dnsQueries === undefined ? [] : [dnsQueries(props.dnsQueries)];
  const alarms = Object.entries(props.alarmArns);
  const functions = Object.entries(props.functionNames);
  return [
    { height: HEIGHT, widgets: [...queries, instances(props), alarmStates(Object.values(props.alarmArns))] },
    {
      height: HEIGHT,
      widgets: [
        watchedTraffic({ region, ...props.containerActivity }),
        network(props),
        ...(props.asksGame ? [whoPlays(props)] : []),
      ],
    },
    { height: HEIGHT, widgets: alarms.map(([title, alarmArn]) => alarmGraph({ title, region, alarmArn })) },
    {
      height: HEIGHT,
      widgets: [
        ...functions.map(([title, functionName]) => functionRuns({ title, region, functionName })),
        cpuAndMemory(props),
      ],
    },
    {
      height: LOG_HEIGHT,
      widgets: [
        containerLog({
          region,
          logGroupName: props.containerLogGroupName,
          showTimestamp: props.showContainerLogTimestamp,
        }),
      ],
    },
  ];
}
