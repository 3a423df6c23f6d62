import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsAccount } from '../../aws/aws-place';
import { type Names } from '../../aws/naming';
import { ServiceRole } from '../../aws/service-role';

export interface FailureNoticeProps extends AwsAccount {
  readonly names: Names;
  /** Of the function whose failures are told. */
  readonly functionArn: string;
  /** Region of the function. */
  readonly functionRegion: string;
  readonly functionProvider: TerraformProvider;
  /** Topic that is told, and its region: the stack's. */
  readonly topicArn: string;
  readonly topicRegion: string;
}

/** ARN of a region's default event bus. */
export function defaultEventBusArn(region: string, accountId: string, partition: string): string {
  return `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
}

/**
 * Tells a topic of another region what a function failed at. AWS documents no on-failure destination in another region,
 * but that an event bus forwards to one: so the function tells its region's bus, that tells the topic's, and that the
 * topic.
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
    this.tell(props, eventPattern);
  }

  private forward(
    { names, functionProvider, topicRegion, accountId, partition }: FailureNoticeProps,
    eventPattern: string,
  ) {
    const busArn = defaultEventBusArn(topicRegion, accountId, partition);
    const role = new ServiceRole(this, 'ForwardRole', {
      name: names.of('iamRole', 'forward-failures'),
      description: `Tells ${topicRegion} what failed at waking leaves`,
      service: 'events.amazonaws.com',
      statements: [{ actions: ['events:PutEvents'], resources: [busArn] }],
    });
    const rule = new CloudwatchEventRule(this, 'ForwardRule', {
      name: names.of('eventRule', 'forward-failures'),
      description: `Waking leaves failed: to ${topicRegion}`,
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

  private tell({ names, topicArn }: FailureNoticeProps, eventPattern: string): void {
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: names.of('eventRule', 'start-system-failed'),
      description: 'Waking leaves failed: an e-mail to the administrators',
      eventPattern,
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      arn: topicArn,
      inputTransformer: {
        inputPaths: { error: '$.detail.responsePayload.errorMessage' },
        inputTemplate: JSON.stringify(
          'Somebody asked for a leaf, but it could not be woken: <error>. Connecting again tries again; ./cm wake does it by hand.',
        ),
      },
    });
  }
}
