import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';

import { TEST_EVENT, WEBHOOK_FORMATS } from '../../lambdas/webhooks/contract';
import { Names } from '../../modules/aws/naming';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { unlessMissing } from '../aws/answers';
import { CommandError } from '../terminal/errors';

/** `TestAnswer` */
const Answer = z.array(
  z.object({ parameter: z.string(), format: z.enum(WEBHOOK_FORMATS), failure: z.string().exactOptional() }),
);

/** What became of a test, for a person. */
export interface TestReport {
  /** A line each, in the order of base.yaml as it is deployed. */
  readonly lines: readonly string[];
  readonly failed: number;
}

/**
 * Lets base's function post a test to each webhook: in the same way, from the same place, with the same permissions as a notice.
 *
 * @throws CommandError where there is no webhook, or none is deployed
 */
export async function testWebhooks(
  { name, webhooks }: Pick<BaseConfig, 'name' | 'webhooks'>,
  lambda: LambdaClient,
): Promise<TestReport> {
  if (webhooks.length === 0)
    throw new CommandError('base.yaml has no Webhooks: docs/webhooks.md says how to make one.');
  const FunctionName = new Names(name, BASE_STACK_NAME).webhooksFunction;
  const answer = await unlessMissing(
    ['ResourceNotFoundException'],
    lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(TEST_EVENT)) })),
  );
  if (answer === undefined) throw new CommandError('Webhooks is not deployed yet: run ./cm deploy first.');
  const text = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError !== undefined) {
    throw new CommandError(`The function ${FunctionName} failed: read its log, /aws/lambda/${FunctionName}.`);
  }
  const results = Answer.parse(JSON.parse(text));
  const missing = webhooks.filter(({ parameter }) => results.every((one) => one.parameter !== parameter));
  return {
    lines: [
      ...results.map(({ parameter, format, failure }) =>
        failure === undefined ? `✓ ${parameter} (${format}): posted` : `✗ ${parameter} (${format}): ${failure}`,
      ),
      ...missing.map(({ parameter }) => `✗ ${parameter}: not deployed yet: run ./cm deploy`),
    ],
    failed: results.filter(({ failure }) => failure !== undefined).length + missing.length,
  };
}
