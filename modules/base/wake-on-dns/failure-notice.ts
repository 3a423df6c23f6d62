import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

import { logGroupLink } from '../../../lambdas/shared/console-link';
import { alarmPattern } from '../../aws/alarm-events';
import { type AwsAccount, type AwsPlace } from '../../aws/aws-place';
import { FAILING_ON_EVENTS, FunctionErrors } from '../../aws/function-errors';
import { type Names } from '../../aws/naming';
import { RecoveryNotice } from '../../aws/recovery-notice';
import { ServiceRole } from '../../aws/service-role';

export interface FailureNoticeProps extends AwsAccount {
  readonly names: Names;
  /** Last part of the function's name. */
  readonly role: string;
  /** Of the function whose failures are announced. */
  readonly functionName: string;
  /** Region of the function. */
  readonly functionRegion: string;
  readonly functionProvider: TerraformProvider;
  /** Topic that gets the notices, and its region: the stack's. */
  readonly topicArn: string;
  readonly topicRegion: string;
}

/** ARN of a region's default event bus. */
function defaultEventBusArn({ region, accountId, partition }: AwsPlace): string {
  return `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
}

/**
 * Notifies a topic of another region when a function fails for a while, and when that is over. An alarm notifies no topic of
 * another region, but event buses can forward to one: so the alarm, which sends each change of its state to the bus of the
 * function's region, has no actions, and that bus forwards to the bus of the topic's region, which notifies the topic.
 */
export class FailureNotice extends Construct {
  constructor(scope: Construct, id: string, props: FailureNoticeProps) {
    super(scope, id);
    const { names, role, functionName, functionRegion, functionProvider, topicArn } = props;
    const { alarmName } = new FunctionErrors(this, 'Alarm', {
      names,
      role,
      functionName,
      region: functionRegion,
      meaning: 'Until it works again, connecting to a leaf does not wake it: run ./cm wake.',
      failing: FAILING_ON_EVENTS,
      alarmActions: [],
      provider: functionProvider,
    });
    // a bus must not forward to itself
    if (functionRegion !== props.topicRegion) this.forward(props, alarmName);
    this.notify(props, alarmName);
    new RecoveryNotice(this, 'Recovered', {
      names,
      alarmNames: [alarmName],
      text: `The function ${role} no longer fails, as of <time>: either it wakes leaves again, or nobody asks for them any more.`,
      topicArn,
    });
  }

  private forward(
    { names, functionProvider, topicRegion, accountId, partition }: FailureNoticeProps,
    alarmName: string,
  ): void {
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
      eventPattern: alarmPattern([alarmName]),
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

  private notify({ names, role, functionName, functionRegion, topicArn }: FailureNoticeProps, alarmName: string): void {
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: names.of('eventRule', 'start-system-failed'),
      description: 'E-mails the administrators when leaves cannot be woken',
      eventPattern: alarmPattern([alarmName], 'ALARM'),
    });
    const log = logGroupLink(functionRegion, `/aws/lambda/${functionName}`);
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      arn: topicArn,
      inputTransformer: {
        inputPaths: { time: '$.detail.state.timestamp' },
        inputTemplate: JSON.stringify(
          `Leaves cannot be woken: by <time> the function ${role}, which wakes a leaf when somebody connects, had failed ` +
            'twice or more within an hour. Until it works again, run ./cm wake. If somebody changed a role or a policy by hand, ' +
            `deploy again. An e-mail tells when it no longer fails. Its log says why: ${log}`,
        ),
      },
    });
  }
}
