import { type Answer, type Gap } from '../api-call';
import { onAction } from '../on-action';

/** A service of AWS that invokes a function, for a resource, e.g. for a rule. */
export interface Invoker {
  readonly service: string;
  readonly sourceArn: string;
}

/** Runs deployed functions, as Lambda does for calls of Invoke. */
export interface FunctionRunner {
  /**
   * Runs a function once.
   *
   * @param reference name or ARN
   * @returns what it returns
   * @throws the function's own error
   */
  runOnce(reference: string, event: unknown): Promise<unknown>;
  /**
   * Runs a function after the answer, and again where it fails.
   *
   * @param invoker whom the function's policy has to let in. Absent: the caller, whose own policies were judged
   */
  runLater(reference: string, event: unknown, invoker?: Invoker): void;
}

const INVOKE = /^POST \/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda: calls of Invoke, to which moto answers without running a function. */
export class LambdaInvocations {
  private readonly runners = new Map<string, FunctionRunner>();

  /** From now on the functions of a region run in this way. In other regions moto answers. */
  runIn(region: string, runner: FunctionRunner): void {
    this.runners.set(region, runner);
  }

  /** What runs the functions of a region. */
  runnerIn(region: string): FunctionRunner | undefined {
    return this.runners.get(region);
  }

  readonly gap: Gap = onAction('lambda', INVOKE, async (call, next, reference = '') => {
    const runner = this.runners.get(call.region);
    // 404 where there is no such function, 202 for an event
    const answer = await next(call);
    if (runner === undefined || answer.status >= 300) return answer;
    const event: unknown = call.body.length === 0 ? {} : JSON.parse(call.body.toString());
    if (call.headers['x-amz-invocation-type'] !== 'Event') return answerOf(runner.runOnce(reference, event));
    runner.runLater(reference, event);
    return answer;
  });
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
async function answerOf(run: Promise<unknown>): Promise<Answer> {
  try {
    return payload((await run) ?? null);
  } catch (error) {
    const { name: errorType, message: errorMessage } = error instanceof Error ? error : new Error(String(error));
    return payload({ errorMessage, errorType }, { 'x-amz-function-error': 'Unhandled' });
  }
}

function payload(value: unknown, headers: Answer['headers'] = {}): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}
