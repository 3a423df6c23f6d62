import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SNSClient } from '@aws-sdk/client-sns';

import { clientOptions } from '../shared/clients';
import { readEnvironment } from '../shared/environment';
import { readWakesByDns } from '../shared/how-to-wake';
import { breakCrashLoop } from './break-crash-loop';
import { ENVIRONMENT } from './contract';

const environment = readEnvironment([...ENVIRONMENT, 'AWS_REGION']);
const autoScaling = new AutoScalingClient(clientOptions(environment.AWS_REGION));
const ecs = new ECSClient(clientOptions(environment.AWS_REGION));
const wakesByDns = readWakesByDns();
const sns = new SNSClient(clientOptions(environment.AWS_REGION));

/** EventBridge sends the stops of this cluster's tasks here. */
export const handler = (event: unknown): Promise<void> =>
  breakCrashLoop(event, { autoScaling, ecs, sns, environment, wakesByDns, now: new Date() });
