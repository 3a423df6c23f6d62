import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeEmptyStack } from '../../../cli/retire/empty-stack';
import { assertNotKilled } from '../../../cli/retire/killed-deployment';
import { killedRuns, noteRun, type RunKind } from '../../../cli/terraform/killed-runs';
import { baseConfig } from '../support/leaf';
import { emptyProject } from '../support/workspace';

const project = emptyProject();

/** A run of Terraform that was killed in a folder. */
function killed(kind: RunKind, folder: string): void {
  mkdirSync(folder, { recursive: true });
  noteRun(folder, kind, spawnSync(process.execPath, ['--version']).pid);
}

test('nothing is removed while a deployment is not completed: the rest would cost money', () => {
  killed('apply', project().stackFolder('minecraft'));

  expect(() => {
    assertNotKilled('minecraft', project());
  }).toThrow(
    /^a deployment of minecraft was killed, and no state has all that it created[.] Run [.]\/cm deploy minecraft, .* Nothing was changed[.]$/,
  );
});

test.each<[string, RunKind, 'stackFolder' | 'removalFolder']>([
  ['a removal of base', 'destroy', 'stackFolder'],
  ['a plan', 'plan', 'stackFolder'],
  ['a removal of the leaf', 'apply', 'removalFolder'],
])('%s that was killed is completed by the next removal', (_, kind, folder) => {
  killed(kind, project()[folder]('minecraft'));

  expect(() => {
    assertNotKilled('minecraft', project());
  }).not.toThrow();
});

test('an empty stack keeps the note of a removal that was killed, and nothing else', () => {
  const folder = project().removalFolder('minecraft');
  killed('apply', folder);
  writeFileSync(join(folder, 'old.tf.json'), '{}');

  writeEmptyStack({ stack: 'minecraft', folder }, baseConfig());

  expect(killedRuns(folder)).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => !name.endsWith('.run'))).toEqual(['cdk.tf.json']);
});
