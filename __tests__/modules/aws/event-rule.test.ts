import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';

import { EventRule, type EventRuleTrigger } from '../../../modules/aws/event-rule';
import { Names } from '../../../modules/aws/naming';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const FUNCTION = {
  functionName: 'cm-minecraft-hello',
  functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:cm-minecraft-hello',
};
const template = (trigger: EventRuleTrigger) =>
  Template.of((stack) => {
    new EventRule(stack, 'Rule', {
      names: new Names('cm', 'minecraft'),
      role: 'task-stops',
      description: 'a task stopped',
      function: FUNCTION,
      ...trigger,
    });
  });
const PATTERN = { source: ['aws.ecs'], detail: { a: [{ exists: true }] } };

test('sends the events that match its pattern to the function', () => {
  const found = template({ eventPattern: PATTERN });

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: 'cm-minecraft-task-stops',
    description: 'a task stopped',
    event_pattern: json(PATTERN),
  });
  expect(found.resource('aws_cloudwatch_event_rule')).not.toHaveProperty('schedule_expression');
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventTarget, {
    arn: FUNCTION.functionArn,
    rule: found.reference('aws_cloudwatch_event_rule', 'name'),
    depends_on: [expect.stringMatching(/^aws_lambda_permission\./)],
  });
  expect(found.resources('aws_cloudwatch_event_target')).toHaveLength(1);
});

test('is the only rule that its permission lets invoke the function', () => {
  const found = template({ eventPattern: PATTERN });

  expect(found.synthesized).toHaveResourceWithProperties(LambdaPermission, {
    statement_id: 'cm-minecraft-task-stops',
    action: 'lambda:InvokeFunction',
    function_name: FUNCTION.functionArn,
    principal: 'events.amazonaws.com',
    source_arn: found.reference('aws_cloudwatch_event_rule', 'arn'),
  });
  expect(found.resources('aws_lambda_permission')).toHaveLength(1);
});

test('runs the function on a schedule', () => {
  const found = template({ scheduleExpression: 'rate(5 minutes)' });

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    schedule_expression: 'rate(5 minutes)',
  });
  expect(found.resource('aws_cloudwatch_event_rule')).not.toHaveProperty('event_pattern');
});

test('a deploy leaves a disabled rule disabled', () => {
  expect(template({ scheduleExpression: 'rate(5 minutes)' }).synthesized).toHaveResourceWithProperties(
    CloudwatchEventRule,
    { lifecycle: { ignore_changes: ['state'] } },
  );
});
