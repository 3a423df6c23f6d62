import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { parseChangedPaths } from '../../cli/review/changed-paths';

const SCRIPT = resolve(__dirname, '../../.ci/changed-paths');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-changed-'));
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(folder, 'config'));
  write('config/base.yaml', 'Name: a\n');
  write('main.ts', 'export const aLineThatIsLongEnoughToBeFoundAgain = 1;\n');
  write('old.ts', 'old\n');
  commit();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function git(...args: string[]): void {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message=change');
}

function changed(): string[] {
  return parseChangedPaths(execFileSync(SCRIPT, ['HEAD^1'], { cwd: folder, encoding: 'utf8' }));
}

test('.ci/changed-paths names what is added, changed and deleted', () => {
  write('config/base.yaml', 'Name: b\n');
  write('new.ts', 'new\n');
  rmSync(join(folder, 'old.ts'));
  commit();

  expect(changed()).toEqual(['config/base.yaml', 'new.ts', 'old.ts']);
});

test('.ci/changed-paths names both places of a moved file, also where git is told to look for moves', () => {
  git('config', 'diff.renames', 'copies');
  renameSync(join(folder, 'main.ts'), join(folder, 'config/main.yaml'));
  commit();

  expect(changed()).toEqual(['config/main.yaml', 'main.ts']);
});

test('.ci/changed-paths writes one line for a name with a line break', () => {
  mkdirSync(join(folder, 'a\nconfig'));
  write('a\nconfig/b.yaml', 'x');
  commit();

  expect(changed()).toEqual(['"a\\nconfig/b.yaml"']);
});
