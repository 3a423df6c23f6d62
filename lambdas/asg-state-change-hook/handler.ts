import { readEnvironment } from '../shared/environment';
import { awsDependencies } from './aws-dependencies';
import { DOMAIN_ENVIRONMENT, ENVIRONMENT, QUERY_RULE_VARIABLE } from './contract';
import { readTrigger } from './event';
import { reconcile } from './reconcile';

const environment = readEnvironment([...ENVIRONMENT, 'AWS_REGION']);
const hasDomain = DOMAIN_ENVIRONMENT.some((name) => process.env[name] !== undefined);
const dependencies = awsDependencies(
  environment,
  hasDomain ? readEnvironment(DOMAIN_ENVIRONMENT) : undefined,
  process.env[QUERY_RULE_VARIABLE],
);

/** EventBridge sends the events of the group and the cluster here, and runs it every five minutes; player-query invokes it. */
export async function handler(event: unknown): Promise<void> {
  await reconcile(dependencies, readTrigger(event, environment.AUTO_SCALING_GROUP_NAME, environment.CLUSTER_ARN));
}
