import { type Clock } from '../shared/clock';
import { log } from '../shared/log';
import { type Webhook } from './contract';
import { DeliveryError } from './delivery-error';
import { type Post } from './news';
import { retryAfterMs } from './retry-after';
import { ANSWER_MS, type Answer, NoAnswerError, type Send } from './send';
import { type WebhookUrls } from './webhook-urls';

export interface DeliveryDependencies {
  readonly urls: Pick<WebhookUrls, 'get' | 'read'>;
  readonly send: Send;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
}

const MAX_TRIES = 3;
/** Before the second try; twice as long before the third. */
const FIRST_WAIT_MS = 1_000;

/** Who gets these does not know the address any more: it may have been replaced. */
const UNKNOWN_ADDRESS = [401, 403, 404, 410];

/**
 * Posts once, in three tries at most. Waits as long as the service asks for, else a second and then two, more or less. Where the
 * service does not know the address, it is read again.
 *
 * @param deadline by when the last try has to be over
 * @throws DeliveryError
 */
export async function deliver(
  { parameter, format }: Webhook,
  post: Post,
  deadline: Date,
  { urls, send, clock, random }: DeliveryDependencies,
): Promise<void> {
  let url = await urls.get(parameter);
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfter, reason } = await outcome(send(url, post));
    if (status >= 200 && status < 300) return;
    if (UNKNOWN_ADDRESS.includes(status)) {
      const now = await urls.read(parameter);
      if (tries === MAX_TRIES || now.href === url.href) throw new DeliveryError(`${reason}: ${meaningOf(status)}`);
      url = now;
      continue;
    }
    if (!isPassing(status)) throw new DeliveryError(reason);
    if (tries === MAX_TRIES) throw new DeliveryError(`${reason}, in each of ${MAX_TRIES} tries`);
    const wait = retryAfterMs(retryAfter, clock.now()) ?? FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + random());
    if (clock.now().getTime() + wait + ANSWER_MS > deadline.getTime()) {
      throw new DeliveryError(`${reason}, and asks to wait ${Math.ceil(wait / 1_000)} s`);
    }
    log.warn('a webhook is tried again', { parameter, format, reason, waitMs: Math.round(wait) });
    await clock.wait(wait);
  }
}

/** With the status 0 where there is no answer. */
async function outcome(sent: Promise<Answer>): Promise<Answer & { readonly reason: string }> {
  try {
    const answer = await sent;
    const isRedirect = answer.status >= 300 && answer.status < 400;
    return {
      ...answer,
      reason: `it answers ${answer.status}${isRedirect ? ', a redirect, which is not followed' : ''}`,
    };
  } catch (error) {
    if (error instanceof NoAnswerError) return { status: 0, reason: `it does not answer in ${ANSWER_MS / 1_000} s` };
    // only the code: the message could have its address
    const { code = 'no connection' } = error as NodeJS.ErrnoException;
    return { status: 0, reason: `it cannot be reached (${code})` };
  }
}

function isPassing(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function meaningOf(status: number): string {
  return status === 401 || status === 403
    ? 'its service does not accept the address in the parameter'
    : 'its service does not know the address in the parameter. Make a new webhook there, and write its address into the parameter';
}
