import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command } from '../../../cli/commands/plan';
import { EXIT } from '../../../cli/terminal/errors';
import { assertPlanFolder, deployedText, parseDeployed } from '../../../cli/review/plan-folder';
import { at } from '../support/leaf';

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

test('accepts a folder that does not exist, is empty, or holds what an earlier run wrote and no other JSON', () => {
  expect(check(join(folder, 'plans'))).not.toThrow();
  expect(check()).not.toThrow();
  write('base.json', PLAN);
  write('deployed.txt', 'base\n');
  write('notes.md', 'mine');
  expect(check()).not.toThrow();
});

test('refuses a folder with JSON that is not a plan', () => {
  write('base.json', PLAN);
  write('package.json', '{"name":"container-manager"}');

  expect(check()).toThrow('package.json in it is not a plan and would be deleted. Name a folder that holds only plans');
});

test('refuses a folder whose name ends in .json', () => {
  mkdirSync(join(folder, 'folder.json'));

  expect(check()).toThrow('folder.json in it is not a plan');
});

test('./cm plan --out deletes nothing that it has not written', async () => {
  write('package.json', '{}');
  write('base.json', PLAN);

  const planned = command().parseAsync(['--out', folder], { from: 'user' });

  await expect(planned).rejects.toMatchObject({ exitCode: EXIT.wrongUse });
  expect(readdirSync(folder)).toEqual(['base.json', 'package.json']);
});

const kept = { fileSystemId: 'fs-1', leafId: 'mine.craft', volumeId: 'World', bytes: 6_144, mountTargets: 0 };

test('deployed.txt has a line for each stack and for each file system that no leaf mounts', () => {
  const mounted = { ...kept, fileSystemId: 'fs-3', mountTargets: 1 };

  const text = deployedText(
    ['base', 'valheim'],
    [{ ...kept, createdAt: at('20:14') }, { ...kept, fileSystemId: 'fs-2' }, mounted],
  );

  expect(text).toBe('base\nvalheim\nfs-1 mine.craft World 6144 2026-11-22T20:14:00.000Z\nfs-2 mine.craft World 6144\n');
  expect(parseDeployed(text)).toEqual({
    stacks: ['base', 'valheim'],
    keptFileSystems: [
      { ...kept, createdAt: at('20:14') },
      { ...kept, fileSystemId: 'fs-2' },
    ],
  });
});

test('deployed.txt is empty when nothing is deployed', () => {
  expect(deployedText([], [])).toBe('');
  expect(parseDeployed('')).toEqual({ stacks: [], keptFileSystems: [] });
});
