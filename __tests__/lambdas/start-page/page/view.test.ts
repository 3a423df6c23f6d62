import { type PageAnswer, type PageState } from '../../../../lambdas/start-page/contract';
import { type Trouble } from '../../../../lambdas/start-page/page/ask';
import { heard, newSession, pressed, type Session } from '../../../../lambdas/start-page/page/session';
import { de } from '../../../../lambdas/start-page/page/texts/de';
import { en } from '../../../../lambdas/start-page/page/texts/en';
import { viewOf } from '../../../../lambdas/start-page/page/view';

const leaf = 'minecraft';
const READER = { texts: en, locale: 'en-GB', leaf: 'minecraft', timeZone: 'Europe/Berlin' };
const FRESH = newSession({ leaf, token: 'AbCdEfGhIjKlMnOpQrSt-_' });
const USUAL = { median: 112, shortest: 98, longest: 187 };

const after = (answer: PageAnswer) => heard(FRESH, '/status', { answer }, 0);
const view = (state: PageState, now = 0, reader = READER) => plain(viewOf(after({ leaf, ...state }), now, reader));
/** With spaces that are easy to write. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('\u00a0', ' ')) as T;
}

test('before the first answer it says that it takes a moment', () => {
  expect(viewOf(FRESH, 0, READER)).toEqual({
    tone: 'calm',
    leaf: 'minecraft',
    heading: 'One moment …',
    lines: [],
    announcement: ['One moment …'],
  });
});

test('asleep: a button', () => {
  expect(view({ state: 'asleep' })).toEqual({
    tone: 'calm',
    leaf: 'minecraft',
    heading: 'Asleep',
    lines: ['Nobody plays. Start it, and you can play in a few minutes.'],
    button: { text: 'Start minecraft', does: 'wake', busy: false },
    announcement: ['Asleep', 'Nobody plays. Start it, and you can play in a few minutes.'],
  });
});

test('a button that was pressed says so, and cannot be pressed again', () => {
  const session = pressed(after({ leaf, state: 'asleep' }), 0);

  expect(viewOf(session, 0, READER).button).toEqual({ text: 'Starting …', does: 'wake', busy: true });
});

test('starting: how long it still takes, what that rests on, and what it waits for', () => {
  const starting = { state: 'starting', seconds: 28, usual: USUAL, waitsFor: 'container' } as const;

  expect(view(starting)).toEqual({
    tone: 'busy',
    leaf: 'minecraft',
    heading: 'Starting',
    lines: ['About 1 min 30 s left', 'The last starts took 1 min 38 s to 3 min 7 s.'],
    progress: 0.25,
    steps: [
      { text: 'The computer boots', state: 'done' },
      { text: 'The container starts', state: 'now' },
      { text: 'The game loads', state: 'later' },
    ],
    announcement: ['Starting', 'The container starts'],
  });
});

test('the countdown goes on between two answers, and says nothing new to who hears it', () => {
  const starting = { state: 'starting', seconds: 28, usual: USUAL, waitsFor: 'container' } as const;
  const at = (now: number) => view(starting, now);

  expect(at(28_000)).toMatchObject({ lines: ['About 1 min left', expect.any(String)], progress: 0.5 });
  expect(at(84_000)).toMatchObject({
    lines: ['Any moment now', '1 min 52 s so far. The last starts took 1 min 38 s to 3 min 7 s.'],
    progress: 'unknown',
  });
  expect(at(160_000)).toMatchObject({
    lines: ['This takes longer than usual.', '3 min 8 s so far. The last starts took 1 min 38 s to 3 min 7 s.'],
    progress: 'unknown',
  });
  expect(new Set([0, 28_000, 84_000, 160_000].map((now) => at(now).announcement.join())).size).toBe(1);
});

test('a first start promises nothing', () => {
  expect(view({ state: 'starting', seconds: 41, waitsFor: 'instance' })).toMatchObject({
    lines: ['First starts take several minutes.', '41 s so far'],
    progress: 'unknown',
    steps: [{ state: 'now' }, { state: 'later' }, { state: 'later' }],
  });
});

test('ready: the address, and who plays', () => {
  const players = { online: 3, max: 20, names: ['Steve', '<b>Alex</b>'] };

  expect(view({ state: 'ready', addresses: ['minecraft.example.com:25565'], players })).toEqual({
    tone: 'good',
    leaf: 'minecraft',
    heading: 'Ready',
    lines: ['Enter this address in your game:'],
    addresses: ['minecraft.example.com:25565'],
    players: { text: '3 of 20 play', names: ['Steve', '<b>Alex</b>', 'and 1 more'] },
    announcement: ['Ready', 'Enter this address in your game:', 'minecraft.example.com:25565', '3 of 20 play'],
  });
});

test.each([
  [{ online: 0, max: 20, names: [] }, 'Nobody plays', []],
  [{ online: 1, names: ['Steve'] }, '1 plays', ['Steve']],
  [{ online: 2, names: [] }, '2 play', []],
  ['unknown' as const, 'The game did not say who plays.', []],
])('of the players %j', (players, text, names) => {
  expect(view({ state: 'ready', addresses: ['a:1'], players }).players).toEqual({ text, names });
});

test('ready without a Query says nothing of players', () => {
  expect(view({ state: 'ready', addresses: ['a:1', 'a:2'] })).toMatchObject({
    lines: ['Enter one of these addresses in your game:'],
  });
  expect(view({ state: 'ready', addresses: ['a:1'] })).not.toHaveProperty('players');
});

test.each([
  [en, 'Ask the person who runs it for the address.'],
  [de, 'Frag die Person, die den Server betreibt, nach der Adresse.'],
])('ready without an address says who knows it', (texts, line) => {
  const shown = view({ state: 'ready', addresses: [] }, 0, { ...READER, texts });

  expect(shown).toMatchObject({ heading: texts.ready, lines: [line], addresses: [] });
});

test.each<[PageState, string, string[]]>([
  [
    { state: 'stopping' },
    'Going to sleep',
    ['It saves its files and shuts down. You can start it again when it is asleep.'],
  ],
  [
    { state: 'refused', why: 'limit', until: '2026-12-01T00:00:00Z' },
    'Asleep until next month',
    ['The hours of this month are used up.', 'You can start it again from Tuesday 1 December at 01:00 CET.'],
  ],
  [
    { state: 'refused', why: 'stay' },
    'Stays asleep',
    ['The person who runs it wants it to sleep.', 'Ask that person when you can start it again.'],
  ],
  [
    { state: 'refused', why: 'stay', until: '2026-11-29T20:00:00Z' },
    'Stays asleep',
    ['The person who runs it wants it to sleep.', 'You can start it again from Sunday 29 November at 21:00 CET.'],
  ],
  [{ state: 'retiring' }, 'Shut down for good', ['This server is being removed and cannot be started any more.']],
])('%j has no button', (state, heading, lines) => {
  expect(view(state)).toMatchObject({ heading, lines });
  expect(view(state)).not.toHaveProperty('button');
});

test('failed: the reason in AWS’s words, and another try', () => {
  expect(view({ state: 'failed', reason: 'no m7i.large left' })).toEqual({
    tone: 'bad',
    leaf: 'minecraft',
    heading: 'It could not start',
    lines: [],
    reason: 'no m7i.large left',
    button: { text: 'Try again', does: 'wake', busy: false },
    announcement: ['It could not start', 'no m7i.large left'],
  });
});

test('the note of its administrator is there in each state', () => {
  expect(viewOf(after({ leaf, state: 'asleep', note: 'Java Edition' }), 0, READER).note).toBe('Java Edition');
  expect(viewOf(after({ leaf, state: 'asleep', note: '' }), 0, READER)).not.toHaveProperty('note');
});

test.each<[Trouble, string]>([
  ['unknown-link', 'This link does not work'],
  ['many', 'One moment …'],
  ['later', 'No answer'],
  ['offline', 'No connection'],
  ['outdated', 'This page is out of date'],
])('with nothing known, %s is all that it says', (trouble, heading) => {
  const shown = viewOf(heard(FRESH, '/status', { trouble }, 0), 0, READER);

  expect(shown.heading).toBe(heading);
  expect(shown.button).toEqual(
    trouble === 'outdated' ? { text: 'Load again', does: 'reload', busy: false } : undefined,
  );
  expect(shown).not.toHaveProperty('warning');
});

test('a link that does not work may be new, until the page has asked often enough', () => {
  const refused = (times: number) =>
    Array.from({ length: times }).reduce<Session>(
      (session) => heard(session, '/status', { trouble: 'unknown-link' }, 0),
      FRESH,
    );
  const lines = (times: number) => viewOf(refused(times), 0, READER).lines;
  const always = 'It is incomplete, or somebody took it back. Ask the person who runs the server for a new link.';
  const isNew = 'A new link may need a minute: this page tries again by itself.';

  expect([1, 2, 3].map(lines)).toEqual([[always, isNew], [always, isNew], [always]]);
  expect(viewOf(newSession(undefined), 0, READER).lines).toEqual([always]);
});

test.each<[Trouble, string]>([
  ['many', 'Many people are asking just now. This page tries again by itself.'],
  ['later', 'AWS does not answer just now. This page tries again by itself.'],
  ['offline', 'No connection. This page tries again by itself.'],
  ['outdated', 'This page is out of date. Load it again.'],
])('%s leaves what was known, and warns', (trouble, warning) => {
  const shown = viewOf(heard(after({ leaf, state: 'asleep' }), '/status', { trouble }, 0), 0, READER);

  expect(shown).toMatchObject({ heading: 'Asleep', warning });
  expect(shown.announcement).toEqual(['Asleep', 'Nobody plays. Start it, and you can play in a few minutes.', warning]);
});

test('a Start in vain is told', () => {
  const session = { ...after({ leaf, state: 'asleep' }), wakeFailed: true };

  expect(viewOf(session, 0, READER).warning).toBe('It was not started. Try again.');
});

test('German', () => {
  const german = { ...READER, texts: de, locale: 'de-DE' };

  expect(view({ state: 'asleep' }, 0, german).button?.text).toBe('minecraft starten');
  expect(view({ state: 'refused', why: 'limit', until: '2026-12-01T00:00:00Z' }, 0, german).lines).toEqual([
    'Die Stunden dieses Monats sind aufgebraucht.',
    'Ab Dienstag, 1. Dezember um 01:00 MEZ kannst du ihn wieder starten.',
  ]);
});
