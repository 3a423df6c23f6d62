import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { markdownPage } from '../support/markdown';
import { PROJECT, projectFiles } from '../../e2e/project-copy/project-files';

const FILES = projectFiles();
const PAGES = FILES.filter((path) => path.endsWith('.md'));
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');

/** Relative links of a page whose target does not exist, as `line: target`. */
function brokenLinks(path: string, markdown = read(path)): string[] {
  return markdownPage(markdown)
    .links.filter(({ text }) => !/^[a-z][a-z+.-]*:/i.test(text))
    .filter(({ text }) => !leadsSomewhere(path, text, markdown))
    .map(({ line, text }) => `${line}: ${text}`);
}

function leadsSomewhere(from: string, link: string, markdown: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : normalize(join(dirname(from), decodeURI(path))).replace(/\/$/, '');
  const isFile = FILES.includes(target);
  if (!isFile && !FILES.some((file) => file.startsWith(`${target}/`))) return false;
  if (anchor === undefined) return true;
  return isFile && markdownPage(target === from ? markdown : read(target)).anchors.has(anchor);
}

test.each(PAGES)('every relative link of %s has a target', (path) => {
  expect(brokenLinks(path)).toEqual([]);
});

test('the tests check all pages of the project, and find their links', () => {
  expect(PAGES).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/operations.md', '.gen/README.md']),
  );
  expect(PAGES.filter((path) => path.startsWith('docs/decisions/')).length).toBeGreaterThan(5);
  expect(markdownPage(read('README.md')).links.length).toBeGreaterThan(9);
});

test.each([
  ['a link to a file that does not exist', 'docs/x.md', 'See\n[it](no-such-page.md).', ['2: no-such-page.md']],
  ['a picture that does not exist', 'README.md', '![a](docs/no.svg)', ['1: docs/no.svg']],
  ['a link that is relative to the wrong folder', 'docs/x.md', '[a](README.md)', ['1: README.md']],
  [
    'a link to a heading that does not exist in another page',
    'docs/x.md',
    '[a](operations.md#no-such-heading)',
    ['1: operations.md#no-such-heading'],
  ],
  [
    'a link to a heading that does not exist in the same page',
    'docs/x.md',
    '# A heading\n[a](#another)',
    ['2: #another'],
  ],
  ['a link to a heading of a folder', 'README.md', '[a](docs#files)', ['1: docs#files']],
  ['a broken link after a good one', 'README.md', '[a](docs/ci.md) and [b](docs/no.md)', ['1: docs/no.md']],
  ['a broken definition of a link', 'README.md', '[a]\n\n[a]: docs/no.md', ['3: docs/no.md']],
  ['a broken link in HTML', 'README.md', '<img alt="" src="docs/no.svg">', ['1: docs/no.svg']],
])('finds %s', (_, path, markdown, broken) => {
  expect(brokenLinks(path, markdown)).toEqual(broken);
});

test('accepts other sites, folders and headings as GitHub names them, and ignores links in code', () => {
  const markdown = [
    '# `npx cm`: what it *does*, 2 × a day (or "never")!',
    '## Twice',
    '## Twice',
    '[a](https://example.com/no) [b](mailto:a@example.com) [c](docs) [d](docs/) [e](docs/operations.md#files)',
    '[f](#npx-cm-what-it-does-2--a-day-or-never) [g](#twice) [h](#twice-1)',
    'In code, `[a](no.md)` is no link.',
    '```md',
    '[a](no.md)',
    '# No heading',
    '```',
    '[i](#no-heading)',
  ].join('\n');

  expect(brokenLinks('README.md', markdown)).toEqual(['11: #no-heading']);
});
