import { type FileSystemSize } from '../../../lambdas/asg-state-change-hook/dependencies';
import { HookModel } from '../../support/hook-model';

const MINUTE = 60_000;
const GIB = 2 ** 30;
const PRICES = { hourly: { 'm7i-flex.large': 0.104048 }, efsOneZone: 0.16, efsStandard: 0.3 };

/** An evening of 2 h 14 min on 22 November, the second of the month. */
async function evening(more: Partial<HookModel> = {}): Promise<HookModel> {
  const model = Object.assign(new HookModel(), { prices: PRICES, instanceType: 'm7i-flex.large' }, more);
  model.notes.set('month', '2026-11 726 2026-11-08T22:00:00.000Z');
  model.start();
  await model.run();
  model.now += 134 * MINUTE;
  model.sleep();
  model.finishTermination();
  return model;
}

const files = (sizes: readonly FileSystemSize[]) => ({ files: { sizes: () => Promise.resolve(sizes) } });
const world = (more: Partial<FileSystemSize> = {}): FileSystemSize => ({
  bytes: 1.2 * GIB,
  isOneZone: true,
  isPartlyCheaper: false,
  ...more,
});

async function stoppedOf(model: HookModel): Promise<string> {
  await model.run({ kind: 'group' });
  const { subject, message } = model.told.at(-1)!;
  expect(subject).toBe('minecraft stopped');
  return message;
}

/** Its paragraph in the e-mail. */
const receiptOf = async (model: HookModel) => (await stoppedOf(model)).split('\n')[2];

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('"stopped" says what it ran on and what that, the month and the files cost', async () => {
  const model = await evening({ rules: { byDns: true, limitMinutes: 60 * 60 }, ...files([world()]) });

  expect(await stoppedOf(model)).toBe(
    [
      'minecraft stopped. Its instance i-1 was terminated after 2 h 14 min.',
      '',
      'It ran on m7i-flex.large, for about 0.23 $. November (UTC) so far: 14 h 20 min of 60 h, about 1.49 $. Its files (1.2 GB) cost about 0.19 $ a month.',
      '',
      'Its files are kept. The next connection starts it again. Without a domain, or to start it yourself: ./cm wake minecraft',
    ].join('\n'),
  );
});

test('counts what was granted to the limit, and says none where there is none', async () => {
  const limited = await evening({ rules: { byDns: true, limitMinutes: 60 * 60 } });
  limited.notes.set('allowed', '2026-11 300');

  expect(await receiptOf(limited)).toContain(' 14 h 20 min of 65 h, about 1.49 $.');
  expect(await receiptOf(await evening())).toBe(
    'It ran on m7i-flex.large, for about 0.23 $. November (UTC) so far: 14 h 20 min, about 1.49 $.',
  );
});

test.each<[string, FileSystemSize[], string]>([
  ['several zones', [world({ isOneZone: false })], 'Its files (1.2 GB) cost about 0.36 $ a month.'],
  ['several volumes', [world(), world({ bytes: 10 * GIB })], 'Its files (11.2 GB) cost about 1.79 $ a month.'],
  [
    'files that nobody read lately',
    [world({ isPartlyCheaper: true })],
    'Its files (1.2 GB) cost at most 0.19 $ a month.',
  ],
])('says what files cost: %s', async (_, sizes, words) => {
  expect(await receiptOf(await evening(files(sizes)))).toMatch(new RegExp(` ${words.replace(/[()$.]/g, '\\$&')}$`));
});

test('names no amount for a type whose price is not known', async () => {
  expect(await receiptOf(await evening({ instanceType: 'x9.huge' }))).toBe(
    'It ran on x9.huge, whose price is not known here. November (UTC) so far: 14 h 20 min.',
  );
});

test('says whose prices they are where they are not those of the Region', async () => {
  const prices = { ...PRICES, of: 'us-east-1' };

  expect(await receiptOf(await evening({ prices }))).toMatch(/ about 1\.49 \$\. These are prices of us-east-1\.$/);
  expect(await receiptOf(await evening({ prices, instanceType: 'x9.huge' }))).not.toContain('us-east-1');
});

test('leaves out what EC2 has forgotten', async () => {
  const model = await evening();
  model.instanceType = undefined;

  expect(await receiptOf(model)).toBe('November (UTC) so far: 14 h 20 min.');
});

test('is sent without what AWS does not say, which is logged', async () => {
  const refused = { sizes: () => Promise.reject(new Error('AccessDenied')) };

  expect(await receiptOf(await evening({ files: refused }))).toBe(
    'It ran on m7i-flex.large, for about 0.23 $. November (UTC) so far: 14 h 20 min, about 1.49 $.',
  );
  expect(console.warn).toHaveBeenCalledWith({
    message: 'the e-mail leaves a part of the receipt out',
    what: 'the size of the files',
    error: new Error('AccessDenied'),
  });
});

test('a function without prices sends no receipt', async () => {
  const model = await evening();
  model.prices = undefined;

  expect(await stoppedOf(model)).not.toContain('$');
});
