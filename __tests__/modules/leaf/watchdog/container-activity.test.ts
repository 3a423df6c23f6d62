import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Names } from '../../../../modules/aws/naming';
import { ContainerActivity, type ContainerActivityProps } from '../../../../modules/leaf/watchdog/container-activity';
import { compileMetricMath, type Series } from '../../../../simulation/metric-math';
import { Template } from '../../../support/template';

const template = (more: Partial<ContainerActivityProps> = {}) =>
  Template.of((stack) => {
    new ContainerActivity(stack, 'ContainerActivity', {
      names: new Names('project', 'leaf'),
      leafId: 'leaf',
      wakesByDns: true,
      autoScalingGroupName: 'asg',
      fileSystemIds: { Data: 'fs-1' },
      asksGame: false,
      threshold: 500,
      minutesWithoutConnections: 7,
      scaleDownPolicyArn: 'policy-arn',
      ...more,
    });
  });

interface Query {
  readonly id: string;
  readonly metric: Readonly<Record<'namespace' | 'metric_name' | 'stat', string>> & {
    readonly dimensions: Readonly<Record<string, string>>;
    readonly period: number;
  };
}

const EXPRESSION = { id: 'result', label: 'bytes per second from clients', return_data: true };
const UP = {
  id: 'up',
  metric: {
    namespace: 'AWS/AutoScaling',
    metric_name: 'GroupInServiceInstances',
    dimensions: { AutoScalingGroupName: 'asg' },
    stat: 'Minimum',
    period: 60,
  },
};
const NET = {
  id: 'net',
  metric: {
    namespace: 'AWS/EC2',
    metric_name: 'NetworkIn',
    dimensions: { AutoScalingGroupName: 'asg' },
    stat: 'Sum',
    period: 60,
  },
};
const efs = (id: string, fileSystemId: string) => ({
  id,
  metric: {
    namespace: 'AWS/EFS',
    metric_name: 'DataReadIOBytes',
    dimensions: { FileSystemId: fileSystemId },
    stat: 'Sum',
    period: 60,
  },
});

test('the container is put to sleep after so many minutes in a row at or below the threshold', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-container-activity',
    comparison_operator: 'LessThanOrEqualToThreshold',
    threshold: 500,
    evaluation_periods: 7,
    datapoints_to_alarm: 7,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['policy-arn'],
  });
  expect(found.resources('aws_cloudwatch_metric_alarm')).toHaveLength(1);
});

test('what clients send is what the instance receives minus what the file system sends', () => {
  expect(template().synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      { ...EXPRESSION, expression: 'IF(up < 1, 2*500+1, IF(net >= 0, net/PERIOD(net) - (efs1)/PERIOD(efs1)))' },
      UP,
      NET,
      efs('efs1', 'fs-1'),
    ],
  });
});

test('without file systems nothing is subtracted', () => {
  expect(template({ fileSystemIds: {}, threshold: 0 }).synthesized).toHaveResourceWithProperties(
    CloudwatchMetricAlarm,
    { metric_query: [{ ...EXPRESSION, expression: 'IF(up < 1, 2*0+1, IF(net >= 0, net/PERIOD(net)))' }, UP, NET] },
  );
});

test('an alarm takes the metrics of seven file systems, in the order of the volumes’ ids', () => {
  const ids = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];
  const found = template({ fileSystemIds: Object.fromEntries(ids.map((id) => [id, `fs-${id}`])) });

  const sum = '(efs1+efs2+efs3+efs4+efs5+efs6+efs7)/PERIOD(efs1)';
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      { ...EXPRESSION, expression: expect.stringContaining(sum) as unknown },
      UP,
      NET,
      ...ids.sort().map((id, index) => efs(`efs${index + 1}`, `fs-${id}`)),
    ],
  });
});

test('the e-mail names the leaf, and says what happens and which setting to change', () => {
  expect(template({ leafId: 'my.world' }).synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_description: expect.stringMatching(
      /connected to 'my\.world'.*7 minutes.*500 bytes per second.*put to sleep.*Watchdog\.Threshold/,
    ) as unknown,
  });
});

test('without a Query the alarm is what it was before there were queries: its id, every value and their order', () => {
  const found = template({ fileSystemIds: { Data: 'fs-1', Mods: 'fs-2' } }).json.resource?.aws_cloudwatch_metric_alarm;

  const query = ({ id, metric: { dimensions, metric_name, namespace, period, stat } }: Query) => ({
    id,
    metric: { dimensions, metric_name, namespace, period, stat },
  });
  const expected = {
    ContainerActivity_Alarm_6397377F: {
      alarm_actions: ['policy-arn'],
      alarm_description:
        "Nobody seems to be connected to 'leaf': for 7 minutes clients sent it at most 500 bytes per second. It is being put to " +
        'sleep; the next connection wakes it. You do not need to do anything. If somebody was connected, lower Watchdog.Threshold ' +
        "of 'leaf'. If it stays awake while nobody is connected, raise it.",
      alarm_name: 'project-leaf-container-activity',
      comparison_operator: 'LessThanOrEqualToThreshold',
      datapoints_to_alarm: 7,
      evaluation_periods: 7,
      lifecycle: { ignore_changes: ['actions_enabled'] },
      metric_query: [
        {
          expression: 'IF(up < 1, 2*500+1, IF(net >= 0, net/PERIOD(net) - (efs1+efs2)/PERIOD(efs1)))',
          id: 'result',
          label: 'bytes per second from clients',
          return_data: true,
        },
        query(UP),
        query(NET),
        query(efs('efs1', 'fs-1')),
        query(efs('efs2', 'fs-2')),
      ],
      threshold: 500,
      treat_missing_data: 'notBreaching',
    },
  };
  expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
});

