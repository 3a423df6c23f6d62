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

const DAY_MS = 24 * 3_600_000;

/** Who gets these does not know the address any more: it may have been replaced. */
const UNKNOWN_ADDRESS = [401, 403, 404, 410];

/**
 * Posts once, in three tries at most. Waits a second and then two, more or less, or longer where the service asks for it. Where the
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
    const asked = retryAfterMs(retryAfter, clock.now()) ?? 0;
    const usual = FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + random());
    const wait = Math.max(asked, usual);
    if (clock.now().getTime() + wait + ANSWER_MS > deadline.getTime()) {
      const why = asked > usual ? `asks to wait ${waitInWords(asked)}` : 'no time is left for another try';
      throw new DeliveryError(`${reason}, and ${why}`);
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

function waitInWords(milliseconds: number): string {
  return milliseconds > DAY_MS ? 'for more than a day' : `${Math.ceil(milliseconds / 1_000)} s`;
}

function isPassing(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function meaningOf(status: number): string {
  return status === 401 || status === 403
    ? 'its service does not accept the address in the parameter'
    : 'its service does not know the address in the parameter. Make a new webhook there, and write its address into the parameter';
}
