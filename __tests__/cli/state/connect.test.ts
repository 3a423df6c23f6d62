import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { type Project } from '../../../cli/project/project';
import { assertStateStays, connectState } from '../../../cli/state/connect';
import { StateStore } from '../../../cli/state/store';
import { Terraform } from '../../../cli/terraform/terraform';
import { type BaseConfig } from '../../../modules/config/types';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
const STACK = 'connected-once';
const KEY = `ours/${STACK}/terraform.tfstate`;

let folder: string;
let terraform: Terraform;
let init: jest.SpiedFunction<Terraform['init']>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-state-'));
  terraform = new Terraform(STACK, folder);
  init = jest.spyOn(terraform, 'init').mockResolvedValue();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes what `terraform init` leaves in a stack's folder. */
function connectedTo(backend: unknown): void {
  mkdirSync(join(folder, '.terraform'));
  writeFileSync(join(folder, '.terraform/terraform.tfstate'), JSON.stringify({ version: 3, backend }));
}

function base(bucket?: string, name = 'ours'): Pick<BaseConfig, 'name' | 'state'> {
  return { name, ...(bucket !== undefined && { state: { bucket, region: 'eu-central-1' } }) };
}

const connect = (config: Pick<BaseConfig, 'name' | 'state'>) =>
  connectState(terraform, new StateStore(project(), config));

const IN_S3 = { type: 's3', config: { bucket: 'states', key: KEY, region: 'eu-central-1' } };
const LOCAL = { type: 'local', config: { path: '../../../terraform.tfstate.d/x/terraform.tfstate' } };

test.each([
  ['for the first time, to S3', undefined, base('states'), false],
  ['for the first time, to a local state', undefined, base(), false],
  ['again, to the same place in S3', IN_S3, base('states'), false],
  ['again, to a local state', LOCAL, base(), false],
  // the move is ours: Terraform must not ask
  ['to S3 after a local state', LOCAL, base('states'), true],
])('connects %s', async (_, before, config, reconfigure) => {
  if (before !== undefined) connectedTo(before);

  const hasMoved = await connect(config);

  expect(hasMoved).toBe(false);
  expect(init.mock.calls).toEqual([[{ reconfigure }]]);
});

test.each([
  ['another bucket', base('others'), `s3://others/${KEY}`],
  ['another Name', base('states', 'theirs'), `s3://states/theirs/${STACK}/terraform.tfstate`],
  ['no bucket', base(), 'no State.Bucket'],
])('fails when the state is in S3 and base.yaml has %s, and does not connect', async (_, config, now) => {
  connectedTo(IN_S3);

  await expect(connect(config)).rejects.toThrow(
    `the state of ${STACK} is in s3://states/${KEY}, but base.yaml now says ${now}: restore State and Name, or move the state first`,
  );

  expect(init).not.toHaveBeenCalled();
});

test('refuses to continue when the state of the last apply was not saved, and does not connect', async () => {
  writeFileSync(join(folder, 'errored.tfstate'), '{}');

  const error: unknown = await connect(base('states')).catch((reason: unknown) => reason);

  const where = relative('', folder);
  expect(error).toMatchObject({ exitCode: 3 });
  expect((error as Error).message).toBe(
    `Terraform could not save the state of ${STACK} last time; it is in ${where}. Save it before you do anything else, ` +
      "and when that has succeeded delete errored.tfstate (docs/operations.md, 'A state that could not be saved'):\n" +
      `  terraform -chdir=${where} state push errored.tfstate`,
  );
  expect(init).not.toHaveBeenCalled();
});

test.each([
  ['a deployment', (here: Project) => here.stackFolder(STACK)],
  ['a removal', (here: Project) => here.removalFolder(STACK)],
])('also refuses when the state that was not saved is that of %s', async (_, folderIn) => {
  mkdirSync(folderIn(project()), { recursive: true });
  writeFileSync(join(folderIn(project()), 'errored.tfstate'), '{}');

  await expect(connect(base('states'))).rejects.toThrow('state push errored.tfstate');
});

describe('in CI', () => {
  const { CI } = process.env;

  afterEach(() => {
    delete process.env.CI;
    if (CI !== undefined) process.env.CI = CI;
  });

  test.each(['true', '1'])('fails without a bucket: the state would be lost with the machine (CI=%s)', (value) => {
    process.env.CI = value;

    expect(() => {
      assertStateStays(base());
    }).toThrow('run ./cm bootstrap on your computer and commit config/');
    expect(() => {
      assertStateStays(base('states'));
    }).not.toThrow();
  });

  test.each([undefined, '', 'false'])('accepts a local state on a person’s computer (CI is %p)', (value) => {
    delete process.env.CI;
    if (value !== undefined) process.env.CI = value;

    expect(() => {
      assertStateStays(base());
    }).not.toThrow();
  });
});
