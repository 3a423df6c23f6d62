import { EventRule } from '../../../modules/aws/event-rule';
import { Names } from '../../../modules/aws/naming';
import { Template } from '../../support/template';

const FUNCTION = {
  functionName: 'cm-minecraft-hello',
  functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:cm-minecraft-hello',
};
const common = () => ({
  names: new Names('cm', 'minecraft'),
  role: 'task-stops',
  description: 'a task stopped',
  function: FUNCTION,
});

test('sends the events that match its pattern to the function', () => {
  const template = Template.of((stack) => {
    new EventRule(stack, 'Stops', {
      ...common(),
      eventPattern: { source: ['aws.ecs'], detail: { a: [{ exists: true }] } },
    });
  });

  const rule = template.resource('aws_cloudwatch_event_rule');
  expect(rule).toMatchObject({ name: 'cm-minecraft-task-stops', description: 'a task stopped' });
  expect(JSON.parse(rule.event_pattern as string)).toEqual({ source: ['aws.ecs'], detail: { a: [{ exists: true }] } });
  expect(rule).not.toHaveProperty('schedule_expression');
  expect(template.resource('aws_cloudwatch_event_target')).toMatchObject({
    arn: FUNCTION.functionArn,
    rule: expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.Stops_.*\.name\}$/) as string,
    depends_on: [expect.stringMatching(/^aws_lambda_permission\./)],
  });
});

test('is the only one that its permission lets invoke the function', () => {
  const template = Template.of((stack) => {
    new EventRule(stack, 'Stops', { ...common(), eventPattern: { source: ['aws.ecs'] } });
  });

  expect(template.resource('aws_lambda_permission')).toMatchObject({
    statement_id: 'cm-minecraft-task-stops',
    action: 'lambda:InvokeFunction',
    function_name: FUNCTION.functionArn,
    principal: 'events.amazonaws.com',
    source_arn: expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.Stops_.*\.arn\}$/) as string,
  });
});

test('runs the function on a schedule', () => {
  const template = Template.of((stack) => {
    new EventRule(stack, 'Schedule', { ...common(), scheduleExpression: 'rate(5 minutes)' });
  });

  const rule = template.resource('aws_cloudwatch_event_rule');
  expect(rule.schedule_expression).toBe('rate(5 minutes)');
  expect(rule).not.toHaveProperty('event_pattern');
});

test('leaves a rule disabled that somebody has disabled', () => {
  const template = Template.of((stack) => {
    new EventRule(stack, 'Schedule', { ...common(), scheduleExpression: 'rate(5 minutes)' });
  });

  expect(template.resource('aws_cloudwatch_event_rule')).toMatchObject({
    lifecycle: { ignore_changes: ['state'] },
  });
});
