import { type Answer, type ApiCall, type Gap, type Next } from './api-call';

/**
 * Answers a call, or passes it on and corrects what comes back.
 *
 * @param parts what the groups of the pattern matched in the call's action
 */
export type Handler = (call: ApiCall, next: Next, ...parts: (string | undefined)[]) => Answer | Promise<Answer>;

/**
 * A gap for some calls of one service. Other calls are passed on.
 *
 * @param service signing name of the service, e.g. `autoscaling`; empty for requests that are not signed
 * @param actions see `ApiCall.action`: one action, or a pattern for several
 */
export function onAction(service: string, actions: string | RegExp, handler: Handler): Gap {
  const partsOf = (action: string): (string | undefined)[] | undefined => {
    if (typeof actions === 'string') return action === actions ? [] : undefined;
    return actions.exec(action)?.slice(1);
  };
  return async (call, next) => {
    const parts = call.service === service ? partsOf(call.action) : undefined;
    return parts === undefined ? next(call) : handler(call, next, ...parts);
  };
}

/** A gap for all calls of one service. */
export function onService(service: string, handler: Handler): Gap {
  return onAction(service, /^/, handler);
}
