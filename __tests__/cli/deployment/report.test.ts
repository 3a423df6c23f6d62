import { ReportBuilder } from '../../../cli/deployment/report';
import { planOf } from '../support/plan';

const TOPIC = { address: 'aws_sns_topic.Alerts', actions: ['create'] };
const COUNTS = { adopt: 0, create: 1, change: 0, replace: 0, destroy: 0 };
const CHANGES = [{ address: 'aws_sns_topic.Alerts', action: 'create' }];

test('says what happened to each stack', () => {
  const builder = new ReportBuilder();
  for (const stack of ['base', 'minecraft', 'valheim']) builder.planned(stack, planOf([TOPIC]), false);
  builder.planned('terraria', planOf([]), true);

  builder.applied('base', { vpc_id: 'vpc-1' });
  builder.failed('minecraft', 'no such image');

  expect(builder.report).toEqual({
    stacks: [
      { stack: 'base', result: 'applied', ...COUNTS, changes: CHANGES, outputs: { vpc_id: 'vpc-1' } },
      { stack: 'minecraft', result: 'failed', ...COUNTS, changes: CHANGES, error: 'no such image' },
      { stack: 'valheim', result: 'planned', ...COUNTS, changes: CHANGES },
      { stack: 'terraria', result: 'unchanged', ...COUNTS, create: 0, changes: [] },
    ],
    findings: [],
  });
});

test('says what the guard found, and what of it was allowed', () => {
  const builder = new ReportBuilder();
  const finding = (severity: 'refuse' | 'warn', stack: string) => ({ severity, stack, message: 'beware' });

  builder.judged({
    refused: [finding('refuse', 'one')],
    allowed: [finding('refuse', 'two')],
    warnings: [finding('warn', 'three')],
    ambiguousAllowances: [],
    usedAllowances: [],
  });

  expect(builder.report.findings).toEqual([
    { severity: 'refuse', stack: 'one', message: 'beware', isAllowed: false },
    { severity: 'refuse', stack: 'two', message: 'beware', isAllowed: true },
    { severity: 'warn', stack: 'three', message: 'beware', isAllowed: true },
  ]);
});
