import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT, projectFiles } from '../../e2e/project-copy/project-files';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const SOURCES = projectFiles().filter((path) => /^(main\.ts|(cli|lambdas|modules|synth|\.ci)\/)/.test(path));

/** A page that code names, with a heading where it names one. */
interface Reference {
  readonly source: string;
  readonly page: string;
  readonly heading?: string;
}

/** Long strings are written as several, added to one another. */
function joined(code: string): string {
  return code.replace(/['"`] \+\s+['"`]/g, '');
}

function references(source: string): Reference[] {
  const code = joined(read(source));
  const pages = [...code.matchAll(/docs\/[\w/-]+\.md/g)].map(([page]) => ({ source, page }));
  const sections = [
    ...[...code.matchAll(/(docs\/[\w/-]+\.md), '([^']+)'/g)].map(([, page = '', heading = '']) => ({ page, heading })),
    ...[...code.matchAll(/"([^"]+)" in (docs\/[\w/-]+\.md)/g)].map(([, heading = '', page = '']) => ({
      page,
      heading,
    })),
  ];
  return [...pages, ...sections.map((one) => ({ source, ...one }))];
}

const FOUND = SOURCES.flatMap(references);

test('every page that messages and comments refer to exists', () => {
  expect(FOUND.length).toBeGreaterThan(20);
  expect(FOUND.filter(({ page }) => !existsSync(join(PROJECT, page)))).toEqual([]);
});

test('every heading that a message refers to exists', () => {
  const named = FOUND.filter(({ heading }) => heading !== undefined);

  expect(named.length).toBeGreaterThan(5);
  const isMissing = ({ page, heading = '' }: Reference) => !new RegExp(`^#+ ${heading}$`, 'm').test(read(page));
  expect(named.filter(isMissing)).toEqual([]);
});
