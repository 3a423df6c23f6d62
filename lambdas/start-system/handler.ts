import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { type CloudWatchLogsEvent } from 'aws-lambda';

import { clientOptions } from '../shared/clients';
import { readEnvironment } from '../shared/environment';
import { ENVIRONMENT } from './contract';
import { GroupDirectory } from './group-directory';
import { queriedNames } from './query-log';
import { wake } from './wake';

const environment = readEnvironment(Object.values(ENVIRONMENT));
const client = new AutoScalingClient(clientOptions(environment.LEAVES_REGION));
const directory = new GroupDirectory(client, { tag: environment.PROJECT_TAG, value: environment.PROJECT });

/** Wakes every leaf that a batch of DNS queries asks for. */
export async function handler(event: CloudWatchLogsEvent): Promise<void> {
  await wake(client, directory, queriedNames(event.awslogs.data));
}
