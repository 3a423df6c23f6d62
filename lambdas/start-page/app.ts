import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import { log } from '../shared/log';
import { type PageAnswer, type PageError } from './contract';
import { withinDeadline } from './deadline';
import { type Dependencies } from './dependencies';
import { HEADERS } from './headers';
import { zippedPage } from './zipped-page';

/** Characters of a leaf's id, in any case: https://… is typed by hand too. */
const LEAF = /^[a-z0-9][a-z0-9.-]{0,62}$/i;
/** Bytes of `{"leaf": "…"}`, with room for a client's taste. */
const MOST_OF_JSON = 1_024;
/** Bytes of what Discord posts, by far. */
const MOST_OF_DISCORD = 64 * 1_024;

type Refusal = [PageError['error'], 400 | 403 | 404 | 413 | 415 | 503];

/**
 * The start page's routes. Nothing that is asked for with GET looks at AWS, and only `POST /wake` (and Discord) wakes a leaf. An answer that is not
 * 200 says no more than a word: every kind of wrong link gets the same.
 */
export function startPageApp(dependencies: Dependencies): Hono {
  const { leaves, clock, discord } = dependencies;
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  });
  app.notFound((context) => refuse(context, 'bad-request', 404));
  app.onError((error, context) => {
    log.warn('could not answer', { method: context.req.method, path: context.req.path, error });
    return refuse(context, 'try-later', 503);
  });

  app.get('/:leaf', (context) => {
    if (!LEAF.test(context.req.param('leaf'))) return refuse(context, 'bad-request', 404);
    const { body, headers } = zippedPage();
    return context.body(body, 200, headers);
  });
  app.post('/status', small(MOST_OF_JSON), (context) => answer(context, (leafId) => leaves.state(leafId)));
  app.post('/wake', small(MOST_OF_JSON), (context) =>
    answer(context, async (leafId, friend) => {
      const answered = await leaves.wake(leafId, 'page');
      // the one place that says who it was
      log.info('asked to wake a leaf', { leafId, friend, state: answered?.state });
      return answered;
    }),
  );
  if (discord !== undefined) {
    app.post('/discord', small(MOST_OF_DISCORD), async (context) => {
      const request = {
        signature: context.req.header('x-signature-ed25519') ?? '',
        timestamp: context.req.header('x-signature-timestamp') ?? '',
        body: await context.req.text(),
      };
      const { status, json } = await withinDeadline(clock, () => discord(request));
      return context.json(json, status);
    });
  }
  return app;

  async function answer(
    context: Context,
    ask: (leafId: string, friend: string) => Promise<PageAnswer | undefined>,
  ): Promise<Response> {
    const leafId = await leafIn(context);
    if (Array.isArray(leafId)) return refuse(context, ...leafId);
    const answered = await withinDeadline(clock, () => asFriend(dependencies, context, leafId, ask));
    return answered === undefined ? refuse(context, 'unknown-link', 403) : context.json(answered);
  }
}

/** Undefined for every kind of wrong link. */
async function asFriend(
  { invitations }: Dependencies,
  context: Context,
  leafId: string,
  ask: (leafId: string, friend: string) => Promise<PageAnswer | undefined>,
): Promise<PageAnswer | undefined> {
  const [, token = ''] = /^Bearer ([\w-]+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const friend = await invitations.friendOf(leafId, token);
  return friend === undefined ? undefined : ask(leafId, friend);
}

/** The leaf of a body `{"leaf": "minecraft"}`, or why it is none. */
async function leafIn(context: Context): Promise<string | Refusal> {
  const type = context.req.header('content-type') ?? '';
  // a form of another site cannot send this type, so no page in a friend's browser wakes anything
  if (!/^application\/json\s*(?:;|$)/i.test(type)) return ['not-json', 415];
  let body: unknown;
  try {
    body = await context.req.json();
  } catch {
    return ['not-json', 400];
  }
  const leaf = typeof body === 'object' && body !== null && 'leaf' in body ? body.leaf : undefined;
  return typeof leaf === 'string' && LEAF.test(leaf) ? leaf.toLowerCase() : ['bad-request', 400];
}

function small(maxSize: number) {
  return bodyLimit({ maxSize, onError: (context) => refuse(context, 'too-large', 413) });
}

function refuse(context: Context, ...[error, status]: Refusal): Response {
  return context.json({ error } satisfies PageError, status);
}
