import { literal } from '../../aws/literal';
import { QUERY_LOG_REGION } from '../../aws/query-log-region';
import { type Widget } from './grid';

interface LogWidgetProps {
  readonly title: string;
  readonly region: string;
  readonly logGroupName: string;
  /** Commands of CloudWatch Logs Insights, in their order. */
  readonly commands: readonly string[];
}

export interface ContainerLogProps {
  readonly region: string;
  readonly logGroupName: string;
  /** Whether a column shows CloudWatch's own timestamps. */
  readonly showTimestamp: boolean;
}

export interface DnsQueriesProps {
  /** In lower case. */
  readonly hostName: string;
  /** A log group of us-east-1, where Route 53 writes. */
  readonly logGroupName: string;
}

const MAX_QUERIES = 50;
const MAX_LOG_LINES = 500;

/** Who asked for the leaf's name, newest first. */
export function dnsQueries({ hostName, logGroupName }: DnsQueriesProps): Widget {
  const name = literal(hostName);
  return logWidget({
    title: `Who asked for ${name}`,
    region: QUERY_LOG_REGION,
    logGroupName,
    commands: [
      'fields @timestamp, resolverIp, edgeLocation',
      // the queries that wake the leaf; in lower case, since resolvers randomize the case of names
      `filter tolower(queryName) = "${name}" and queryType = "A" and responseCode = "NOERROR"`,
      'sort @timestamp desc',
      `limit ${MAX_QUERIES}`,
    ],
  });
}

/** What the container logs, newest first. */
export function containerLog({ region, logGroupName, showTimestamp }: ContainerLogProps): Widget {
  return logWidget({
    title: 'Log of the container',
    region,
    logGroupName,
    commands: [
      `fields ${showTimestamp ? '@timestamp, ' : ''}@message`,
      'sort @timestamp desc',
      `limit ${MAX_LOG_LINES}`,
    ],
  });
}

/** A table of what a Logs Insights query finds. */
function logWidget({ title, region, logGroupName, commands }: LogWidgetProps): Widget {
  return {
    type: 'log',
    properties: { title, region, view: 'table', query: [`SOURCE '${logGroupName}'`, ...commands].join('\n| ') },
  };
}
