import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

import type * as bundleModule from '../../../modules/aws/bundle';
import { bundlePage } from '../../../modules/aws/bundle-page';

const PROJECT = resolve(__dirname, '../../..');
const FILES = {
  'page/page.html':
    '<!doctype html>\n<html>\n  <style></style>\n  <img src="data:," />\n  <script></script>\n</html>\n',
  'page/page.css': 'p {\n  color: #ff0000;\n}\n',
  'page/browser/main.ts': "import { word } from '../word';\ndocument.title = word;\n",
  'page/browser/tsconfig.json': '{}',
  'page/word.ts': "export const word: string = 'ü</script>';\n",
  'handler.ts': 'declare const START_PAGE: { readonly html: string };\nexport const handler = () => START_PAGE.html;\n',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-page-test-'));
  mkdirSync(join(folder, 'page/browser'), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) write(path, text);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const write = (path: string, text: string) => {
  writeFileSync(join(folder, path), text);
};
const here = (path: string) => relative(PROJECT, join(folder, path)).replaceAll('\\', '/');

test('puts style and script into the HTML, so that neither can end its element', () => {
  const { html } = bundlePage(here('page')).page;

  expect(html).toMatch(
    /^<!doctype html><html><style>p\{color:red\}<\/style><img src="data:,"><script>.*<\/script><\/html>$/,
  );
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(html).toContain('ü');
});

test('names all files that it was made of', () => {
  expect(bundlePage(here('page')).sources.toSorted()).toEqual(
    [
      ...['page.html', 'page.css', 'browser/main.ts', 'browser/tsconfig.json', 'word.ts'].map((path) =>
        here(`page/${path}`),
      ),
      'modules/aws/bundle-page.ts',
    ].toSorted(),
  );
});

test.each([
  ['no place for its style', '<script></script>', 'style'],
  ['two places for its script', '<style></style><script></script><script></script>', 'script'],
])('fails on a page with %s', (_, html, tag) => {
  write('page/page.html', html);

  expect(() => bundlePage(here('page'))).toThrow(`${here('page/page.html')} needs exactly one empty <${tag}></${tag}>`);
});

test('fails on an import that is not there, naming it', () => {
  write('page/browser/main.ts', "import './lost';\n");

  expect(() => bundlePage(here('page'))).toThrow('Could not resolve "./lost"');
});

test('fails on a warning of esbuild, naming the file', () => {
  write('page/page.css', 'p { colr: red }');

  expect(() => bundlePage(here('page'))).toThrow(
    `cannot bundle ${here('page/page.css')}: "colr" is not a known CSS property`,
  );
});

/** As a process of its own would have it: with nothing bundled yet. */
function freshly() {
  let code = '';
  jest.isolateModules(() => {
    const { bundle } = jest.requireActual<typeof bundleModule>('../../../modules/aws/bundle');
    code = readFileSync(bundle(here('handler.ts')).path, 'utf8');
  });
  return code;
}

test('a function gets its page in its bundle, and another one as soon as a file of the page changes', () => {
  expect(freshly()).toContain('color:red');

  write('page/page.css', 'p { color: blue }');
  expect(freshly()).toContain('color:#00f');
  write('page/word.ts', "export const word = 'another word';\n");
  expect(freshly()).toContain('another word');
  write('page/page.html', `${FILES['page/page.html']}<!-- newer -->`);
  expect(freshly()).toContain('newer');
});
