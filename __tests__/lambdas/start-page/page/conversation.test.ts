import { type PageAnswer } from '../../../../lambdas/start-page/contract';
import { type Reply } from '../../../../lambdas/start-page/page/ask';
import { Conversation } from '../../../../lambdas/start-page/page/conversation';
import { type Link } from '../../../../lambdas/start-page/page/link';
import { type Session } from '../../../../lambdas/start-page/page/session';

const leaf = 'minecraft';
const LINK: Link = { leaf, token: 'AbCdEfGhIjKlMnOpQrSt-_' };
const ASLEEP: PageAnswer = { leaf, state: 'asleep' };
const STARTING: PageAnswer = { leaf, state: 'starting', seconds: 0, waitsFor: 'instance' };
const MINUTE = 60_000;

/** A browser whose time goes by only in tests. */
function page(link: Link | undefined = LINK) {
  const asked: { readonly at: number; readonly path: string; readonly link: Link }[] = [];
  const shown: Session[] = [];
  const world = { visible: true, reply: (): Reply | Promise<Reply> => ({ answer: ASLEEP }) };
  const start = Date.now();
  const now = () => Date.now() - start;
  const conversation = new Conversation(
    {
      now,
      random: () => 0.5,
      isVisible: () => world.visible,
      ask: (path, asks) => {
        asked.push({ at: now(), path, link: asks });
        return Promise.resolve(world.reply());
      },
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => {
          clearTimeout(timer);
        };
      },
      show: (session) => shown.push(session),
    },
    link,
  );
  const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);
  const paths = () => asked.map(({ path, at }) => `${path} ${at / 1_000}`);
  return { asked, paths, shown, world, conversation, pass, last: () => shown.at(-1) };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('asks at once, and then every 30 s', async () => {
  const { conversation, paths, pass, asked } = page();

  conversation.begin();
  await pass(MINUTE);

  expect(paths()).toEqual(['/status 0', '/status 30', '/status 60']);
  expect(asked[0]?.link).toBe(LINK);
});

test('follows a start: every 5 s for a minute, then every 10 s', async () => {
  const { conversation, paths, pass, world } = page();
  const begun = Date.now();
  world.reply = () => ({ answer: { ...STARTING, seconds: (Date.now() - begun) / 1_000 } });

  conversation.begin();
  await pass(90_000);

  expect(paths()).toEqual(
    [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90].map((second) => `/status ${second}`),
  );
});

test('Start asks to wake once, at once, and shows the answer', async () => {
  const { conversation, paths, pass, world, last } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ answer: STARTING });

  conversation.wake();
  conversation.wake();
  await pass(6_000);

  expect(paths()).toEqual(['/status 0', '/wake 1', '/status 6']);
  expect(last()).toMatchObject({ known: { answer: STARTING }, wakeFailed: false });
  expect(last()?.wakeUntil).toBeUndefined();
});

test('Start waits with jitter where many ask, and is asked again', async () => {
  const { conversation, paths, pass, world, last } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ trouble: 'many' });
  conversation.wake();
  await pass(5_000);
  expect(last()).toMatchObject({ trouble: 'many', wakeUntil: 61_000, known: { answer: ASLEEP } });
  world.reply = () => ({ answer: STARTING });
  await pass(10_000);

  expect(paths()).toEqual(['/status 0', '/wake 1', '/wake 6', '/wake 16']);
  expect(last()).toMatchObject({ known: { answer: STARTING }, trouble: undefined });
});

test('a Start that nobody answers for a minute is over, and the page says so', async () => {
  const { conversation, paths, pass, world, last } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ trouble: 'offline' });

  conversation.wake();
  await pass(MINUTE - 1);
  expect(last()).toMatchObject({ wakeFailed: false, wakeUntil: 61_000 });
  await pass(1);
  expect(last()).toMatchObject({ wakeFailed: true, wakeUntil: undefined });
  await pass(2 * MINUTE);

  expect(paths()).toEqual([
    '/status 0',
    '/wake 1',
    '/wake 6',
    '/wake 16',
    '/wake 36',
    '/status 61',
    '/status 121',
    '/status 181',
  ]);
  expect(last()).toMatchObject({ trouble: 'offline', wakeFailed: true, wakeUntil: undefined });
});

test.each<PageAnswer>([ASLEEP, { leaf, state: 'failed', reason: 'no m7i.large left' }])(
  'a Start after which it is still $state is told, until the next answer',
  async (answer) => {
    const { conversation, pass, world, last } = page();
    world.reply = () => ({ answer });
    conversation.begin();
    await pass(1_000);

    conversation.wake();
    await pass(0);
    expect(last()).toMatchObject({ known: { answer }, wakeFailed: true, wakeUntil: undefined });
    await pass(30_000);

    expect(last()).toMatchObject({ known: { answer }, wakeFailed: false });
  },
);

test.each<PageAnswer>([
  { leaf, state: 'ready', addresses: [] },
  { leaf, state: 'refused', why: 'stay' },
  { leaf, state: 'retiring' },
])('a Start that shows another state ($state) needs no more words', async (answer) => {
  const { conversation, pass, world, last } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ answer });

  conversation.wake();
  await pass(0);

  expect(last()).toMatchObject({ known: { answer }, wakeFailed: false });
});

