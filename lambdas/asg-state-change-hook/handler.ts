import { readEnvironment } from '../shared/environment';
import { readWakesByDns } from '../shared/how-to-wake';
import { awsDependencies } from './aws-dependencies';
import {
  DOMAIN_ENVIRONMENT,
  ENVIRONMENT,
  FILE_SYSTEMS_VARIABLE,
  HEALTH_CHECK_VARIABLE,
  PRICES_VARIABLE,
  QUERY_ENVIRONMENT,
  START_PAGE_VARIABLE,
} from './contract';
import { readTrigger } from './event';
import { reconcile } from './reconcile';

const environment = readEnvironment([...ENVIRONMENT, 'AWS_REGION']);
const hasAny = (names: readonly string[]) => names.some((name) => process.env[name] !== undefined);
const dependencies = awsDependencies(environment, {
  ...(hasAny(DOMAIN_ENVIRONMENT) && { domain: readEnvironment(DOMAIN_ENVIRONMENT) }),
  ...(hasAny(QUERY_ENVIRONMENT) && { query: readEnvironment(QUERY_ENVIRONMENT) }),
  hasHealthCheck: hasAny([HEALTH_CHECK_VARIABLE]),
  wakesByDns: readWakesByDns(),
  ...(hasAny([PRICES_VARIABLE]) && { prices: readEnvironment([PRICES_VARIABLE])[PRICES_VARIABLE] }),
  startPageUrl: process.env[START_PAGE_VARIABLE] ?? '',
  ...(hasAny([FILE_SYSTEMS_VARIABLE]) && {
    fileSystemIds: readEnvironment([FILE_SYSTEMS_VARIABLE])[FILE_SYSTEMS_VARIABLE],
  }),
});

/** EventBridge sends the events of the group and the cluster here, and runs it every five minutes; player-query invokes it. */
export async function handler(event: unknown): Promise<void> {
  await reconcile(dependencies, readTrigger(event, environment.AUTO_SCALING_GROUP_NAME, environment.CLUSTER_ARN));
}
