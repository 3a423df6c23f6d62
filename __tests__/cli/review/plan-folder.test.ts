import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command } from '../../../cli/commands/plan';
import { EXIT } from '../../../cli/terminal/errors';
import { assertPlanFolder } from '../../../cli/review/plan-folder';

const PLAN = '{"format_version":"1.2","terraform_version":"1.11.4","errored":false}';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-plans-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
};
const check =
  (path = folder) =>
  () => {
    assertPlanFolder(path);
  };

test('takes a folder that is not there, is empty, or holds what an earlier run wrote and no other JSON', () => {
  expect(check(join(folder, 'plans'))).not.toThrow();
  expect(check()).not.toThrow();
  write('base.json', PLAN);
  write('deployed.txt', 'base\n');
  write('notes.md', 'mine');
  expect(check()).not.toThrow();
});

test('refuses a folder with JSON that is no plan', () => {
  write('base.json', PLAN);
  write('package.json', '{"name":"container-manager"}');

  expect(check()).toThrow('package.json in there is no plan, and would be deleted. Name a folder for plans alone');
});

test('refuses what it cannot read', () => {
  mkdirSync(join(folder, 'folder.json'));

  expect(check()).toThrow('folder.json in there is no plan');
});

test('./cm plan --out deletes nothing that it has not written', async () => {
  write('package.json', '{}');
  write('base.json', PLAN);

  const planned = command().parseAsync(['--out', folder], { from: 'user' });

  await expect(planned).rejects.toMatchObject({ exitCode: EXIT.wrongUse });
  expect(readdirSync(folder)).toEqual(['base.json', 'package.json']);
});
