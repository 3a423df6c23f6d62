import {
  forgetTried,
  noteTried,
  readTried,
  type TriedNotice,
  triedText,
} from '../../../lambdas/asg-state-change-hook/tried-note';
import { MOST_LEAVING } from '../../../lambdas/shared/notes-at-once';
import { PLAYERS_TOPIC } from '../../../lambdas/shared/notify';
import { FAILED_LAUNCHES_NOTE } from '../../../lambdas/shared/told-tags';

const ready: TriedNotice = { key: 'ready', id: 'i-0123456789abcdef0', told: ['base'] };
const silent: TriedNotice = { key: 'silent', id: 'i-0123456789abcdef0', told: [] };
const stopped = (n: number): TriedNotice => ({
  key: `stopped/i-0123456789abcdef${n}`,
  id: `i-0123456789abcdef${n}`,
  told: ['base', PLAYERS_TOPIC],
});
const failedLaunch: TriedNotice = { key: FAILED_LAUNCHES_NOTE, id: '2026-11-22T20:00:00.000Z', told: ['base'] };

test('is read as it was written', () => {
  const text = 'ready=i-0123456789abcdef0=base silent=i-0123456789abcdef0=';

  expect(triedText([ready, silent])).toBe(text);
  expect(readTried(new Map([['tried', text]]))).toEqual([ready, silent]);
  expect(readTried(new Map([['tried', 'something else']]))).toEqual([]);
  expect(readTried(new Map())).toEqual([]);
});

test.each([
  ['key', { ...ready, key: 'a b' }, 'a b'],
  ['id', { ...ready, id: 'a=b' }, 'a=b'],
  ['topic', { ...ready, told: ['base', 'a+b'] }, 'a+b'],
  ['empty id', { ...ready, id: '' }, ''],
])('fails for a %s that it cannot hold', (_, notice, wrong) => {
  expect(() => triedText([notice])).toThrow(
    `cannot note who was told: '${wrong}' has characters that the note cannot hold`,
  );
});

test('leaves the oldest out where they are too long for a tag, but no failed launch', () => {
  const all = [failedLaunch, ready, stopped(1), stopped(2), stopped(3), stopped(4), silent];

  const text = triedText(all);

  expect(text.length).toBeLessThanOrEqual(256);
  expect(text).toMatch(/^[\w .:/=+@-]+$/);
  expect(readTried(new Map([['tried', text]]))).toEqual([failedLaunch, stopped(2), stopped(3), stopped(4), silent]);
});

test('what is owed of the living instance, of a failed launch and of the leaving ones fits', () => {
  const leaving = Array.from({ length: MOST_LEAVING }, (_, n) => ({ ...stopped(n), told: ['base'] }));
  const all = [failedLaunch, ready, { ...silent, told: ['base'] }, ...leaving];

  expect(readTried(new Map([['tried', triedText(all)]]))).toEqual(all);
});

describe('in the group', () => {
  const group = (tried?: string) => {
    const notes = new Map(tried === undefined ? [] : [['tried', tried]]);
    return {
      notes,
      group: {
        read: () => Promise.resolve({ notes: new Map(notes) }),
        note: (key: string, value: string) => Promise.resolve(void notes.set(key, value)),
        forget: (keys: readonly string[]) => {
          for (const key of keys) notes.delete(key);
          return Promise.resolve();
        },
      },
    };
  };

  test('takes the place of an earlier one of its key, at the end', async () => {
    const { notes, group: found } = group('ready=i-1=base silent=i-1=');

    await noteTried({ group: found }, ready);

    expect(notes.get('tried')).toBe('silent=i-1= ready=i-0123456789abcdef0=base');
  });

  test('is forgotten with the last of them', async () => {
    const { notes, group: found } = group('ready=i-1=base silent=i-1=');

    await forgetTried({ group: found }, ({ key }) => key === 'ready');
    expect(notes.get('tried')).toBe('silent=i-1=');
    await forgetTried({ group: found }, () => true);
    expect([...notes.keys()]).toEqual([]);
  });
});
