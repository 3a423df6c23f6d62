import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';

import type * as bundleModule from '../../../modules/aws/bundle';
import { bundle, bundleCode } from '../../../modules/aws/bundle';
import { type Bundle } from '../../../modules/aws/bundle-cache';

const PROJECT = resolve(__dirname, '../../..');
const FUNCTIONS = '__tests__/support/functions';
const HELLO = `${FUNCTIONS}/hello/handler.ts`;

/** As a process of its own would have it: with nothing bundled yet. */
function freshly(entry: string): Bundle {
  let made: Bundle | undefined;
  jest.isolateModules(() => {
    made = jest.requireActual<typeof bundleModule>('../../../modules/aws/bundle').bundle(entry);
  });
  return made!;
}

afterEach(() => {
  jest.dontMock('esbuild');
});

test('makes one file called index.js that exports the handler', () => {
  const { path, hash } = bundle(HELLO);

  expect(basename(path)).toBe('index.js');
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  const code = jest.requireActual<{ handler: (event: { name: string }) => string }>(path);
  expect(code.handler({ name: 'Steve' })).toBe('hello Steve');
});

test('bundles an entry once a process', () => {
  expect(bundle(HELLO)).toBe(bundle(HELLO));
});

test('gives equal bytes for equal sources, whenever they were written', () => {
  const first = bundleCode(HELLO);
  for (const file of ['handler.ts', 'greeting.ts']) {
    const path = join(PROJECT, FUNCTIONS, 'hello', file);
    utimesSync(path, new Date(), new Date(statSync(path).mtimeMs + 1_000));
  }

  expect(bundleCode(HELLO)).toEqual(first);
});

test('another process does not build it again while nothing has changed', () => {
  const first = freshly(HELLO);
  jest.doMock('esbuild', () => ({ buildSync: () => ({ outputFiles: [], warnings: [{ text: 'built again' }] }) }));

  const second = freshly(HELLO);

  expect(second).not.toBe(first);
  expect(second).toEqual(first);
});

test('holds no path of the machine that made it', () => {
  expect(Buffer.from(bundleCode(HELLO)).toString()).not.toContain(PROJECT);
});

describe('with sources of its own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const entry = (source: string) => {
    writeFileSync(join(folder, 'handler.ts'), source);
    return relative(PROJECT, join(folder, 'handler.ts'));
  };

  test('gives another hash for other sources', () => {
    const one = freshly(entry('export const handler = () => 1;'));
    const two = freshly(entry('export const handler = () => 2;'));

    expect(one.hash).not.toBe(two.hash);
    expect(one.path).not.toBe(two.path);
  });

  test('leaves out packages that are external', () => {
    const sns = entry("import { SNSClient } from '@aws-sdk/client-sns'; export const handler = () => new SNSClient();");

    const code = Buffer.from(bundleCode(sns, ['@aws-sdk/*'])).toString();

    expect(code).toContain('require("@aws-sdk/client-sns")');
    expect(code.length).toBeLessThan(2_000);
  });

  test('fails on an import that is not there, naming it', () => {
    const lost = entry("import { lost } from './lost'; export const handler = () => lost;");

    expect(() => bundle(lost)).toThrow('Could not resolve "./lost"');
  });

  test('fails on a warning of esbuild, naming the entry', () => {
    const odd = entry('export const handler = (x: unknown) => typeof x === "strin";');

    expect(() => bundle(odd)).toThrow(`cannot bundle ${odd}: The "typeof" operator will never evaluate to "strin"`);
  });
});
