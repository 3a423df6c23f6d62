import { ClientException, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { ListTargetsByRuleCommand, ResourceNotFoundException, type Target } from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, ResourceNotFoundException as FunctionNotFound } from '@aws-sdk/client-lambda';
import { paginateListQueryLoggingConfigs } from '@aws-sdk/client-route-53';
import { NotFoundException, paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { z } from 'zod';

import { all, type Lookup, lookup } from './lookup';

/** What a service answers when a resource that a person asks about does not exist is no failure here. */
async function orNone<T>(found: Promise<T[]>, notFound: new (...args: never[]) => Error): Promise<T[]> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof notFound) return [];
    throw error;
  }
}

const policySchema = z.object({ Statement: z.array(z.object({ Sid: z.string() })).default([]) });

/** A subscription gets its ARN when its owner confirms it: until then AWS subscribes the same address only once. */
const ARN = 'arn:';

/** Resources of EventBridge, Lambda, SNS, ECS and Route 53. */
export const MESSAGES: Readonly<Record<string, Lookup>> = {
  // its id is random: a second one would start the function twice
  aws_cloudwatch_event_target: lookup(
    z.object({ rule: z.string(), arn: z.string() }),
    async ({ rule: Rule, arn }, { clients: { eventBridge } }) => {
      const list = async (): Promise<Target[]> =>
        (await eventBridge.send(new ListTargetsByRuleCommand({ Rule }))).Targets ?? [];
      const targets = await orNone(list(), ResourceNotFoundException);
      return targets.filter(({ Arn }) => Arn === arn).map(({ Id }) => Id && `${Rule}/${Id}`);
    },
  ),
  // the provider waits for minutes for one that does not exist
  aws_lambda_permission: lookup(
    z.object({ function_name: z.string(), statement_id: z.string() }),
    async ({ function_name: FunctionName, statement_id: id }, { clients: { lambda } }) => {
      const read = async () => [(await lambda.send(new GetPolicyCommand({ FunctionName }))).Policy ?? '{}'];
      const [policy = '{}'] = await orNone(read(), FunctionNotFound);
      const { Statement: statements } = policySchema.parse(JSON.parse(policy));
      return statements.some(({ Sid }) => Sid === id) ? [`${FunctionName}/${id}`] : [];
    },
  ),
  aws_sns_topic_subscription: lookup(
    z.object({ topic_arn: z.string(), protocol: z.string(), endpoint: z.string() }),
    async ({ topic_arn: TopicArn, protocol, endpoint }, { clients: { sns } }) => {
      const list = all(
        paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }),
        ({ Subscriptions: page }) => page,
      );
      const subscriptions = await orNone(list, NotFoundException);
      return subscriptions
        .filter((one) => one.Protocol === protocol && one.Endpoint === endpoint)
        .map(({ SubscriptionArn: arn = '' }) => (arn.startsWith(ARN) ? arn : undefined));
    },
  ),
  aws_ecs_task_definition: lookup(z.object({ family: z.string() }), async ({ family }, { clients: { ecs } }) => {
    const describe = async () => {
      const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family }));
      return taskDefinition?.status === 'ACTIVE' ? [taskDefinition.taskDefinitionArn] : [];
    };
    // ECS has no other name for one that does not exist
    return orNone(describe(), ClientException);
  }),
  aws_route53_query_log: lookup(
    z.object({ zone_id: z.string(), cloudwatch_log_group_arn: z.string() }),
    async ({ zone_id: HostedZoneId, cloudwatch_log_group_arn: logGroup }, { clients: { route53 } }) => {
      const configs = await all(
        paginateListQueryLoggingConfigs({ client: route53 }, { HostedZoneId }),
        ({ QueryLoggingConfigs }) => QueryLoggingConfigs,
      );
      return configs
        .filter(({ CloudWatchLogsLogGroupArn: arn = '' }) => withoutStar(arn) === withoutStar(logGroup))
        .map(({ Id }) => Id);
    },
  ),
};

/** AWS writes the ARN of a log group with `:*` or without. */
function withoutStar(arn: string): string {
  return arn.replace(/:\*$/, '');
}
