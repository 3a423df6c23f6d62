import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsAccount, type AwsPlace } from '../../aws/aws-place';
import { type Names } from '../../aws/naming';
import { ServiceRole } from '../../aws/service-role';

export interface FailureNoticeProps extends AwsAccount {
  readonly names: Names;
  /** Of the function whose failures are announced. */
  readonly functionArn: string;
  /** Region of the function. */
  readonly functionRegion: string;
  readonly functionProvider: TerraformProvider;
  /** Topic that gets the notices, and its region: the stack's. */
  readonly topicArn: string;
  readonly topicRegion: string;
}

/** ARN of a region's default event bus. */
export function defaultEventBusArn({ region, accountId, partition }: AwsPlace): string {
  return `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
}

/**
 * Notifies a topic of another region when a function fails. AWS documents no on-failure destination in another region,
 * but event buses can forward to one: so the function notifies the bus of its own region, which forwards to the bus of
 * the topic's region, which notifies the topic.
 */
export class FailureNotice extends Construct {
  constructor(scope: Construct, id: string, props: FailureNoticeProps) {
    super(scope, id);
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    const eventPattern = JSON.stringify({
      source: ['lambda'],
      'detail-type': ['Lambda Function Invocation Result - Failure'],
      detail: { requestContext: { functionArn: [{ prefix: props.functionArn }] } },
    });
    // a bus must not forward to itself
    if (props.functionRegion !== props.topicRegion) this.forward(props, eventPattern);
    this.notify(props, eventPattern);
  }

  private forward(
    { names, functionProvider, topicRegion, accountId, partition }: FailureNoticeProps,
    eventPattern: string,
  ) {
    const busArn = defaultEventBusArn({ region: topicRegion, accountId, partition });
    const role = new ServiceRole(this, 'ForwardRole', {
      name: names.of('iamRole', 'forward-failures'),
      description: `Forwards to ${topicRegion} that a leaf could not be woken`,
      service: 'events.amazonaws.com',
      statements: [{ actions: ['events:PutEvents'], resources: [busArn] }],
    });
    const rule = new CloudwatchEventRule(this, 'ForwardRule', {
      name: names.of('eventRule', 'forward-failures'),
      description: `Forwards to ${topicRegion} that a leaf could not be woken`,
      eventPattern,
      provider: functionProvider,
    });
    new CloudwatchEventTarget(this, 'ForwardTarget', {
      rule: rule.name,
      arn: busArn,
      roleArn: role.roleArn,
      provider: functionProvider,
      dependsOn: [...role.dependables],
    });
  }

  private notify({ names, topicArn }: FailureNoticeProps, eventPattern: string): void {
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: names.of('eventRule', 'start-system-failed'),
      description: 'E-mails the administrators when a leaf could not be woken',
      eventPattern,
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      arn: topicArn,
      inputTransformer: {
        inputPaths: { error: '$.detail.responsePayload.errorMessage' },
        inputTemplate: JSON.stringify(
          'Somebody tried to connect to a leaf, but it could not be woken: <error>. Connect again to retry, or run ./cm wake.',
        ),
      },
    });
  }
}
