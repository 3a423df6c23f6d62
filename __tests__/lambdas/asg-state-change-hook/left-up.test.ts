import { HookModel } from '../../support/hook-model';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-22T20:00:00Z');

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** The schedule runs until then. The alarm begins after eight hours. */
async function runUntil(model: HookModel, hour: number): Promise<void> {
  while (model.now < START + hour * HOUR) {
    const launchedAt = model.alive()?.launchedAt.getTime() ?? Infinity;
    if (model.now >= launchedAt + 8 * HOUR) model.leftUpSince ??= new Date(model.now);
    await model.run();
    model.now += 5 * MINUTE;
  }
}
const reminders = (model: HookModel) =>
  model.mails
    .filter(({ notice }) => notice.subject.includes('still up'))
    .map(({ at, topic, notice }) => `${(at - START) / HOUR} h to ${topic}: ${notice.subject}`);

test('the administrators alone are told every 24 hours while the alarm lasts, also while it is held', async () => {
  const model = new HookModel();
  model.start();
  model.isHeld = true;

  await runUntil(model, 24 * 3);

  expect(reminders(model)).toEqual([
    '32 h to base: minecraft is still up, for 1 d 8 h now',
    '56 h to base: minecraft is still up, for 2 d 8 h now',
  ]);
  expect(model.told.at(-1)?.message).toBe(
    [
      'The instance of minecraft is still up: for 2 d 8 h now. The alarm Instance Left Up says:',
      '',
      'It has been up for 8 hours. Do something.',
      '',
      'This e-mail comes every 24 hours as long as the alarm lasts.',
    ].join('\n'),
  );
  expect(model.notes.get('left-up')).toBe('2026-11-25T04:00:00.000Z');
});

test('nobody is told when the alarm is over', async () => {
  const model = new HookModel();
  model.start();
  await runUntil(model, 31);
  model.leftUpSince = undefined;
  await model.run();
  model.now += 24 * HOUR;
  await model.run();

  expect(reminders(model)).toEqual([]);
});

test('CloudWatch is not asked before the instance is up for a day', async () => {
  const calls: string[] = [];
  const model = new HookModel((call) => {
    calls.push(call);
    return Promise.resolve();
  });
  model.start();

  await runUntil(model, 24);

  expect(calls).not.toContain('read alarm');
});

test('another instance begins to count again, and its note goes with the last one', async () => {
  const model = new HookModel();
  model.start();
  await runUntil(model, 33);
  model.sleep();
  model.finishTermination();
  model.leftUpSince = undefined;
  await model.run();
  expect([...model.notes.keys()]).toEqual(['judge/i-1', 'month']);

  model.start();
  await runUntil(model, 33 + 31);

  expect(reminders(model)).toHaveLength(1);
});

test('a topic that fails gets it at the next run', async () => {
  const down = new Set<string>();
  const model = new HookModel((call) => (down.has(call) ? Promise.reject(new Error('no')) : Promise.resolve()));
  model.start();
  await runUntil(model, 32);
  down.add('notify base');
  await expect(model.run()).rejects.toThrow('cannot notify base');
  down.clear();
  await model.run();
  await model.run();

  expect(reminders(model)).toEqual(['32 h to base: minecraft is still up, for 1 d 8 h now']);
});
