import { SSMClient } from '@aws-sdk/client-ssm';

import { clientOptions } from '../shared/clients';
import { systemClock } from '../shared/clock';
import { readEnvironment } from '../shared/environment';
import { ENVIRONMENT, type TestAnswer, type Webhook } from './contract';
import { sendByHttps } from './send';
import { WebhookUrls } from './webhook-urls';
import { Webhooks } from './webhooks';

const { AWS_REGION, PROJECT, WEBHOOKS } = readEnvironment([...ENVIRONMENT, 'AWS_REGION']);
const webhooks = new Webhooks({
  // a cast, since JSON has no types: the module that deploys the function wrote it
  webhooks: JSON.parse(WEBHOOKS) as readonly Webhook[],
  project: PROJECT,
  urls: new WebhookUrls(new SSMClient(clientOptions(AWS_REGION)), systemClock),
  send: sendByHttps(),
  clock: systemClock,
  random: Math.random,
});

/** SNS sends what leaves tell their players; the CLI invokes it to send a test. */
export const handler = (event: unknown): Promise<TestAnswer | undefined> => webhooks.handle(event);
