import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { alive, descendants, type Process, processes, untilGone } from '../../e2e/processes';

/** Starts a shell that starts a command. Returns both processes. */
async function shell(script: string, isDetached = false): Promise<Process[]> {
  const child = spawn('/bin/sh', ['-c', `${script} & echo started; wait`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: isDetached,
  });
  await once(child.stdout, 'data');
  return descendants(process.pid).filter(({ pid, parent }) => pid === child.pid || parent === child.pid);
}

test('untilGone waits for processes that end by themselves', async () => {
  const started = await shell('sleep 1000', true);
  expect(started.length).toBeGreaterThan(1);
  setTimeout(() => {
    for (const { pid } of started) process.kill(pid, 'SIGTERM');
  }, 300);

  await untilGone(started, 60_000);

  expect(alive(started)).toEqual([]);
});

test('untilGone kills processes that do not end, also in another process group', async () => {
  const started = await shell('sleep 1000', true);

  await untilGone(started, 0);

  expect(alive(started)).toEqual([]);
});

test('untilGone kills processes that are started in the meantime', async () => {
  const later = `sleep 1000.${process.pid}`;
  const started = await shell(`(sleep 0.6; ${later}; true)`);

  await untilGone(started, 1_500);

  expect(processes().filter(({ command }) => command === later)).toEqual([]);
});

test('a process whose number another one has now is not alive', () => {
  const one = { pid: process.pid, parent: 1, group: 1, startedAt: 'Thu Jan 1 00:00:00 1970', command: 'node' };

  expect(alive([one])).toEqual([]);
});
