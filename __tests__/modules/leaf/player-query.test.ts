import { readFileSync, statSync } from 'node:fs';

import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';

import { bundle } from '../../../modules/aws/bundle';
import { Names } from '../../../modules/aws/naming';
import { type QueryConfig } from '../../../modules/config/types';
import { PlayerQuery } from '../../../modules/leaf/player-query';
import { baseConfig, leafConfig } from '../../support/configs';
import { json } from '../../support/matchers';
import { stacksOf } from '../../support/stacks';
import { Template } from '../../support/template';

const NAMES = new Names('games', 'minecraft');
const QUERY: QueryConfig = {
  game: 'minecraft',
  protocol: 'minecraftvanilla',
  port: 25565,
  countsPlayers: true,
  loadingMinutes: 30,
};
const GROUP_ARN =
  'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/games-minecraft-asg';
const HOOK_ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:games-minecraft-asg-state-change-hook';

const template = () =>
  Template.of((stack) => {
    new PlayerQuery(stack, 'PlayerQuery', {
      names: NAMES,
      region: 'eu-central-1',
      accountId: '123456789012',
      partition: 'aws',
      leafId: 'minecraft',
      query: QUERY,
      autoScalingGroupName: 'games-minecraft-asg',
      autoScalingGroupArn: GROUP_ARN,
      clusterName: 'games-minecraft-cluster',
      serviceName: 'games-minecraft-service',
      hookFunctionName: 'games-minecraft-asg-state-change-hook',
      hookFunctionArn: HOOK_ARN,
    });
  });

test('the function knows how to ask, and has the names of what it works with', () => {
  expect(template().synthesized).toHaveResourceWithProperties(LambdaFunction, {
    function_name: NAMES.playerQueryFunction,
    description: 'Asks the game of minecraft whether it is ready and who plays',
    memory_size: 256,
    timeout: 90,
    environment: {
      variables: {
        AUTO_SCALING_GROUP_NAME: 'games-minecraft-asg',
        CLUSTER_NAME: 'games-minecraft-cluster',
        SERVICE_NAME: 'games-minecraft-service',
        RULE_NAME: 'games-minecraft-player-query',
        HOOK_FUNCTION_NAME: 'games-minecraft-asg-state-change-hook',
        QUERY_PROTOCOL: 'minecraftvanilla',
        QUERY_PORT: '25565',
        COUNTS_PLAYERS: 'true',
        LOADING_MINUTES: '30',
      },
    },
  });
  expect(template().resource('aws_lambda_function')).not.toHaveProperty('vpc_config');
});

