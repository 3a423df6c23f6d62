import { z } from 'zod';

import { errorAnswer, jsonAnswer, jsonBody } from '../answers';
import { type Answer, type ApiCall, type Gap } from '../api-call';
import { onService } from '../on-action';

const Tag = z.object({ Key: z.string(), Value: z.string() });
const Notification = z.object({
  NotificationType: z.string(),
  ComparisonOperator: z.string(),
  Threshold: z.number(),
  ThresholdType: z.string().optional(),
});
const Subscriber = z.object({ SubscriptionType: z.string(), Address: z.string() });
const Input = z.looseObject({
  AccountId: z.string().optional(),
  BudgetName: z.string().optional(),
  Budget: z.looseObject({ BudgetName: z.string() }).optional(),
  NewBudget: z.looseObject({ BudgetName: z.string() }).optional(),
  Notification: Notification.optional(),
  Subscribers: z.array(Subscriber).optional(),
  ResourceTags: z.array(Tag).optional(),
  ResourceTagKeys: z.array(z.string()).optional(),
  ResourceARN: z.string().optional(),
});
type Input = z.infer<typeof Input>;

interface Budget {
  readonly budget: Readonly<Record<string, unknown>>;
  readonly notifications: readonly {
    readonly notification: z.infer<typeof Notification>;
    readonly subscribers: unknown;
  }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** AWS Budgets, where moto has no changes, no subscribers and no tags. There is one account. */
export function budgetsGaps(): Gap[] {
  const budgets = new Map<string, Budget>();
  return [onService('budgets', (call) => Promise.resolve(answer(budgets, call)))];
}

/** Amounts come back with a decimal place, as AWS gives them. */
const DEFAULTS = {
  CostTypes: {
    IncludeCredit: true,
    IncludeDiscount: true,
    IncludeOtherSubscription: true,
    IncludeRecurring: true,
    IncludeRefund: true,
    IncludeSubscription: true,
    IncludeSupport: true,
    IncludeTax: true,
    IncludeUpfront: true,
    UseAmortized: false,
    UseBlended: false,
  },
  CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } },
};

function answer(budgets: Map<string, Budget>, call: ApiCall): Answer {
  const input = jsonBody(call, Input);
  const name = input.Budget?.BudgetName ?? input.NewBudget?.BudgetName ?? input.BudgetName ?? nameIn(input.ResourceARN);
  const found = budgets.get(name);
  if (call.action === 'CreateBudget') {
    if (found !== undefined) {
      return errorAnswer(call, 400, 'DuplicateRecordException', `the budget ${name} already exists`);
    }
    budgets.set(name, {
      budget: { ...DEFAULTS, ...input.Budget },
      notifications: [],
      tags: asRecord(input.ResourceTags),
    });
    return jsonAnswer({});
  }
  if (found === undefined) return errorAnswer(call, 404, 'NotFoundException', `Unable to get budget: ${name}`);
  if (call.action === 'DeleteBudget') {
    budgets.delete(name);
    return jsonAnswer({});
  }
  const change = CHANGES[call.action]?.(found, input);
  if (change !== undefined) {
    budgets.set(name, { ...found, ...change });
    return jsonAnswer({});
  }
  const read = READS[call.action]?.(found, input);
  return read === undefined
    ? errorAnswer(call, 400, 'NotImplemented', `the emulator cannot do budgets ${call.action}`)
    : jsonAnswer(read);
}

const CHANGES: Readonly<Record<string, (budget: Budget, input: Input) => Partial<Budget>>> = {
  UpdateBudget: (_, { NewBudget }) => ({ budget: { ...DEFAULTS, ...NewBudget } }),
  CreateNotification: ({ notifications }, { Notification: notification, Subscribers: subscribers }) => ({
    notifications: notification === undefined ? notifications : [...notifications, { notification, subscribers }],
  }),
  DeleteNotification: ({ notifications }, { Notification: notification }) => ({
    notifications: notifications.filter((one) => !isSame(one.notification, notification)),
  }),
  TagResource: ({ tags }, { ResourceTags }) => ({ tags: { ...tags, ...asRecord(ResourceTags) } }),
  UntagResource: ({ tags }, { ResourceTagKeys = [] }) => ({
    tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !ResourceTagKeys.includes(key))),
  }),
};

const READS: Readonly<Record<string, (budget: Budget, input: Input) => unknown>> = {
  DescribeBudget: ({ budget }) => ({ Budget: budget }),
  DescribeNotificationsForBudget: ({ notifications }) => ({
    Notifications: notifications.map(({ notification }) => ({ ...notification, NotificationState: 'OK' })),
  }),
  DescribeSubscribersForNotification: ({ notifications }, { Notification: notification }) => ({
    Subscribers: notifications.find((one) => isSame(one.notification, notification))?.subscribers,
  }),
  ListTagsForResource: ({ tags }) => ({
    ResourceTags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }),
};

function isSame(a: z.infer<typeof Notification>, b: z.infer<typeof Notification> | undefined): boolean {
  return a.NotificationType === b?.NotificationType && a.Threshold === b.Threshold;
}

function nameIn(arn = ''): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function asRecord(tags: readonly z.infer<typeof Tag>[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
