import { budgetsGaps } from '../../../../e2e/emulator/gaps/budgets';
import { type Gap } from '../../../../e2e/emulator/api-call';
import { call, Upstream } from '../support';

const BUDGET = { BudgetName: 'b', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '10', Unit: 'USD' } };
const NOTICE = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 };
const ARN = 'arn:aws:budgets::123456789012:budget/b';

function sender(gaps: readonly Gap[] = budgetsGaps()) {
  const upstream = new Upstream();
  return async (action: string, body: object) => {
    const target = `AWSBudgetServiceGateway.${action}`;
    const sent = call({ service: 'budgets', target, body: JSON.stringify(body) });
    const { text } = await upstream.send([...gaps], sent);
    return JSON.parse(text) as Record<string, unknown>;
  };
}

test('a budget has its notifications, their subscribers and its tags, until each is changed or deleted', async () => {
  const send = sender();
  await send('CreateBudget', { Budget: BUDGET, ResourceTags: [{ Key: 'a', Value: '1' }] });
  await send('CreateNotification', {
    BudgetName: 'b',
    Notification: NOTICE,
    Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'a@example.com' }],
  });

  expect(await send('DescribeBudget', { BudgetName: 'b' })).toMatchObject({ Budget: BUDGET });
  expect(await send('DescribeNotificationsForBudget', { BudgetName: 'b' })).toEqual({
    Notifications: [{ ...NOTICE, NotificationState: 'OK' }],
  });
  expect(await send('DescribeSubscribersForNotification', { BudgetName: 'b', Notification: NOTICE })).toEqual({
    Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'a@example.com' }],
  });

  await send('TagResource', { ResourceARN: ARN, ResourceTags: [{ Key: 'b', Value: '2' }] });
  await send('UntagResource', { ResourceARN: ARN, ResourceTagKeys: ['a'] });
  expect(await send('ListTagsForResource', { ResourceARN: ARN })).toEqual({ ResourceTags: [{ Key: 'b', Value: '2' }] });

  await send('UpdateBudget', { NewBudget: { ...BUDGET, BudgetLimit: { Amount: '20', Unit: 'USD' } } });
  await send('DeleteNotification', { BudgetName: 'b', Notification: NOTICE });
  expect(await send('DescribeBudget', { BudgetName: 'b' })).toMatchObject({
    Budget: { BudgetLimit: { Amount: '20' } },
  });
  expect(await send('DescribeNotificationsForBudget', { BudgetName: 'b' })).toEqual({ Notifications: [] });

  await send('DeleteBudget', { BudgetName: 'b' });
  expect(await send('DescribeBudget', { BudgetName: 'b' })).toMatchObject({ __type: 'NotFoundException' });
});

test('refuses a second budget of a name, and calls that it does not know', async () => {
  const send = sender();
  await send('CreateBudget', { Budget: BUDGET });

  expect(await send('CreateBudget', { Budget: BUDGET })).toMatchObject({ __type: 'DuplicateRecordException' });
  expect(await send('DescribeBudgetPerformanceHistory', { BudgetName: 'b' })).toMatchObject({
    __type: 'NotImplemented',
  });
});
