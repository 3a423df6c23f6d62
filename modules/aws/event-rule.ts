import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';

import { type Names } from './naming';

/** Either events that match a pattern, or a schedule. */
export type EventRuleTrigger =
  | {
      /** EventBridge's pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
      readonly eventPattern: Readonly<Record<string, unknown>>;
    }
  | {
      /** E.g. `rate(5 minutes)`. */
      readonly scheduleExpression: string;
    };

export type EventRuleProps = EventRuleTrigger & {
  readonly names: Names;
  /** Last part of the rule's name, e.g. `crash-loop`. */
  readonly role: string;
  readonly description: string;
  /** Whether it is off when Terraform creates it, for a function to turn it on. @default it is on */
  readonly createdOff?: true;
  /** The function that gets the events, e.g. a `LambdaFunction`. */
  readonly function: { readonly functionName: string; readonly functionArn: string };
};

/**
 * An EventBridge rule that invokes a function, and the permission for it. A deploy does not change whether the rule is
 * enabled (`./cm hold` disables it, functions turn others on and off).
 */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const name = props.names.of('eventRule', props.role);
    const rule = new CloudwatchEventRule(this, 'Resource', {
      name,
      description: props.description,
      ...('eventPattern' in props
        ? { eventPattern: JSON.stringify(props.eventPattern) }
        : { scheduleExpression: props.scheduleExpression }),
      ...(props.createdOff && { state: 'DISABLED' }),
      lifecycle: { ignoreChanges: ['state'] },
    });
    const permission = new LambdaPermission(this, 'Permission', {
      statementId: name,
      action: 'lambda:InvokeFunction',
      functionName: props.function.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      arn: props.function.functionArn,
      // an event that comes before the permission is lost
      dependsOn: [permission],
    });
  }
}
