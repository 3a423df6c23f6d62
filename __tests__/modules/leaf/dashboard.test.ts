import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';

import { Names } from '../../../modules/aws/naming';
import { Dashboard } from '../../../modules/leaf/dashboard';
import { type PlacedWidget } from '../../../modules/leaf/dashboard/grid';
import { type LeafConfig } from '../../../modules/config/types';
import { BASE, LEAF } from '../config/support';
import { rendered } from '../../support/rendered';
import { configOf, stacksOf } from '../../support/stacks';
import { Template } from '../../support/template';

interface Body {
  readonly start: string;
  readonly periodOverride: string;
  readonly widgets: readonly PlacedWidget[];
}

const VOLUMES = `Volumes:
  World:
    Paths:
      - Path: /data
  Mods:
    Paths:
      - Path: /mods
`;

const DOMAIN = 'Domain:\n  Name: Example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n';

/** A leaf's stack and the body of its dashboard, as Terraform renders it. */
function dashboardOf(leaf = LEAF + VOLUMES, change: (leaf: LeafConfig) => LeafConfig = (same) => same) {
  const config = configOf({ leaf });
  const template = stacksOf({ base: config.base, leaf: change(config.leaf) }).leaf;
  return { template, body: bodyIn(template) };
}

function bodyIn(template: Template, base?: Template): Body {
  const { dashboard_body: body } = template.resource('aws_cloudwatch_dashboard');
  // a cast, since JSON.parse knows no types
  return JSON.parse(rendered(String(body), template, base)) as Body;
}

function widgetTitled(body: Body, title: string): PlacedWidget {
  const found = body.widgets.filter(({ properties }) => properties.title === title);
  if (found[0] === undefined || found.length > 1) throw new Error(`found ${found.length} widgets '${title}'`);
  return found[0];
}

/** The metrics of all graphs, each with its namespace, name and dimensions. */
function metricsIn(body: Body) {
  return body.widgets
    .flatMap(({ properties }) => (properties.metrics ?? []) as unknown[][])
    .filter(([namespace]) => typeof namespace === 'string')
    .map((row) => {
      const [namespace, metricName, ...dimensions] = row.slice(0, -1).map(String);
      const pairs = dimensions.flatMap((name, index) => (index % 2 === 0 ? [[name, dimensions[index + 1]]] : []));
      return { namespace, metricName, dimensions: Object.fromEntries(pairs) as Record<string, string> };
    });
}

const names = (template: Template, type: string, attribute: string) =>
  template.resources(type).map((resource) => String(resource[attribute]));

test('shows everything about the leaf on one page', () => {
  const { body } = dashboardOf();

  expect(body.widgets.map(({ properties }) => properties.title)).toEqual([
    'Instance up',
    'Alarms',
    'What the watchdog sees',
    'Network in and reads from EFS',
    'Container Activity',
    'Instance Left Up',
    'Break Crash Loop',
    'Function: break crash loop',
    'Function: state change hook',
    'CPU and memory of the container',
    'Log of the container',
  ]);
});

