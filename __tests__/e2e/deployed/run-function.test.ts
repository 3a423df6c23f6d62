import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runFunction } from '../../../e2e/deployed/run-function';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-function-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
interface Run {
  readonly handler?: string;
  readonly event?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
}
const run = (
  source: string,
  { handler = 'index.handler', event = {}, environment = {}, timeoutSeconds = 5 }: Run = {},
) => {
  writeFileSync(join(folder, 'index.js'), source);
  return runFunction({ folder, handler, event, environment, timeoutSeconds });
};

test('calls the handler with the event, and with no other environment than the given one', async () => {
  process.env.OF_THE_TEST = 'x';

  const { result } = await run(
    'exports.handler = async (event) => ({ event, own: process.env.OWN, test: process.env.OF_THE_TEST });',
    { event: { name: 'Steve' }, environment: { OWN: 'yes' } },
  );

  expect(result).toEqual({ event: { name: 'Steve' }, own: 'yes', test: undefined });
});

test('calls the export of the module that the handler names', async () => {
  writeFileSync(join(folder, 'other.js'), 'exports.wake = async () => 2;');

  await expect(run('exports.handler = async () => 1;', { handler: 'other.wake' })).resolves.toMatchObject({
    result: 2,
  });
});

test.each([
  ['nothing.handler', 'Cannot find module'],
  ['index.other', 'index.other is undefined or not exported'],
  ['index', "Bad handler 'index'"],
])('fails with the handler %s, which does not exist', async (handler, message) => {
  await expect(run('exports.handler = async () => 1;', { handler })).rejects.toThrow(message);
});

test('returns the console calls of the function', async () => {
  const { log } = await run(
    "exports.handler = async () => { console.info({ message: 'a', n: 1 }); console.error({ message: 'b' }); };",
  );

  expect(log).toEqual([
    { level: 'info', message: { message: 'a', n: 1 } },
    { level: 'error', message: { message: 'b' } },
  ]);
});

test("fails with the handler's error", async () => {
  await expect(run("exports.handler = async () => { throw new TypeError('no'); };")).rejects.toThrow('no');
});

test('ends as soon as the function answers, although it left a timer', async () => {
  const { result } = await run('exports.handler = async () => { setInterval(() => {}, 1000); return 1; };');

  expect(result).toBe(1);
});

test('fails with the error of a cold start', async () => {
  await expect(run("throw new Error('missing environment variables: A');")).rejects.toThrow(
    'missing environment variables: A',
  );
});

test('fails when the function ends its process', async () => {
  await expect(run('exports.handler = async () => process.exit(3);')).rejects.toThrow(
    'ended without an answer, exit code 3',
  );
});

test('fails after its time limit', async () => {
  await expect(
    run('exports.handler = () => new Promise(() => setInterval(() => {}, 1000));', { timeoutSeconds: 0.3 }),
  ).rejects.toThrow('took longer than 0.3 s');
});
