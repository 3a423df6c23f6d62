import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { DataTerraformRemoteStateLocal, TerraformOutput, Testing } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { newOutput } from '../../../modules/aws/new-output';
import { BaseStack } from '../../../modules/base/base-stack';
import { StartPage } from '../../../modules/base/start-page';
import { baseConfig } from '../../support/configs';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const DISCORD = { applicationId: '111111111111111111', publicKey: 'ab'.repeat(32), servers: ['222222222222222222'] };

const template = (hasDiscord = false) =>
  Template.of((stack) => {
    new StartPage(stack, 'StartPage', {
      names: new Names('games', 'base'),
      project: 'games',
      region: 'eu-central-1',
      accountId: '123456789012',
      partition: 'aws',
      ...(hasDiscord && { discord: DISCORD }),
    });
  });

test('an HTTP API has explicit routes, each with a throttle of its own, and nothing else', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(Apigatewayv2Api, {
    name: 'games-base-start-page',
    protocol_type: 'HTTP',
  });
  for (const key of ['GET /{leaf}', 'POST /status', 'POST /wake']) {
    expect(found.synthesized).toHaveResourceWithProperties(Apigatewayv2Route, { route_key: key });
  }
  expect(found.resources('aws_apigatewayv2_route')).toHaveLength(3);
  expect(found.synthesized).toHaveResourceWithProperties(Apigatewayv2Integration, {
    integration_type: 'AWS_PROXY',
    payload_format_version: '2.0',
  });
  expect(found.synthesized).toHaveResourceWithProperties(Apigatewayv2Stage, {
    name: '$default',
    auto_deploy: true,
    default_route_settings: { throttling_burst_limit: 2, throttling_rate_limit: 1 },
    route_settings: [
      { route_key: 'GET /{leaf}', throttling_burst_limit: 20, throttling_rate_limit: 10 },
      { route_key: 'POST /status', throttling_burst_limit: 20, throttling_rate_limit: 10 },
      { route_key: 'POST /wake', throttling_burst_limit: 5, throttling_rate_limit: 2 },
    ],
  });
  // no log of requests, and no other site may ask
  expect(JSON.stringify(found.json)).not.toMatch(/access_log_settings|cors_configuration/);
});

test('only with Discord its function knows whose key signs, and for which servers', () => {
  const variables = (hasDiscord: boolean) =>
    JSON.stringify(template(hasDiscord).resource('aws_lambda_function').environment);

  expect(variables(true)).toContain(JSON.stringify(JSON.stringify(DISCORD)));
  expect(variables(false)).not.toContain('DISCORD');
});

test('only with Discord there is a route for it', () => {
  const found = template(true);

  expect(found.synthesized).toHaveResourceWithProperties(Apigatewayv2Route, { route_key: 'POST /discord' });
  expect(found.resources('aws_apigatewayv2_route')).toHaveLength(4);
  expect(found.resources('aws_lambda_permission')).toHaveLength(4);
  expect(JSON.stringify(template().json)).not.toContain('iscord');
});

test('only this API may invoke the function, for its routes', () => {
  const found = template();

  for (const route of ['GET/{leaf}', 'POST/status', 'POST/wake']) {
    expect(found.synthesized).toHaveResourceWithProperties(LambdaPermission, {
      principal: 'apigateway.amazonaws.com',
      source_arn: expect.stringMatching(
        new RegExp(`^\\$\\{aws_apigatewayv2_api\\.\\w+\\.execution_arn\\}/\\*/${route.replace(/[{}]/g, '\\$&')}$`),
      ) as string,
    });
  }
  expect(found.resources('aws_lambda_permission')).toHaveLength(3);
});

