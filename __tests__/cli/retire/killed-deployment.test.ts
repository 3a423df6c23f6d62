import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeEmptyStack } from '../../../cli/retire/empty-stack';
import { assertNotKilled } from '../../../cli/retire/killed-deployment';
import { wasDeploymentKilled } from '../../../cli/state/killed-deployment';
import { StateStore } from '../../../cli/state/store';
import { killedRuns, noteRun, noteUnlocked, type RunKind } from '../../../cli/terraform/killed-runs';
import { baseConfig } from '../support/leaf';
import { emptyProject } from '../support/workspace';

const project = emptyProject();

/** A run of Terraform that was killed in a folder. */
function killed(kind: RunKind, folder: string): void {
  mkdirSync(folder, { recursive: true });
  noteRun(folder, kind, spawnSync(process.execPath, ['--version']).pid);
}

const store = (state?: { bucket: string; region: string }) =>
  new StateStore(project(), { name: 'games', ...(state && { state }) }, () => Promise.resolve('111111111111'));

test('nothing is removed while a deployment is not completed: the rest would cost money', async () => {
  killed('apply', project().stackFolder('minecraft'));

  await expect(assertNotKilled('minecraft', store())).rejects.toThrow(
    /^a deployment of minecraft was killed, and no state has all that it created[.] Run [.]\/cm deploy minecraft, .* Nothing was changed[.]$/,
  );
});

describe('with states in S3', () => {
  const states = () => store({ bucket: 'states', region: 'eu-central-1' });
  const LOCK = { id: 'x', operation: 'OperationTypeApply', owner: 'jo@desk', takenAt: new Date() };
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test.each([
    ['the lock is still there', LOCK, false, true],
    ['this computer removed the lock', undefined, true, true],
    // another computer removed it, and completed the deployment
    ['the lock is gone', undefined, false, false],
  ])('a deployment was killed where %s', async (_, lock, isUnlocked, expected) => {
    const folder = project().stackFolder('minecraft');
    killed('apply', folder);
    if (isUnlocked) noteUnlocked(folder);
    jest.spyOn(StateStore.prototype, 'readLock').mockResolvedValue(lock);

    expect(await wasDeploymentKilled('minecraft', states())).toBe(expected);
  });
});

test.each<[string, RunKind, 'stackFolder' | 'removalFolder']>([
  ['a removal of base', 'destroy', 'stackFolder'],
  ['a plan', 'plan', 'stackFolder'],
  ['a removal of the leaf', 'apply', 'removalFolder'],
])('%s that was killed is completed by the next removal', async (_, kind, folder) => {
  killed(kind, project()[folder]('minecraft'));

  await expect(assertNotKilled('minecraft', store())).resolves.toBeUndefined();
});

test('an empty stack keeps the note of a removal that was killed, and nothing else', () => {
  const folder = project().removalFolder('minecraft');
  killed('apply', folder);
  writeFileSync(join(folder, 'old.tf.json'), '{}');

  writeEmptyStack({ stack: 'minecraft', folder }, baseConfig());

  expect(killedRuns(folder)).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => !name.endsWith('.run'))).toEqual(['cdk.tf.json']);
});
