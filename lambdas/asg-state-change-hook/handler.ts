import { readEnvironment } from '../shared/environment';
import { awsDependencies } from './aws-dependencies';
import { DOMAIN_ENVIRONMENT, ENVIRONMENT } from './contract';
import { readTrigger } from './event';
import { reconcile } from './reconcile';

const environment = readEnvironment([...ENVIRONMENT, 'AWS_REGION']);
const hasDomain = DOMAIN_ENVIRONMENT.some((name) => process.env[name] !== undefined);
const dependencies = awsDependencies(environment, hasDomain ? readEnvironment(DOMAIN_ENVIRONMENT) : undefined);

/** EventBridge sends the events of the group and the cluster here, and runs it every five minutes. */
export async function handler(event: unknown): Promise<void> {
  await reconcile(dependencies, readTrigger(event, environment.AUTO_SCALING_GROUP_NAME, environment.CLUSTER_ARN));
}