test('an API that does not understand Start is not asked again to wake', async () => {
  const { conversation, pass, world, last, paths } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ trouble: 'outdated' });

  conversation.wake();
  await pass(10_000);

  expect(paths()).toEqual(['/status 0', '/wake 1', '/status 6']);
  expect(last()).toMatchObject({ trouble: 'outdated', wakeFailed: true });
});

test('a hidden page asks nothing; shown again it asks at once', async () => {
  const { conversation, paths, pass, world } = page();
  conversation.begin();
  await pass(10_000);

  world.visible = false;
  conversation.rest();
  await pass(60 * MINUTE);
  expect(paths()).toEqual(['/status 0']);
  world.visible = true;
  conversation.look();
  await pass(0);

  expect(paths()).toEqual(['/status 0', '/status 3610']);
});

test('a page that is opened in the background asks nothing until somebody looks', async () => {
  const { conversation, paths, pass, world } = page();
  world.visible = false;
  conversation.begin();
  await pass(MINUTE);
  expect(paths()).toEqual([]);

  world.visible = true;
  conversation.look();
  await pass(0);

  expect(paths()).toEqual(['/status 60']);
});

test('a page that was hidden while an answer came asks no more until it is shown', async () => {
  const { conversation, paths, pass, world } = page();
  world.reply = () => new Promise((done) => setTimeout(done, 1_000, { answer: STARTING }));
  conversation.begin();
  world.visible = false;
  conversation.rest();

  await pass(MINUTE);

  expect(paths()).toEqual(['/status 0']);
});

test('whoever turns tabs quickly asks every 2 s at most', async () => {
  const { conversation, paths, pass } = page();
  conversation.begin();
  for (let turn = 0; turn < 40; turn += 1) {
    await pass(100);
    conversation.rest();
    conversation.look();
  }

  expect(paths()).toEqual(['/status 0', '/status 2', '/status 4']);
});

test('a wish to start does not outlive the look at the page', async () => {
  const { conversation, paths, pass, world } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ trouble: 'offline' });
  conversation.wake();
  await pass(1_000);
  world.visible = false;
  conversation.rest();
  await pass(60 * MINUTE);

  world.visible = true;
  world.reply = () => ({ answer: ASLEEP });
  conversation.look();
  await pass(0);

  expect(paths().at(-1)).toBe('/status 3602');
});

test('an older answer does not cover a newer one', async () => {
  const { conversation, pass, world, shown, last } = page();
  world.reply = () => new Promise((done) => setTimeout(done, 3_000, { answer: ASLEEP }));
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ answer: STARTING });

  conversation.wake();
  await pass(4_000);

  expect(last()?.known?.answer).toEqual(STARTING);
  expect(shown.filter(({ known }) => known?.answer.state === 'asleep')).toEqual([]);
});

test('a link that does not work is asked twice more, a minute apart, and never again', async () => {
  const { conversation, paths, pass, world, last } = page();
  world.reply = () => ({ trouble: 'unknown-link' });
  conversation.begin();
  await pass(10 * MINUTE);
  conversation.look();
  await pass(MINUTE);

  expect(paths()).toEqual(['/status 0', '/status 60', '/status 120']);
  expect(last()).toMatchObject({ trouble: 'unknown-link', known: undefined });
});

test('a link that is so new that AWS does not know it everywhere works a minute later', async () => {
  const { conversation, paths, pass, world, last } = page();
  world.reply = () => ({ trouble: 'unknown-link' });
  conversation.begin();
  await pass(MINUTE - 1);
  world.reply = () => ({ answer: ASLEEP });
  await pass(1);

  expect(paths()).toEqual(['/status 0', '/status 60']);
  expect(last()).toMatchObject({ known: { answer: ASLEEP }, trouble: undefined });
});

test('to look again at a link that does not work makes no question come sooner', async () => {
  const { conversation, paths, pass, world } = page();
  world.reply = () => ({ trouble: 'unknown-link' });
  conversation.begin();
  for (let turn = 0; turn < 5; turn += 1) {
    await pass(10_000);
    conversation.rest();
    conversation.look();
  }
  await pass(10_000);

  expect(paths()).toEqual(['/status 0', '/status 60']);
});

test('a link that was taken back shows nothing of the leaf any more', async () => {
  const { conversation, pass, world, last } = page();
  conversation.begin();
  await pass(1_000);
  world.reply = () => ({ trouble: 'unknown-link' });
  await pass(30_000);

  expect(last()).toMatchObject({ trouble: 'unknown-link', known: undefined });
});

test('an address that is no invitation asks nobody', async () => {
  const asks = page();
  const conversation = new Conversation(
    {
      now: () => 0,
      random: () => 0,
      isVisible: () => true,
      ask: () => {
        throw new Error('asked');
      },
      after: () => {
        throw new Error('waits');
      },
      show: (session) => asks.shown.push(session),
    },
    undefined,
  );

  conversation.begin();
  conversation.look();
  await asks.pass(MINUTE);

  expect(asks.last()).toEqual({ link: undefined, trouble: 'unknown-link', failures: 0, wakeFailed: false });
});

test('another link in the same page is asked at once, and the old one no more', async () => {
  const { conversation, pass, asked } = page();
  const other = { leaf, token: 'another-token-of-22-ch' };
  conversation.begin();
  await pass(1_000);

  conversation.open(other);
  await pass(31_000);

  expect(asked.map(({ at, link }) => [at, link])).toEqual([
    [0, LINK],
    [1_000, other],
    [31_000, other],
  ]);
});
