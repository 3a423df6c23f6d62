import { gzipSync } from 'node:zlib';

import { type CloudWatchLogsDecodedData } from 'aws-lambda';

/** When somebody asks, unless a test says another time. */
export const ASKED_AT = '2026-11-22T20:16:02.130Z';

/** A line of Route 53's query log: somebody asks for the address of an existing name. */
export function aQuery(name: string, askedAt = ASKED_AT): string {
  return `1.0 ${askedAt} Z123412341234 ${name} A NOERROR UDP FRA6 192.0.2.53 -`;
}

/** `awslogs.data` as CloudWatch Logs sends it. */
export function batch(lines: readonly string[], more: Partial<CloudWatchLogsDecodedData> = {}): string {
  const data: CloudWatchLogsDecodedData = {
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: '/aws/route53/example.com',
    logStream: 'Z123412341234/FRA6',
    subscriptionFilters: ['wake-on-dns'],
    logEvents: lines.map((message, id) => ({ id: String(id), timestamp: 1_795_000_000_000, message })),
    ...more,
  };
  return gzipSync(JSON.stringify(data)).toString('base64');
}