describe('with a Query', () => {
  const PRESENCE = {
    id: 'presence',
    metric: {
      namespace: 'ContainerManager',
      metric_name: 'Presence',
      dimensions: { AutoScalingGroupName: 'asg' },
      stat: 'Maximum',
      period: 60,
    },
  };
  const asking = (more: Partial<ContainerActivityProps> = {}) => template({ asksGame: true, ...more });
  const expressionOf = (found: Template) => {
    const [result] = found.resource('aws_cloudwatch_metric_alarm').metric_query as { expression: string }[];
    return result?.expression ?? '';
  };

  test('the game’s word goes before the bytes', () => {
    expect(asking().synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      metric_query: [
        {
          id: 'result',
          label: "the game's word, or bytes per second from clients",
          return_data: true,
          expression:
            'IF((presence + 0*up) >= 2, 2*500+1, IF(up < 1, 2*500+1, IF((presence + 0*up) >= 1, 0, ' +
            'IF(net >= 0, IF((net - (efs1)) < 0, 2*500+1, (net - (efs1))/PERIOD(up))))))',
        },
        UP,
        NET,
        PRESENCE,
        efs('efs1', 'fs-1'),
      ],
    });
  });

  test('without file systems nothing is subtracted', () => {
    expect(expressionOf(asking({ fileSystemIds: {}, threshold: 0 }))).toBe(
      'IF((presence + 0*up) >= 2, 2*0+1, IF(up < 1, 2*0+1, IF((presence + 0*up) >= 1, 0, IF(net >= 0, net/PERIOD(up)))))',
    );
  });

  const _ = undefined;
  test.each([
    // what is there: in service, bytes from the network and from the file system, the game's word; what the alarm compares with 500
    ['somebody plays, or the game loads', { up: 1, net: 600, efs1: _, presence: 2 }, 1001],
    ['somebody plays while the instance warms up: no NetworkIn', { up: 1, net: _, efs1: 9000, presence: 2 }, 1001],
    ['somebody plays, and AWS does not say what is in service', { up: _, net: 600, efs1: _, presence: 2 }, 1001],
    ['nobody plays, whatever the bytes', { up: 1, net: 600_000, efs1: _, presence: 1 }, 0],
    ['nobody plays while the instance warms up', { up: 1, net: _, efs1: 9000, presence: 1 }, 0],
    ['no word: the bytes', { up: 1, net: 60_000, efs1: 6000, presence: _ }, 900],
    ['no word, and no reads from the file system: the bytes', { up: 1, net: 600, efs1: _, presence: _ }, 10],
    ['no word, and another computer reads the file system', { up: 1, net: 600, efs1: 6000, presence: _ }, 1001],
    ['no word and no NetworkIn: no value', { up: 1, net: _, efs1: 6000, presence: _ }, _],
    ['asleep', { up: 0, net: _, efs1: _, presence: _ }, 1001],
    ['asleep, with a word that was said ahead', { up: 0, net: _, efs1: _, presence: 1 }, 1001],
    ['AWS does not say what is in service: no value', { up: _, net: 600, efs1: _, presence: 1 }, _],
    ['nothing at all: no value', { up: _, net: _, efs1: _, presence: _ }, _],
  ])('%s', (_title, metrics, expected) => {
    // another minute has points, so that no metric is without any
    const series = Object.entries(metrics).map(([name, value]): [string, Series] => [name, [1, value]]);
    const math = compileMetricMath(expressionOf(asking()));

    expect(math({ series: Object.fromEntries(series), periodSeconds: 60 })[1]).toBe(expected);
  });

  test('PERIOD is asked of no metric that may be without a point', () => {
    const ids = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => [id, `fs-${id}`]));

    for (const fileSystemIds of [{}, ids]) {
      const asked = [...expressionOf(asking({ fileSystemIds })).matchAll(/PERIOD\((\w+)\)/g)].map(([, name]) => name);
      expect(asked).toEqual(['up']);
    }
  });

  test('seven file systems make ten metrics, which is what an alarm takes beside its expression', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const alarm = asking({ fileSystemIds: Object.fromEntries(ids.map((id) => [id, `fs-${id}`])) }).resource(
      'aws_cloudwatch_metric_alarm',
    );

    expect((alarm.metric_query as { id: string }[]).map(({ id }) => id)).toEqual([
      'result',
      'up',
      'net',
      'presence',
      ...ids.map((_id, index) => `efs${index + 1}`),
    ]);
  });

  test('the e-mail says whose word it was, and which settings to change', () => {
    expect(asking({ leafId: 'my.world' }).synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      alarm_description: expect.stringMatching(
        /play on 'my\.world'.*7 minutes.*500 bytes per second.*put to sleep.*Query\.CountsPlayers.*Watchdog\.Threshold/,
      ) as unknown,
    });
  });
});

test('fails when the minutes are more than AWS lets an alarm look back', () => {
  expect(() => template({ minutesWithoutConnections: 1441 })).toThrow(/project-leaf-container-activity.*86400 s/);
});

test.each([true, false])(
  'with Wake.ByDns false its e-mail does not say that a connection wakes it (Query: %s)',
  (asksGame) => {
    const text = String(
      template({ asksGame, wakesByDns: false }).resource('aws_cloudwatch_metric_alarm').alarm_description,
    );

    expect(text).toContain('It is being put to sleep. No connection starts it: ./cm wake leaf does.');
    expect(text).not.toContain('next connection');
  },
);
