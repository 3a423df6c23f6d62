import { gunzipSync } from 'node:zlib';

import { type CloudWatchLogsDecodedData } from 'aws-lambda';

import { log } from '../shared/log';

/** `version timestamp zone name type code protocol edge resolver client-subnet`; AWS may add more behind them. */
const FIELDS = { time: 1, name: 3, type: 4, responseCode: 5, count: 10 } as const;

/** Names that were asked for, each with the time of its newest query. */
export type Queries = ReadonlyMap<string, Date>;

/**
 * The names of a batch of Route 53's query log that somebody may want to connect to: asked for with an A query and
 * existing (NOERROR), in lower case (resolvers randomize the case of letters) and without the root's dot.
 * Control messages and lines that do not parse are skipped; one debug line says how many, since a scanner's noise is
 * thousands of lines. A batch in which no line parses is a warning: AWS may have changed their form, and nothing wakes.
 *
 * @param data `awslogs.data` of the event: gzipped JSON in base64
 * @throws Error when `data` is not that
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
export function readQueries(data: string): Queries {
  const batch = decode(data);
  if (batch.messageType !== 'DATA_MESSAGE') {
    log.debug('skipped a control message', { messageType: batch.messageType });
    return new Map();
  }
  const queries = new Map<string, Date>();
  const strange: string[] = [];
  for (const { message } of batch.logEvents) {
    const fields = message.trim().split(' ');
    const name = normalized(fields[FIELDS.name] ?? '');
    const askedAt = new Date(fields[FIELDS.time] ?? '');
    if (fields.length < FIELDS.count || Number.isNaN(askedAt.getTime())) strange.push(message);
    else if (fields[FIELDS.type] === 'A' && fields[FIELDS.responseCode] === 'NOERROR') {
      if (askedAt > (queries.get(name) ?? new Date(0))) queries.set(name, askedAt);
    }
  }
  logStrange(strange, batch.logEvents.length);
  return queries;
}

function logStrange(strange: readonly string[], lines: number): void {
  if (strange.length === 0) return;
  const fields = { count: strange.length, first: strange[0] };
  if (strange.length < lines) log.debug('skipped lines that do not parse', fields);
  else log.warn('no line of a batch parses: did AWS change the form of its query log?', fields);
}

function decode(data: string): CloudWatchLogsDecodedData {
  try {
    // a cast, since JSON.parse knows no types: CloudWatch Logs documents this one
    return JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8')) as CloudWatchLogsDecodedData;
  } catch (cause) {
    throw new Error('cannot decode awslogs.data: expected gzipped JSON in base64', { cause });
  }
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
