import { DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';

import { Names } from '../../../modules/aws/naming';
import { QUERY_LOG_REGION } from '../../../modules/aws/query-log-region';
import { BASE_STACK_NAME } from '../../../modules/config/stack-name';
import { type CheckInput, type Finding, type Rule } from '../rule';
import { permitted } from '../permitted';

/** For each Region, and AWS raises it for nobody: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MAX_POLICIES = 10;

/**
 * CloudWatch Logs has room for base's policy, which lets Route 53 log the queries. Without room Terraform's provider repeats
 * its request for a long time.
 */
export const logPolicies: Rule = (checked) => {
  const { domain } = checked.config.base;
  if (domain === undefined || domain.queryLogGroup !== undefined) return [];
  const what = `CloudWatch Logs has room for base's policy in ${QUERY_LOG_REGION}`;
  return [{ what, id: BASE_STACK_NAME, path: ['Domain', 'QueryLogGroup'], find: () => find(checked) }];
};

async function find({ config, clientsIn }: CheckInput): Promise<Finding[]> {
  const { resourcePolicies = [] } = await permitted(
    'logs:DescribeResourcePolicies',
    clientsIn(QUERY_LOG_REGION).cloudWatchLogs.send(new DescribeResourcePoliciesCommand({})),
  );
  const names = resourcePolicies.map(({ policyName = '' }) => policyName);
  const own = new Names(config.base.name, BASE_STACK_NAME).queryLogPolicy;
  if (names.length < MAX_POLICIES || names.includes(own)) return [];
  const message =
    `${QUERY_LOG_REGION} already has ${MAX_POLICIES} resource policies of CloudWatch Logs, and AWS allows no more: delete one ` +
    `that nothing needs (aws logs delete-resource-policy --region ${QUERY_LOG_REGION} --policy-name), of ${names.join(', ')}. ` +
    'Or set this key to a log that the zone already has';
  return [{ message }];
}
