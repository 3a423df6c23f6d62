import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { STATES } from '../../e2e/browser/states';

const DOCS = resolve(__dirname, '../../docs');
const PICTURES = readdirSync(join(DOCS, 'start-page'));
const PAGE = readFileSync(join(DOCS, 'start-page.md'), 'utf8');
const README = readFileSync(join(DOCS, '../README.md'), 'utf8');

test.each(PICTURES)('%s is a picture that docs/start-page.md shows, of less than 300 kB', (picture) => {
  const path = join(DOCS, 'start-page', picture);

  expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG');
  expect(statSync(path).size).toBeLessThan(300_000);
  expect(PAGE).toContain(`start-page/${picture}`);
});

test('README shows the page, light or dark', () => {
  expect(README).toContain('srcset="docs/start-page/evening-dark.png"');
  expect(README).toContain('src="docs/start-page/evening-light.png"');
});

test('pictures and tests in Chromium know each state of an answer', () => {
  const states = Object.values(STATES).flatMap((says) => ('state' in says ? [says.state] : []));

  expect([...new Set(states)].toSorted()).toEqual(
    ['asleep', 'failed', 'ready', 'refused', 'retiring', 'starting', 'stopping'].toSorted(),
  );
});
