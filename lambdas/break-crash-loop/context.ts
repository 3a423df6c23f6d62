import { type AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { type ECSClient } from '@aws-sdk/client-ecs';
import { type SNSClient } from '@aws-sdk/client-sns';

import { type BreakCrashLoopEnvironment } from './contract';

/** What the function works with. */
export interface BreakCrashLoopContext {
  readonly autoScaling: AutoScalingClient;
  readonly ecs: ECSClient;
  readonly sns: SNSClient;
  readonly environment: BreakCrashLoopEnvironment & { readonly AWS_REGION: string };
  readonly now: Date;
  /** Whether the next connection wakes the leaf. @default true */
  readonly wakesByDns?: boolean;
}