test("Lambda writes no line about a request that succeeds, and the function's log ends after a week", () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunction, {
    function_name: 'games-base-start-page',
    memory_size: 512,
    timeout: 10,
    environment: {
      variables: {
        PROJECT_TAG: 'container-manager:project',
        PROJECT: 'games',
        LEAF_TAG: 'container-manager:leaf',
      },
    },
    logging_config: expect.objectContaining({ application_log_level: 'INFO', system_log_level: 'WARN' }) as object,
  });
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, {
    name: '/aws/lambda/games-base-start-page',
    retention_in_days: 7,
  });
  // an alarm would cost while nobody opens the page
  expect(found.resources('aws_cloudwatch_metric_alarm')).toEqual([]);
});

test('the function may wake leaves of the project, note who did, and read what is for it', () => {
  const ofProject = { StringEquals: { 'aws:ResourceTag/container-manager:project': 'games' } };
  const ofClusters = {
    ArnLike: { 'ecs:cluster': 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-*-cluster' },
  };
  const groups = 'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*';
  const parameter = 'arn:aws:ssm:eu-central-1:123456789012:parameter/games';

  expect(template().synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
        expect.objectContaining({ Sid: 'OwnLog' }),
        {
          Sid: 'ReadGroups',
          Effect: 'Allow',
          Action: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'],
          Resource: ['*'],
        },
        { Sid: 'ListTasks', Effect: 'Allow', Action: ['ecs:ListTasks'], Resource: ['*'], Condition: ofClusters },
        {
          Sid: 'ReadTasks',
          Effect: 'Allow',
          Action: ['ecs:DescribeTasks'],
          Resource: ['arn:aws:ecs:eu-central-1:123456789012:task/*'],
          Condition: ofClusters,
        },
        {
          Sid: 'SwitchLeaves',
          Effect: 'Allow',
          Action: ['autoscaling:SetDesiredCapacity'],
          Resource: [groups],
          Condition: ofProject,
        },
        {
          Sid: 'NoteWhoWoke',
          Effect: 'Allow',
          Action: ['autoscaling:CreateOrUpdateTags', 'autoscaling:DeleteTags'],
          Resource: [groups],
          Condition: {
            ...ofProject,
            'ForAllValues:StringEquals': {
              'aws:TagKeys': ['container-manager:told/woken-by', 'container-manager:told/fruitless'],
            },
          },
        },
        {
          Sid: 'ReadParameters',
          Effect: 'Allow',
          Action: ['ssm:GetParametersByPath'],
          Resource: [
            `${parameter}/leaves`,
            `${parameter}/leaves/*`,
            `${parameter}/starts`,
            `${parameter}/starts/*`,
            `${parameter}/invitations`,
            `${parameter}/invitations/*`,
          ],
        },
        {
          Sid: 'AskWhoPlays',
          Effect: 'Allow',
          Action: ['lambda:InvokeFunction'],
          Resource: ['arn:aws:lambda:eu-central-1:123456789012:function:games-*-player-query'],
          Condition: ofProject,
        },
      ],
    }),
  });
});

describe('base', () => {
  const base = (enabled: boolean) =>
    Template.fromStack(new BaseStack(Testing.app(), baseConfig({ startPage: { enabled } })));

  test('has the page and its URL when it is enabled', () => {
    const found = base(true);

    expect(found.synthesized).toHaveResource(Apigatewayv2Api);
    expect(found.json.output).toMatchObject({
      start_page_url: { value: expect.stringMatching(/^\$\{aws_apigatewayv2_api\.\w+\.api_endpoint\}$/) as string },
    });
  });

  test('has nothing of it by default: no resource and no output, so that no plan changes', () => {
    expect(JSON.stringify(base(false).json)).not.toMatch(/apigateway|start.page|StartPage/);
  });
});

test('a leaf reads an output that not every base has as nothing', () => {
  const found = Template.of((stack) => {
    const base = new DataTerraformRemoteStateLocal(stack, 'Base', { path: 'base.tfstate' });
    new TerraformOutput(stack, 'url', {
      staticId: true,
      value: newOutput((name) => base.getString(name), 'start_page_url'),
    });
  });

  expect(found.json.output).toEqual({
    url: { value: '${try(data.terraform_remote_state.Base.outputs.start_page_url, "")}' },
  });
});
