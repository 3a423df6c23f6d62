import { gunzipSync } from 'node:zlib';

import { type CloudWatchLogsDecodedData } from 'aws-lambda';

import { log } from '../shared/log';

/** `version timestamp zone name type code protocol edge resolver client-subnet` */
const FIELDS = { name: 3, type: 4, responseCode: 5, count: 10 } as const;

/**
 * The names of a batch of Route 53's query log that somebody may want to connect to: asked for with an A query and
 * existing (NOERROR), in lower case (resolvers randomize the case of letters) and without the root's dot, each once.
 * Control messages and lines that do not parse are skipped; one debug line says how many, since a scanner's noise is
 * thousands of lines.
 *
 * @param data `awslogs.data` of the event: gzipped JSON in base64
 * @throws Error when `data` is not that
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
export function queriedNames(data: string): ReadonlySet<string> {
  const batch = decode(data);
  if (batch.messageType !== 'DATA_MESSAGE') {
    log.debug('skipped a control message', { messageType: batch.messageType });
    return new Set();
  }
  const names = new Set<string>();
  const strange: string[] = [];
  for (const { message } of batch.logEvents) {
    const fields = message.trim().split(' ');
    const name = fields[FIELDS.name];
    if (fields.length !== FIELDS.count || name === undefined) strange.push(message);
    else if (fields[FIELDS.type] === 'A' && fields[FIELDS.responseCode] === 'NOERROR') names.add(normalized(name));
  }
  if (strange.length > 0) log.debug('skipped lines that do not parse', { count: strange.length, first: strange[0] });
  return names;
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