test('it may look, publish its own metrics, note its own tags, turn its own rule off and tell the hook: no more', () => {
  expect(template().synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OwnLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: ['arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/games-minecraft-player-query:*'],
        },
        {
          Sid: 'ReadGroup',
          Effect: 'Allow',
          Action: ['autoscaling:DescribeAutoScalingGroups'],
          Resource: ['*'],
        },
        {
          Sid: 'ReadService',
          Effect: 'Allow',
          Action: ['ecs:DescribeServices'],
          Resource: ['arn:aws:ecs:eu-central-1:123456789012:service/games-minecraft-cluster/games-minecraft-service'],
        },
        {
          Sid: 'PublishMetrics',
          Effect: 'Allow',
          Action: ['cloudwatch:PutMetricData'],
          Resource: ['*'],
          Condition: { StringEquals: { 'cloudwatch:namespace': 'ContainerManager' } },
        },
        {
          Sid: 'NoteFirstAnswer',
          Effect: 'Allow',
          Action: ['autoscaling:CreateOrUpdateTags'],
          Resource: [GROUP_ARN],
          Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': ['container-manager:told/answered/*'] } },
        },
        {
          Sid: 'TurnOwnRuleOff',
          Effect: 'Allow',
          Action: ['events:DisableRule'],
          Resource: ['arn:aws:events:eu-central-1:123456789012:rule/games-minecraft-player-query'],
        },
        { Sid: 'TellHook', Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: [HOOK_ARN] },
      ],
    }),
  });
});

test('its rule is created off, and a deploy does not change that', () => {
  const made = template();

  expect(made.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: NAMES.playerQueryRule,
    schedule_expression: 'cron(* * * * ? *)',
    state: 'DISABLED',
    lifecycle: { ignore_changes: ['state'] },
  });
  expect(made.resources('aws_cloudwatch_event_rule')).toHaveLength(1);
  expect(made.resources('aws_cloudwatch_event_target')).toHaveLength(1);
  expect(made.resources('aws_lambda_permission')).toHaveLength(1);
});

test('a run that fails is not tried again, and told to nobody', () => {
  const made = template();

  expect(made.synthesized).toHaveResourceWithProperties(LambdaFunctionEventInvokeConfig, {
    maximum_retry_attempts: 0,
    maximum_event_age_in_seconds: 60,
  });
  expect(made.resource('aws_lambda_function_event_invoke_config')).not.toHaveProperty('destination_config');
});

test('its code is at most 1.3 MB, without what gamedig could leave the fence with', () => {
  const { path } = bundle('lambdas/player-query/handler.ts');
  const code = readFileSync(path, 'utf8');

  expect(statSync(path).size).toBeLessThanOrEqual(1_300_000);
  // https://github.com/sindresorhus/got names its redirects, telnet-client its prompt
  for (const word of ['maxRedirects', 'loginPrompt', 'followRedirect', 'cp936']) expect(code).not.toContain(word);
});

describe('a leaf', () => {
  const leafOf = (more: Parameters<typeof leafConfig>[0] = {}) =>
    stacksOf({ base: baseConfig(), leaf: leafConfig(more) }).leaf;

  /** Logical ids of all resources. */
  const ids = ({ json: { resource = {} } }: Template) => Object.values(resource).flatMap((each) => Object.keys(each));

  test('without a Query has nothing of it', () => {
    const { synthesized } = leafOf();

    expect(synthesized).not.toMatch(/player-query|PlayerQuery|QUERY_RULE_NAME|SwitchQueryRule/);
  });

  test('with a Query has everything that it had, and the parts of the query', () => {
    const without = leafOf();
    const withQuery = leafOf({ query: QUERY });

    expect(ids(without).filter((id) => !ids(withQuery).includes(id))).toEqual([]);
    const added = ids(withQuery).filter((id) => !ids(without).includes(id));
    expect(added.filter((id) => !id.startsWith('PlayerQuery_'))).toEqual([
      expect.stringMatching(/^FunctionFailures_PlayerQuery_/),
    ]);
    const { resource: before = {} } = without.json;
    const { resource: after = {} } = withQuery.json;
    const changed = Object.entries(before).flatMap(([type, each]) =>
      Object.entries(each).flatMap(([id, block]) =>
        JSON.stringify(block) === JSON.stringify(after[type]?.[id]) ? [] : [id.replace(/_[0-9A-F]{8}$/, '')],
      ),
    );
    expect(changed.sort()).toEqual([
      'AsgStateChangeHook_Function',
      'AsgStateChangeHook_Function_Role_Policy',
      'Dashboard',
      // its tag
      'EcsAsg_AutoScalingGroup',
      // a third function that may fail
      'FunctionFailures_Recovered_Rule',
      'Watchdog_ContainerActivity_Alarm',
    ]);
  });

  test('with a Query lets the hook switch its rule, and no other', () => {
    const { synthesized } = leafOf({ query: QUERY });

    expect(synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
      name: 'container-manager-minecraft-player-query',
    });
    expect(synthesized).toContain('QUERY_RULE_NAME": "container-manager-minecraft-player-query');
    expect(synthesized.match(/events:EnableRule/g)).toHaveLength(1);
  });
});
