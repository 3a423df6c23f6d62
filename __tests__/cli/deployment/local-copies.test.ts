import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { offerToDeleteCopies } from '../../../cli/deployment/local-copies';
import { Project } from '../../../cli/project/project';
import { type Workspace } from '../../../cli/workspace';

let folder: string;
let copy: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-copies-'));
  copy = join(folder, 'terraform.tfstate.d/base/terraform.tfstate.moved');
  state = join(folder, 'terraform.tfstate.d/web/terraform.tfstate');
  for (const file of [copy, state]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{}');
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What a person is told; `ask` answers. */
async function told({ yes = false, answer = false, bucket = true } = {}): Promise<string> {
  const said: string[] = [];
  const base = bucket ? { state: { bucket: 'states', region: 'eu-central-1' } } : {};
  // a cast: the rest is not used
  const workspace = { config: { base }, project: new Project(folder) } as unknown as Workspace;
  const reporter = { say: (text: string) => said.push(text) } as unknown as Parameters<typeof offerToDeleteCopies>[2];
  await offerToDeleteCopies(workspace, yes, reporter, (question) => {
    said.push(question);
    return Promise.resolve(answer);
  });
  return said.join('\n');
}

const SHOWN = () =>
  `These copies of states that are in the bucket now hold every value of them:\n  ${relative('', copy)}\n`;

test('deletes the copies of states that moved, and no state, when a person wants it', async () => {
  expect(await told({ answer: true })).toBe(`${SHOWN()}Delete them?\nDeleted.`);

  expect([copy, state].map((file) => existsSync(file))).toEqual([false, true]);
});

test.each([
  ['a person says no', {}, 'Delete them?\n'],
  ['nobody is asked (--yes)', { yes: true, answer: true }, ''],
])('keeps and names them when %s', async (_, options, asked) => {
  expect(await told(options)).toBe(`${SHOWN()}${asked}Delete them when you have seen that everything works.`);

  expect(existsSync(copy)).toBe(true);
});

test('says nothing where the state is local, or no copy is left', async () => {
  expect(await told({ bucket: false, answer: true })).toBe('');
  expect(existsSync(copy)).toBe(true);

  rmSync(copy);
  expect(await told()).toBe('');
});
