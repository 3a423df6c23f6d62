import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';

import { TIMEOUT_SECONDS, type Webhook, type WebhooksEnvironment } from '../../lambdas/webhooks/contract';
import { type AwsPlace } from '../aws/aws-place';
import { FAILING_ON_EVENTS, FunctionErrors } from '../aws/function-errors';
import { LambdaFunction } from '../aws/lambda-function';
import { type Names } from '../aws/naming';
import { type PolicyStatement } from '../aws/policy';
import { RecoveryNotice } from '../aws/recovery-notice';

const ROLE = 'webhooks';
// the AWS SDK loads in half the time that it needs with the least memory
const MEMORY_MB = 256;
/** Lambda tries again after one minute, and after two more: services that fail for a moment, and what fails for good is seen by the alarm. */
const MAXIMUM_RETRY_ATTEMPTS = 2;
/** That a game was ready an hour ago is no news. */
const MAXIMUM_EVENT_AGE_SECONDS = 3600;

export interface WebhooksProps extends AwsPlace {
  readonly names: Names;
  /** `Name` of base.yaml: first part of the names of the leaves' topics. */
  readonly project: string;
  /** At least one. */
  readonly webhooks: readonly Webhook[];
  /** Topic of the administrators, who learn when a webhook fails. */
  readonly alertTopicArn: string;
}

/**
 * Posts what leaves tell their players to webhooks: one function for all leaves, present and future, each of which subscribes its
 * topic. The addresses are in SSM parameters that a person makes; Terraform sees only their names.
 */
export class Webhooks extends Construct {
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { names, region, accountId, partition, project, alertTopicArn } = props;
    const place = { region, accountId, partition };
    const lambda = new LambdaFunction(this, 'Function', {
      names,
      ...place,
      role: ROLE,
      description: `Posts what the leaves of ${project} tell their players to webhooks`,
      entry: 'lambdas/webhooks/handler.ts',
      environment: environment(props),
      statements: statements(props),
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      maximumRetryAttempts: MAXIMUM_RETRY_ATTEMPTS,
      maximumEventAgeSeconds: MAXIMUM_EVENT_AGE_SECONDS,
    });
    new LambdaPermission(this, 'Permission', {
      statementId: names.of('topic', ROLE),
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionArn,
      principal: 'sns.amazonaws.com',
      // the topics of leaves: base does not know which there are
      sourceArn: `arn:${partition}:sns:${region}:${accountId}:${project}-*-alerts`,
    });
    this.tellFailures(names, region, lambda.functionName, alertTopicArn);
    this.functionArn = lambda.functionArn;
  }

  private tellFailures(names: Names, region: string, functionName: string, alertTopicArn: string): void {
    const { alarmName } = new FunctionErrors(this, 'Errors', {
      names,
      role: ROLE,
      functionName,
      region,
      meaning:
        'What leaves tell their players is not posted to a webhook; e-mails come as always. If its service does not know the ' +
        'address any more, make a new webhook there and write its address into the SSM parameter. ./cm webhooks test tries each.',
      failing: FAILING_ON_EVENTS,
      alarmActions: [alertTopicArn],
    });
    new RecoveryNotice(this, 'Recovered', {
      names,
      role: 'webhooks-recovered',
      alarmNames: [alarmName],
      text: `The alarm <alarm> is over, as of <time>: either webhooks are posted again, or there was nothing to post since. ./cm webhooks test tries each.`,
      topicArn: alertTopicArn,
    });
  }
}

function environment({ webhooks, project }: WebhooksProps): WebhooksEnvironment {
  return {
    WEBHOOKS: JSON.stringify(webhooks.map(({ parameter, format }) => ({ parameter, format }))),
    PROJECT: project,
  };
}

function statements({ webhooks, region, accountId, partition }: WebhooksProps): PolicyStatement[] {
  return [
    {
      // with AWS's own key for SSM, nothing more is needed to decrypt
      sid: 'ReadAddresses',
      actions: ['ssm:GetParameter'],
      resources: webhooks.map(({ parameter }) => `arn:${partition}:ssm:${region}:${accountId}:parameter${parameter}`),
    },
  ];
}
