import { switchOn, type SwitchOnProps } from '../../../lambdas/shared/switch-on';
import { sleepingGroup } from '../../support/group-state';

const NOW = new Date('2026-11-29T21:00:00Z');
const FRUITLESS = { fruitless: '2 2026-11-29T20:00:00.000Z 14' };
const STAY = { 'woken-by': '2026-11-29T20:00:00.000Z stay' };

/** What `switchOn` does to a group, in its order. */
function run(props: Partial<SwitchOnProps>, failing: Readonly<Record<string, Error>> = {}) {
  const did: string[] = [];
  const warned: string[] = [];
  const act = (action: string, what = '') => {
    did.push(`${action}${what}`);
    const error = failing[action];
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  };
  const result = switchOn({
    leafId: 'minecraft',
    waker: 'dns',
    state: sleepingGroup(),
    group: {
      wake: () => act('wake'),
      note: (key, value) => act('note', ` ${key}: ${value}`),
      forget: (keys) => act('forget', ` ${keys.join(', ')}`),
    },
    clock: { now: () => NOW, wait: () => Promise.resolve() },
    warn: (what, error) => warned.push(`${what}: ${String(error)}`),
    ...props,
  });
  return { result, did, warned };
}

test('notes who wakes it before it turns the switch', async () => {
  const { result, did } = run({ waker: 'dns', state: sleepingGroup(FRUITLESS) });

  expect(await result).toBeUndefined();
  expect(did).toEqual(['note woken-by: 2026-11-29T21:00:00.000Z dns', 'wake']);
});

test('notes when DNS was asked', async () => {
  const { result, did } = run({ waker: 'dns', askedAt: new Date('2026-11-29T20:59:51Z') });

  expect(await result).toBeUndefined();
  expect(did).toEqual(['note woken-by: 2026-11-29T21:00:00.000Z dns 2026-11-29T20:59:51.000Z', 'wake']);
});

test.each(['cli', 'page', 'discord'] as const)('%s ends the back-off', async (waker) => {
  const { result, did } = run({ waker, state: sleepingGroup({ fruitless: '5 2026-11-29T20:59:00.000Z 14' }) });

  expect(await result).toBeUndefined();
  expect(did).toEqual([`note woken-by: 2026-11-29T21:00:00.000Z ${waker}`, 'wake', 'forget fruitless']);
});

test('./cm wake also ends a sleep that was to stay', async () => {
  const { result, did } = run({ waker: 'cli', state: sleepingGroup({ ...FRUITLESS, ...STAY }) });

  expect(await result).toBeUndefined();
  expect(did.slice(1)).toEqual(['wake', 'forget fruitless']);
});

test('./cm wake ends a sleep that was to stay of a leaf that somebody woke in the console', async () => {
  const { result, did } = run({
    waker: 'cli',
    state: sleepingGroup({ ...FRUITLESS, ...STAY }, { desiredCapacity: 1 }),
  });

  expect(await result).toBeUndefined();
  expect(did).toEqual(['forget fruitless, woken-by']);
});

test('who is refused gets the reason, and nothing is done', async () => {
  const { result, did } = run({ waker: 'page', state: sleepingGroup(STAY) });

  expect(await result).toMatchObject({ kind: 'stay' });
  expect(did).toEqual([]);
});

test('DNS is refused by what the activities say too', async () => {
  const failed = { kind: 'launch', failed: true, cancelled: false, startedAt: NOW, message: '' } as const;

  expect(await run({ activities: [failed] }).result).toMatchObject({ kind: 'back-off' });
});

test('of a leaf that is awake a deliberate wake forgets the notes alone: somebody else began this time', async () => {
  const awake = sleepingGroup(FRUITLESS, { desiredCapacity: 1 });

  for (const [waker, expected] of [
    ['cli', ['forget fruitless']],
    ['dns', []],
  ] as const) {
    const { result, did } = run({ waker, state: awake });
    expect(await result).toBeUndefined();
    expect(did).toEqual(expected);
  }
});

test('notes that fail stop no wake, and are told', async () => {
  const failing = { note: new Error('not you'), forget: new Error('nor you') };
  const { result, did, warned } = run({ waker: 'cli', state: sleepingGroup(FRUITLESS) }, failing);

  expect(await result).toBeUndefined();
  expect(did).toContain('wake');
  expect(warned).toEqual([
    'cannot note who wakes it: Error: not you',
    'cannot forget why DNS did not wake it: Error: nor you',
  ]);
});

test('a note that meets another change of the group is tried again', async () => {
  const contention = Object.assign(new Error('pending update'), { name: 'ResourceContentionFault' });
  const { result, did } = run({}, { note: contention });

  await result;
  expect(did.filter((action) => action.startsWith('note'))).toHaveLength(5);
  expect(did.at(-1)).toBe('wake');
});

test('fails where the switch cannot be turned, and forgets nothing', async () => {
  const { result, did } = run({ waker: 'cli', state: sleepingGroup(STAY) }, { wake: new Error('no') });

  await expect(result).rejects.toThrow('no');
  expect(did.at(-1)).toBe('wake');
});

test.each([
  [0, []],
  [1, ['note woken-by: 2026-11-29T21:00:00.000Z page']],
  [2, ['note woken-by: 2026-11-29T21:00:00.000Z page', 'wake']],
])('fails when it is too late after %d steps, and goes no further', async (most, done) => {
  let checks = 0;
  const check = () => {
    checks += 1;
    if (checks > most) throw new Error('too late');
  };
  const { result, did } = run({ waker: 'page', state: sleepingGroup(FRUITLESS), check });

  await expect(result).rejects.toThrow('too late');
  expect(did).toEqual(done);
});
