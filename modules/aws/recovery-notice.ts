import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';

import { alarmPattern } from './alarm-events';
import { type Names } from './naming';

export interface RecoveryNoticeProps {
  readonly names: Names;
  /** Last part of the rule's name: where a stack has several. @default 'functions-recovered' */
  readonly role?: string;
  /** Of the alarms of functions' errors. */
  readonly alarmNames: readonly string[];
  /** What people read: `<alarm>` is the alarm's name and `<time>` when it ended. */
  readonly text: string;
  /** The topic that is notified. */
  readonly topicArn: string;
}

/**
 * Notifies a topic when an alarm ends. Not an action of the alarm: that would also run when the alarm is new, whose state is
 * INSUFFICIENT_DATA before OK.
 */
export class RecoveryNotice extends Construct {
  constructor(scope: Construct, id: string, props: RecoveryNoticeProps) {
    super(scope, id);
    const { names, role = 'functions-recovered', alarmNames, text, topicArn } = props;
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: names.of('eventRule', role),
      description: 'E-mails the administrators when a function no longer fails',
      eventPattern: alarmPattern(alarmNames, 'OK'),
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      arn: topicArn,
      inputTransformer: {
        inputPaths: { alarm: '$.detail.alarmName', time: '$.detail.state.timestamp' },
        inputTemplate: JSON.stringify(text),
      },
    });
  }
}
