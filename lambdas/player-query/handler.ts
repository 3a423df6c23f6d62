import { type AskAnswer } from '../shared/ask-players';
import { readEnvironment } from '../shared/environment';
import { askOnce } from './ask-once';
import { awsDependencies } from './aws-dependencies';
import { ENVIRONMENT } from './contract';
import { readTrigger } from './event';
import { watchMinute } from './watch-minute';

const dependencies = awsDependencies(readEnvironment([...ENVIRONMENT, 'AWS_REGION']));

/** EventBridge runs it every minute while the leaf is awake; the CLI and the start page invoke it to see who plays. */
export async function handler(event: unknown): Promise<AskAnswer | undefined> {
  const trigger = readTrigger(event);
  if (trigger.kind === 'ask') return await askOnce(dependencies);
  await watchMinute(dependencies, trigger.minute);
  return undefined;
}
