import { type Clock } from './clock';

const WAITS_MS = [200, 400, 800, 1_600];

/**
 * Tries a call of Auto Scaling again where AWS refuses it because another change of the same group goes on, for 3 seconds at
 * most.
 *
 * @throws AWS's error when it still does then, and every other one at once
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html
 */
export async function despiteContention<T>(clock: Pick<Clock, 'wait'>, call: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await call();
    } catch (error) {
      if (!isContention(error)) throw error;
      await clock.wait(wait);
    }
  }
  return call();
}

/** The SDK's name of the error, and AWS's own code. */
function isContention(error: unknown): boolean {
  return error instanceof Error && ['ResourceContentionFault', 'ResourceContention'].includes(error.name);
}
