import { despiteContention } from '../../../lambdas/shared/resource-contention';

const refused = (name: string) => Object.assign(new Error('a pending update'), { name });

/** Fails so many times, then answers. */
function run(failures: number, name = 'ResourceContentionFault') {
  const waits: number[] = [];
  let calls = 0;
  const call = () => {
    calls += 1;
    return calls > failures ? Promise.resolve('done') : Promise.reject(refused(name));
  };
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  return { done: despiteContention({ wait }, call), waits, calls: () => calls };
}

test.each(['ResourceContentionFault', 'ResourceContention'])('tries again after %s, later each time', async (name) => {
  const { done, waits } = run(4, name);

  expect(await done).toBe('done');
  expect(waits).toEqual([200, 400, 800, 1_600]);
});

test('gives up after the fifth time, with the error of AWS', async () => {
  const { done, calls } = run(5);

  await expect(done).rejects.toThrow('a pending update');
  expect(calls()).toBe(5);
});

test('fails at once with every other error', async () => {
  const { done, waits } = run(1, 'AccessDenied');

  await expect(done).rejects.toThrow('a pending update');
  expect(waits).toEqual([]);
});
