import { type Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

import { HEADERS } from './headers';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- hono's version 5 moves it into a package of its own
type Handler = ReturnType<typeof handle>;

/**
 * Answers the requests of API Gateway's HTTP API, payload 2.0. A GET's body, which Request takes for an error of ours, is nobody's business: each
 * would be a line in the log. What hono refuses before the app sees it has the app's headers too.
 */
export function answerEvents(app: Hono): Handler {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  const answer = handle(app);
  return async (event, context) => {
    const isRead = 'rawPath' in event && ['GET', 'HEAD'].includes(event.requestContext.http.method);
    const answered = await answer(isRead ? { ...event, body: null } : event, context);
    return { ...answered, headers: { ...HEADERS, ...answered.headers } };
  };
}
