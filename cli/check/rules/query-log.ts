import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { ListQueryLoggingConfigsCommand } from '@aws-sdk/client-route-53';

import { QUERY_LOG_REGION } from '../../../modules/aws/query-log-region';
import { BASE_STACK_NAME } from '../../../modules/config/stack-name';
import { type DomainConfig } from '../../../modules/config/types';
import { type CheckInput, type Finding, type Rule } from '../rule';
import { permitted, unlessMissing } from '../permitted';

const KEY = ['Domain', 'QueryLogGroup'];

/** The zone can log its queries where base listens: a zone has one log, and base makes it or uses one that is there. */
export const queryLog: Rule = (checked) => {
  const { domain } = checked.config.base;
  if (domain === undefined) return [];
  const { queryLogGroup: group } = domain;
  const what =
    group === undefined
      ? `${domain.hostedZoneId} can log its queries where base listens`
      : `the log group ${group} exists in ${QUERY_LOG_REGION}`;
  const find = () => (group === undefined ? findOther(domain, checked) : findNamed(group, domain, checked));
  return [{ what, id: BASE_STACK_NAME, path: KEY, find }];
};

async function findOther(domain: DomainConfig, checked: CheckInput): Promise<Finding[]> {
  const [group] = await groupsOfZone(domain, checked);
  // the name that base gives its log, and Route 53's console too
  const isBases = group === `/aws/route53/${domain.name}`;
  if (group === undefined || (isBases && checked.deployed.includes(BASE_STACK_NAME))) return [];
  const already = `the zone ${domain.hostedZoneId} already logs its queries, to ${group}, and a zone can have only one log`;
  return isBases
    ? [
        {
          message: `${already}: if no earlier deployment of base made it, write QueryLogGroup: ${group}`,
          isDoubt: true,
        },
      ]
    : [{ message: `is missing: ${already}: write QueryLogGroup: ${group}` }];
}

async function findNamed(group: string, domain: DomainConfig, checked: CheckInput): Promise<Finding[]> {
  if (!(await exists(group, checked))) {
    const message =
      `there is no log group ${group} in ${QUERY_LOG_REGION}, where Route 53 logs queries: correct the name, or remove ` +
      'the key, and a new one is created';
    return [{ message }];
  }
  const logs = await groupsOfZone(domain, checked);
  if (logs.includes(group)) return [];
  const elsewhere = logs.length === 0 ? '' : `, but to ${logs.join(', ')}`;
  const message = `the zone ${domain.hostedZoneId} does not log its queries to it${elsewhere}: then nothing wakes a leaf by its name`;
  return [{ message, isDoubt: true }];
}

async function exists(group: string, { clientsIn }: CheckInput): Promise<boolean> {
  const client = clientsIn(QUERY_LOG_REGION).cloudWatchLogs;
  const pages = paginateDescribeLogGroups({ client }, { logGroupNamePrefix: group });
  return permitted(
    'logs:DescribeLogGroups',
    (async () => {
      for await (const { logGroups = [] } of pages) {
        if (logGroups.some(({ logGroupName }) => logGroupName === group)) return true;
      }
      return false;
    })(),
  );
}

/** Names of the log groups that the zone logs to: at most one. Empty where there is no such zone. */
async function groupsOfZone({ hostedZoneId }: DomainConfig, { config, clientsIn }: CheckInput): Promise<string[]> {
  const { route53 } = clientsIn(config.base.region);
  const question = new ListQueryLoggingConfigsCommand({ HostedZoneId: hostedZoneId });
  const answer = await unlessMissing(
    ['NoSuchHostedZone'],
    permitted('route53:ListQueryLoggingConfigs', route53.send(question)),
  );
  return (answer?.QueryLoggingConfigs ?? []).map(({ CloudWatchLogsLogGroupArn: arn = '' }) => arn.split(':')[6] ?? '');
}
