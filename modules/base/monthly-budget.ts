import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';

import { type Names } from '../aws/naming';

export interface MonthlyBudgetProps {
  readonly names: Names;
  /** What the account may cost in a month, above 0. */
  readonly dollars: number;
  /** Who gets the e-mails: 1 to 10 addresses. AWS Budgets asks none of them to confirm. */
  readonly emails: readonly string[];
}

/**
 * AWS Budgets tells people when the whole account, whatever is in it, has cost most of an amount in a month, or will cost more than it.
 * It stops nothing. AWS updates the figures several times a day, and a budget without actions costs nothing
 * (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/).
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { names, dollars, emails }: MonthlyBudgetProps) {
    super(scope, id);
    const above = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: [...emails],
    });
    new BudgetsBudget(this, 'Resource', {
      name: names.of('budget', 'monthly'),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(dollars),
      limitUnit: 'USD',
      notification: [above('ACTUAL', 80), above('ACTUAL', 100), above('FORECASTED', 100)],
    });
  }
}
