import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';

import { releaseKilledLock } from '../../../cli/state/killed-lock';
import { type StateLock, StateStore } from '../../../cli/state/store';
import { noteRun } from '../../../cli/terraform/killed-runs';
import { Terraform } from '../../../cli/terraform/terraform';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
const OURS = `${userInfo().username}@${hostname()}`;
const seconds = (count: number) => new Date(Date.now() + count * 1_000);

afterEach(() => {
  jest.restoreAllMocks();
});

interface Case {
  readonly lock?: Partial<StateLock> | undefined;
  readonly pid?: number;
  readonly folder?: 'stackFolder' | 'removalFolder';
}

/** Notes a run of Terraform just now, and returns the ids of the locks that are removed. */
async function removedLocks({ lock, pid = endedProcess(), folder = 'stackFolder' }: Case): Promise<unknown[]> {
  const path = project()[folder]('minecraft');
  mkdirSync(path, { recursive: true });
  noteRun(path, 'apply', pid);
  const states = new StateStore(project(), { name: 'games' }, () => Promise.resolve('111111111111'));
  const known = lock && { id: 'the-lock', owner: OURS, takenAt: seconds(3), ...lock };
  jest.spyOn(states, 'readLock').mockResolvedValue(known);
  const terraform = new Terraform('minecraft', project().stackFolder('minecraft'));
  const forceUnlock = jest.spyOn(terraform, 'forceUnlock').mockResolvedValue();

  const taken = await releaseKilledLock(terraform, states);

  expect(taken).toEqual(forceUnlock.mock.calls.length === 0 ? undefined : known?.takenAt);
  return forceUnlock.mock.calls.flat();
}

function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test.each<[string, Case]>([
  ['that a killed deployment took', { lock: {} }],
  ['that a killed removal took', { lock: {}, folder: 'removalFolder' }],
  ['that Terraform took only after a minute', { lock: { takenAt: seconds(60) } }],
])('removes the lock %s', async (_, one) => {
  expect(await removedLocks(one)).toEqual(['the-lock']);
});

test.each<[string, Case]>([
  ['of somebody else', { lock: { owner: 'jo@desk' } }],
  ['of this person on another computer', { lock: { owner: `${userInfo().username}@another` } }],
  ['that was taken before the killed run', { lock: { takenAt: seconds(-30) } }],
  ['that was taken long after the killed run', { lock: { takenAt: seconds(600) } }],
  ['while Terraform still runs', { lock: {}, pid: process.pid }],
  ['where there is none', {}],
])('removes no lock %s', async (_, one) => {
  expect(await removedLocks(one)).toEqual([]);
});