test('no widget covers another widget or is wider than the page', () => {
  const cells = dashboardOf().body.widgets.flatMap(({ x, y, width, height }) => {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(24);
    expect(height).toBeGreaterThan(0);
    return Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`);
  });

  expect(new Set(cells).size).toBe(cells.length);
});

test('shows every alarm of the leaf, and none of the functions, whose errors it shows as lines', () => {
  const { template, body } = dashboardOf();

  const alarms = Object.keys(template.json.resource?.aws_cloudwatch_metric_alarm ?? {});
  const shown = alarms.filter((id) => !id.startsWith('FunctionFailures_'));
  const arns = shown.map((id) => `aws_cloudwatch_metric_alarm.${id}.arn`).sort();
  expect(arns).toHaveLength(3);
  expect([...(widgetTitled(body, 'Alarms').properties.alarms as string[])].sort()).toEqual(arns);
  const graphs = body.widgets.flatMap(({ properties }) => {
    const { alarms } = (properties.annotations ?? {}) as { alarms?: string[] };
    return alarms ?? [];
  });
  expect(graphs.sort()).toEqual(arns);
});

test('shows only metrics that the leaf’s own resources report', () => {
  const { template, body } = dashboardOf();
  const group = template.resource('aws_autoscaling_group');
  const fileSystems = Object.keys(template.json.resource?.aws_efs_file_system ?? {});
  const groupDimensions = { AutoScalingGroupName: group.name };

  const known = [
    ...(group.enabled_metrics as string[]).map((metricName) => ['AWS/AutoScaling', metricName, groupDimensions]),
    ...['NetworkIn', 'CPUUtilization'].map((metricName) => ['AWS/EC2', metricName, groupDimensions]),
    ...fileSystems.map((id) => ['AWS/EFS', 'DataReadIOBytes', { FileSystemId: `aws_efs_file_system.${id}.id` }]),
    ...names(template, 'aws_lambda_function', 'function_name').flatMap((FunctionName) =>
      ['Invocations', 'Errors'].map((metricName) => ['AWS/Lambda', metricName, { FunctionName }]),
    ),
    ...['CPUUtilization', 'MemoryUtilization'].map((metricName) => [
      'AWS/ECS',
      metricName,
      {
        ClusterName: template.resource('aws_ecs_cluster').name,
        ServiceName: template.resource('aws_ecs_service').name,
      },
    ]),
  ];

  const shown = metricsIn(body).map(({ namespace, metricName, dimensions }) => [namespace, metricName, dimensions]);
  expect(known).toEqual(expect.arrayContaining(shown));
  // it shows all of them, except for two of the group's that only add detail
  const unseen = known.filter((metric) => !shown.some((other) => JSON.stringify(other) === JSON.stringify(metric)));
  expect(unseen.map(([, metricName]) => metricName)).toEqual(['GroupPendingInstances', 'GroupTerminatingInstances']);
});

test('reads only log groups of the leaf, in the Region of the leaf', () => {
  const { template, body } = dashboardOf();

  const logs = body.widgets.filter(({ type }) => type === 'log').map(({ properties }) => properties);
  expect(logs).toHaveLength(1);
  for (const { query, region } of logs) {
    const [, source] = /^SOURCE '([^']+)'\n/.exec(String(query)) ?? [];
    expect(template.synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, { name: source });
    expect(region).toBe('eu-central-1');
  }
});

test('draws the expression of the alarm Container Activity itself, with its threshold as a line', () => {
  const { template, body } = dashboardOf();
  const alarm = template.resources('aws_cloudwatch_metric_alarm').find(({ metric_query }) => metric_query);
  const queries = (alarm?.metric_query ?? []) as {
    id: string;
    expression?: string;
    metric?: { namespace: string; metric_name: string; dimensions: Record<string, string>; stat: string };
  }[];

  const { metrics, annotations, period } = widgetTitled(body, 'What the watchdog sees').properties;
  const [line, ...operands] = metrics as [Record<string, unknown>][];
  expect(line?.[0].expression).toBe(queries.find(({ id }) => id === 'result')?.expression);
  expect(operands).toEqual(
    queries.flatMap(({ id, metric }) =>
      metric === undefined
        ? []
        : [
            [
              metric.namespace,
              metric.metric_name,
              ...Object.entries(metric.dimensions).flatMap(([name, value]) => [name, rendered(value, template)]),
              { stat: metric.stat, id, visible: false },
            ],
          ],
    ),
  );
  expect(operands).toHaveLength(4);
  expect(period).toBe(60);
  expect(annotations).toEqual({
    horizontal: [{ label: 'nobody is connected: 1175 or less', value: 1175, color: '#d62728', fill: 'below' }],
  });
});

test('draws network in and the reads from EFS in bytes per second, the unit of the threshold', () => {
  const { metrics } = widgetTitled(dashboardOf().body, 'Network in and reads from EFS').properties;

  const lines = (metrics as unknown[][]).filter((row) => row.length === 1).flat();
  expect(lines).toEqual([
    { id: 'line1', expression: 'net/PERIOD(net)', label: 'network in' },
    { id: 'line2', expression: 'efs1/PERIOD(efs1)', label: 'read from Mods' },
    { id: 'line3', expression: 'efs2/PERIOD(efs2)', label: 'read from World' },
  ]);
});

test('with a Query it shows who plays beside the bytes, from the metrics that player-query publishes', () => {
  const { body } = dashboardOf(`${LEAF}${VOLUMES}Query:\n  Game: minecraft\n`);
  const ofGroup = ['AutoScalingGroupName', 'container-manager-minecraft-asg'];

  const beside = widgetTitled(body, 'What the watchdog sees');
  expect(
    body.widgets.filter(({ y }) => y === beside.y).map(({ properties, width }) => [properties.title, width]),
  ).toEqual([
    ['What the watchdog sees', 8],
    ['Network in and reads from EFS', 8],
    ['Who plays', 8],
  ]);
  expect(widgetTitled(body, 'Who plays').properties.metrics).toEqual([
    ['ContainerManager', 'Players', ...ofGroup, { stat: 'Maximum', label: 'players' }],
    [
      'ContainerManager',
      'Presence',
      ...ofGroup,
      { stat: 'Maximum', label: '2: played on or loading, 1: nobody plays' },
    ],
  ]);
  expect(body.widgets).toHaveLength(12);
});

test('without a Query it shows nothing of the namespace of player-query', () => {
  expect(JSON.stringify(dashboardOf().body)).not.toMatch(/ContainerManager|Who plays|presence/);
});

test('with a domain it begins with who asked for the name, from the log group that base makes', () => {
  const { base, leaf } = stacksOf(configOf({ base: BASE + DOMAIN }));

  const body = bodyIn(leaf, base);

  expect(body.widgets.map(({ properties }) => properties.title).slice(0, 3)).toEqual([
    'Who asked for minecraft.example.com',
    'Instance up',
    'Alarms',
  ]);
  expect(body.widgets.map(({ width }) => width).slice(0, 3)).toEqual([8, 8, 8]);
  const { query } = widgetTitled(body, 'Who asked for minecraft.example.com').properties;
  const [, source = ''] = /^SOURCE '([^']+)'\n/.exec(String(query)) ?? [];
  expect(base.synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, { name: source });
});

test('with QueryLogGroup it reads the DNS queries from that log group', () => {
  const domain = `${DOMAIN}  QueryLogGroup: /dns/queries\n`;
  const { base, leaf } = stacksOf(configOf({ base: BASE + domain }));

  const { query } = widgetTitled(bodyIn(leaf, base), 'Who asked for minecraft.example.com').properties;
  expect(query).toMatch(/^SOURCE '\/dns\/queries'\n/);
});

test('without a domain it shows no DNS queries', () => {
  const { body } = dashboardOf();

  expect(body.widgets.filter(({ properties }) => String(properties.title).startsWith('Who asked'))).toEqual([]);
  expect(body.widgets.filter(({ properties }) => properties.region === 'us-east-1')).toEqual([]);
});

test('finds the DNS queries in us-east-1, where Route 53 logs them, in upper and lower case', () => {
  const template = Template.of((stack) => {
    new Dashboard(stack, 'Dashboard', {
      names: new Names('project', 'leaf'),
      region: 'eu-central-1',
      intervalMinutes: 30,
      showContainerLogTimestamp: true,
      autoScalingGroupName: 'project-leaf-asg',
      instanceTypes: ['m7i-flex.large'],
      clusterName: 'project-leaf-cluster',
      serviceName: 'project-leaf-service',
      fileSystemIds: {},
      containerActivity: { metric: { expression: 'IF(net, net)', label: 'activity', metrics: {} }, threshold: 10 },
      asksGame: false,
      alarmArns: { One: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:one' },
      functionNames: { one: 'project-leaf-one' },
      containerLogGroupName: '/project/leaf/container',
      dnsQueries: { hostName: 'leaf.example.com', logGroupName: '/aws/route53/example.com' },
    });
  });

  expect(widgetTitled(bodyIn(template), 'Who asked for leaf.example.com').properties).toEqual({
    title: 'Who asked for leaf.example.com',
    region: 'us-east-1',
    view: 'table',
    query: [
      "SOURCE '/aws/route53/example.com'",
      'fields @timestamp, resolverIp, edgeLocation',
      'filter tolower(queryName) = "leaf.example.com" and queryType = "A" and responseCode = "NOERROR"',
      'sort @timestamp desc',
      'limit 50',
    ].join('\n| '),
  });
});

test('looks back IntervalMinutes', () => {
  const { body } = dashboardOf(`${LEAF}Dashboard:\n  IntervalMinutes: 90\n`);

  expect(body.start).toBe('-PT90M');
  expect(body.periodOverride).toBe('auto');
});

test.each([
  ['true', '@timestamp, @message'],
  ['false', '@message'],
])('with ShowContainerLogTimestamp %s the log of the container has the columns %s', (value, fields) => {
  const { body } = dashboardOf(`${LEAF}Dashboard:\n  ShowContainerLogTimestamp: ${value}\n`);

  expect(widgetTitled(body, 'Log of the container').properties).toEqual({
    title: 'Log of the container',
    region: 'eu-central-1',
    view: 'table',
    query: `SOURCE '/container-manager/minecraft/container'\n| fields ${fields}\n| sort @timestamp desc\n| limit 500`,
  });
});

test('a leaf without volumes has the same widgets, without reads from EFS', () => {
  const { body } = dashboardOf(LEAF);

  expect(metricsIn(body).filter(({ namespace }) => namespace === 'AWS/EFS')).toEqual([]);
  expect(body.widgets).toHaveLength(11);
});

test('shows the ids of volumes unchanged, even if Terraform would take them for expressions', () => {
  const { template, body } = dashboardOf(LEAF + VOLUMES, (leaf) => ({
    ...leaf,
    volumes: leaf.volumes.map((volume) => (volume.id === 'World' ? { ...volume, id: 'W${"x"}%{y}' } : volume)),
  }));

  const { metrics } = widgetTitled(body, 'Network in and reads from EFS').properties;
  expect(metrics).toContainEqual([{ id: 'line3', expression: 'efs2/PERIOD(efs2)', label: 'read from W${"x"}%{y}' }]);
  expect(template.synthesized).toHaveResource(CloudwatchDashboard);
  expect(template.resources('aws_cloudwatch_dashboard')).toHaveLength(1);
});

test('has the name of the project and of the leaf', () => {
  const { template } = dashboardOf();

  expect(template.synthesized).toHaveResourceWithProperties(CloudwatchDashboard, {
    dashboard_name: 'container-manager-minecraft-dashboard',
  });
  expect(template.resources('aws_cloudwatch_dashboard')).toHaveLength(1);
});

test('with Enabled false there is no dashboard', () => {
  const { base, leaf } = configOf({ base: BASE, leaf: `${LEAF}Dashboard:\n  Enabled: false\n` });

  expect(stacksOf({ base, leaf }).leaf.resources('aws_cloudwatch_dashboard')).toEqual([]);
});

test('names the types that the instance can have, where there are several', () => {
  const leaf = LEAF.replace('m7i-flex.large', 'm7i-flex.large\n  FallbackInstanceTypes: [m6i.large, m6a.large]');

  expect(widgetTitled(dashboardOf(leaf).body, 'Instance up: m7i-flex.large, else m6i.large, m6a.large')).toBeDefined();
  expect(widgetTitled(dashboardOf().body, 'Instance up')).toBeDefined();
});
