import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { addressesNotThere, discardImports, withImports } from '../../../cli/terraform/imports';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-imports-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const IMPORTS = [{ address: 'aws_vpc.Network', id: 'vpc-1' }];

test('Terraform sees the imports while it plans, and not afterwards', async () => {
  const seen = await withImports(folder, IMPORTS, () => {
    const [file = ''] = readdirSync(folder);
    return Promise.resolve(JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown);
  });

  expect(seen).toEqual({ import: [{ to: 'aws_vpc.Network', id: 'vpc-1' }] });
  expect(readdirSync(folder)).toEqual([]);
});

test('the imports are gone after a plan that fails', async () => {
  await expect(withImports(folder, IMPORTS, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(readdirSync(folder)).toEqual([]);
});

test('without imports nothing is written', async () => {
  expect(await withImports(folder, [], () => Promise.resolve(readdirSync(folder)))).toEqual([]);
});

test('what a killed run left is deleted', async () => {
  await withImports(folder, IMPORTS, async () => {
    discardImports(folder);
    expect(existsSync(folder)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    return Promise.resolve();
  });
});

// Terraform 1.11.4
const DETAIL =
  'While attempting to import an existing object to "aws_iam_role.Container_TaskRole_27", the provider detected that no ' +
  'object exists with the given id. Only pre-existing objects can be imported; check that the id is correct and that it is ' +
  'associated with the provider\'s configured region or endpoint, or use "terraform apply" to create a new remote object ' +
  'for this resource.';

test.each([
  ['Cannot import non-existent remote object', DETAIL, ['aws_iam_role.Container_TaskRole_27']],
  ['reading IAM Role (x): AccessDenied', '', []],
  ['Resource already managed by Terraform', 'Terraform is already managing "aws_iam_role.It"', []],
])('what Terraform says does not exist: %s', (summary, detail, addresses) => {
  expect(addressesNotThere({ summary, detail })).toEqual(addresses);
});
