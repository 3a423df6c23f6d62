import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';

import { Names } from '../../../modules/aws/naming';
import { MonthlyBudget } from '../../../modules/base/monthly-budget';
import { Template } from '../../support/template';

test('tells everybody of 80 % and 100 % of what the account has cost, and of what it will cost', () => {
  const found = Template.of((stack) => {
    new MonthlyBudget(stack, 'Budget', {
      names: new Names('project', 'base'),
      dollars: 12.5,
      emails: ['a@example.com', 'b@example.com'],
    });
  });

  const above = (notification_type: string, threshold: number) => ({
    notification_type,
    comparison_operator: 'GREATER_THAN',
    threshold,
    threshold_type: 'PERCENTAGE',
    subscriber_email_addresses: ['a@example.com', 'b@example.com'],
  });
  expect(found.synthesized).toHaveResourceWithProperties(BudgetsBudget, { name: 'project-base-monthly' });
  // without filters: the whole account
  expect(found.resource('aws_budgets_budget')).toEqual({
    name: 'project-base-monthly',
    budget_type: 'COST',
    time_unit: 'MONTHLY',
    limit_amount: '12.5',
    limit_unit: 'USD',
    notification: [above('ACTUAL', 80), above('ACTUAL', 100), above('FORECASTED', 100)],
  });
});
