import { readEnvironment } from '../shared/environment';
import { readWakesByDns } from '../shared/how-to-wake';
import { awsDependencies } from './aws-dependencies';
import { DOMAIN_ENVIRONMENT, ENVIRONMENT, HEALTH_CHECK_VARIABLE, QUERY_ENVIRONMENT } from './contract';
import { readTrigger } from './event';
import { reconcile } from './reconcile';

const environment = readEnvironment([...ENVIRONMENT, 'AWS_REGION']);
const hasAny = (names: readonly string[]) => names.some((name) => process.env[name] !== undefined);
const dependencies = awsDependencies(environment, {
  ...(hasAny(DOMAIN_ENVIRONMENT) && { domain: readEnvironment(DOMAIN_ENVIRONMENT) }),
  ...(hasAny(QUERY_ENVIRONMENT) && { query: readEnvironment(QUERY_ENVIRONMENT) }),
  hasHealthCheck: hasAny([HEALTH_CHECK_VARIABLE]),
  wakesByDns: readWakesByDns(),
});

/** EventBridge sends the events of the group and the cluster here, and runs it every five minutes; player-query invokes it. */
export async function handler(event: unknown): Promise<void> {
  await reconcile(dependencies, readTrigger(event, environment.AUTO_SCALING_GROUP_NAME, environment.CLUSTER_ARN));
}
