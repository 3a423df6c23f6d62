import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { NO_CHANGES, planPage } from '../../../cli/review/page';
import { deployedText, parseDeployed } from '../../../cli/review/plan-folder';
import { stateChangeSince } from '../../../cli/review/state-change';
import { planOf } from '../support/plan';

const BASE = 'Region: eu-central-1\nName: games\nState:\n  Bucket: ours\n  Region: eu-central-1\n';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-state-change-'));
  mkdirSync(join(folder, 'config'));
  git('init', '--quiet');
  write(BASE);
  commit();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function git(...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

function write(text: string): void {
  writeFileSync(join(folder, 'config/base.yaml'), text);
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', 'config');
}

const change = (since = 'HEAD') => stateChangeSince(join(folder, 'config'), since);

test.each([
  ['is as it was', BASE],
  ['has another Region, but State has its own', BASE.replace('Region: eu-central-1', 'Region: eu-west-1')],
  ['says the same in other words', BASE.replace('State:\n', 'State: # ours\n').replace('games', "'games'")],
])('nothing is said when base.yaml %s', (_, text) => {
  write(text);

  expect(change()).toBeUndefined();
});

test.each([
  ['another bucket', BASE.replace('ours', 'ours-'), { State: { Bucket: 'ours-', Region: 'eu-central-1' } }],
  [
    'a bucket from the environment',
    BASE.replace('ours', '!ENV "${X}"'),
    { State: { Bucket: '${X}', Region: 'eu-central-1' } },
  ],
  [
    'another Region of the bucket',
    BASE.replace('  Region: eu-central-1', '  Region: eu-west-1'),
    { State: { Bucket: 'ours', Region: 'eu-west-1' } },
  ],
  ['another Name', BASE.replace('games', 'theirs'), { Name: 'theirs' }],
  ['no State', 'Region: eu-central-1\nName: games\n', { State: undefined, Region: 'eu-central-1' }],
])('says what base.yaml said before it had %s', (_, text, after) => {
  write(text);

  const before = { Name: 'games', State: { Bucket: 'ours', Region: 'eu-central-1' } };
  const found = change();
  expect(JSON.parse(found?.before ?? '')).toEqual(before);
  expect(JSON.parse(found?.after ?? '')).toEqual(JSON.parse(JSON.stringify({ ...before, ...after })));
});

test('sees through an alias, which stays the same while its value changes', () => {
  const base = (bucket: string) => `Note: &a { Bucket: ${bucket} }\nName: games\nRegion: eu-central-1\nState: *a\n`;
  write(base('ours'));
  commit();
  write(base('theirs'));

  expect(change('HEAD')?.after).toContain('"theirs"');
});

test('compares with the commit before a merge, and with nothing where there was no base.yaml', () => {
  write(BASE.replace('ours', 'theirs'));
  commit();

  expect(change('HEAD')).toBeUndefined();
  expect(change('HEAD^1')?.before).toContain('"ours"');
  mkdirSync(join(folder, 'new'));
  writeFileSync(join(folder, 'new/base.yaml'), BASE);
  expect(stateChangeSince(join(folder, 'new'), 'HEAD')?.before).toBe('{}');
});

test.each(['HEAD^9', 'no-such', '--output=x'])('fails for a commit that git does not know: %s', (commit) => {
  expect(() => change(commit)).toThrow(`--before ${commit}: git does not know this commit in `);
});

test('is shouted on top of a page on which nothing else changes, whatever the place is called', () => {
  const stateChange = { before: '{"State":{"Bucket":"ours"}}', after: '{"State":{"Bucket":"a\\n! b @you"}}' };
  const deployed = parseDeployed(deployedText(['base'], [], { stateChange }));

  const page = planPage([{ stack: 'base', plan: planOf([]) }], deployed);

  expect(deployed).toEqual({ stacks: ['base'], keptFileSystems: [], stateChange });
  expect(page).not.toContain(NO_CHANGES);
  expect(page.split('\n').slice(3, 6)).toEqual(['> [!CAUTION]', '> **Another state**', '>']);
  expect(page).toContain('Unless you moved the state yourself, do not merge this.');
  expect(page).not.toContain('@you');
});

test('is not shown where the state stays', () => {
  expect(planPage([{ stack: 'base', plan: planOf([]) }], parseDeployed('base\n'))).not.toContain('Another state');
});
