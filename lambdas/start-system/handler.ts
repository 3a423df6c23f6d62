import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { type CloudWatchLogsEvent } from 'aws-lambda';

import { clientOptions } from '../shared/clients';
import { systemClock } from '../shared/clock';
import { readEnvironment } from '../shared/environment';
import { ENVIRONMENT } from './contract';
import { GroupDirectory } from './group-directory';
import { readQueries } from './query-log';
import { wake, type WakeContext } from './wake';
import { WakeMemory } from './wake-memory';

const environment = readEnvironment(Object.values(ENVIRONMENT));
const client = new AutoScalingClient(clientOptions(environment.LEAVES_REGION));
const context: WakeContext = {
  client,
  directory: new GroupDirectory(client, {
    project: { tag: environment.PROJECT_TAG, value: environment.PROJECT },
    leafTag: environment.LEAF_TAG,
  }),
  memory: new WakeMemory(systemClock),
  clock: systemClock,
};

/** Wakes every leaf that a batch of DNS queries asks for. */
export async function handler(event: CloudWatchLogsEvent): Promise<void> {
  await wake(context, readQueries(event.awslogs.data));
}
