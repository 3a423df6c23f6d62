import { fields, UnexpectedEventError } from '../shared/event-fields';
import { ASK_EVENT } from '../shared/ask-players';

const MINUTE_MS = 60_000;

/** Why the function runs: somebody asks, or a minute began. */
export type Trigger = { readonly kind: 'ask' } | { readonly kind: 'minute'; readonly minute: Date };

/** @throws UnexpectedEventError that names what came instead of an event of the rule or the CLI */
export function readTrigger(event: unknown): Trigger {
  const { action, source, 'detail-type': detailType, time } = fields(event);
  if (action === ASK_EVENT.action) return { kind: 'ask' };
  const at = typeof time === 'string' ? Date.parse(time) : NaN;
  if (source === 'aws.events' && detailType === 'Scheduled Event' && !Number.isNaN(at)) {
    return { kind: 'minute', minute: new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS) };
  }
  throw new UnexpectedEventError(
    `expected ${JSON.stringify(ASK_EVENT)} or a scheduled event with its time, ` +
      `got ${JSON.stringify({ action, source, detailType, time })}`,
  );
}
