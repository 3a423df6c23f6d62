import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { BundleCache } from '../../../modules/aws/bundle-cache';

const CODE = Buffer.from('exports.handler = () => 1;');
const SOURCES = ['lambdas/one.ts', 'tsconfig.json'];
const CACHE = 'node_modules/.cache/container-manager/bundles';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'bundle-cache-test-'));
  write('lambdas/one.ts', 'one');
  write('tsconfig.json', '{}');
  write('node_modules/.package-lock.json', '{"packages":{}}');
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** As a process of its own would have it. */
const find = (key = 'one') => new BundleCache(project).find(key);
const keep = () => new BundleCache(project).keep('one', CODE, SOURCES);

test('gives another process what one has kept', () => {
  const kept = keep();

  expect(find()).toEqual(kept);
  expect(kept.path).toBe(join(project, CACHE, kept.hash, 'index.js'));
  expect(readFileSync(kept.path)).toEqual(CODE);
});

test('keeps a bundle from others on this computer, whatever the umask: cdktf.out gets its mode', () => {
  expect((statSync(keep().path).mode & 0o777).toString(8)).toBe('600');
});

test('names the folder by the bytes alone', () => {
  const one = keep();
  write('lambdas/one.ts', 'one, with a comment');

  expect(keep()).toEqual(one);
  expect(find()).toEqual(one);
});

test('leaves no unfinished file', () => {
  const { hash } = keep();

  const files = readdirSync(join(project, CACHE), { recursive: true, encoding: 'utf8' });
  const others = files.filter((file) => !/^[0-9a-f]{32}\.json$/.test(file));
  expect(files).toHaveLength(3);
  expect(others.toSorted()).toEqual([hash, join(hash, 'index.js')]);
});

test('finds nothing by another key', () => {
  keep();

  expect(find('two')).toBeUndefined();
});

test.each<[string, () => void]>([
  [
    'a source has changed',
    () => {
      write('lambdas/one.ts', 'two');
    },
  ],
  [
    'a source is gone',
    () => {
      rmSync(join(project, 'lambdas/one.ts'));
    },
  ],
  [
    'the compiler’s options have changed',
    () => {
      write('tsconfig.json', '{"a":1}');
    },
  ],
  [
    'npm has installed something',
    () => {
      write('node_modules/.package-lock.json', '{"packages":{"a":{}}}');
    },
  ],
  [
    'npm’s record of what is installed is gone',
    () => {
      rmSync(join(project, 'node_modules/.package-lock.json'));
    },
  ],
  [
    'the bundle is gone',
    () => {
      rmSync(keep().path);
    },
  ],
])('forgets a bundle when %s', (_, change) => {
  keep();

  change();

  expect(find()).toBeUndefined();
});

test('finds nothing where npm has left no record of what is installed', () => {
  rmSync(join(project, 'node_modules/.package-lock.json'));
  keep();

  expect(find()).toBeUndefined();
});
