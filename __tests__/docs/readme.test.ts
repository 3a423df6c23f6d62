import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { load } from '../modules/config/support';
import { PROJECT } from '../../e2e/project-copy/project-files';

const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const blocks = (language: string, text = README) =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, block = '']) => (name === language ? [block] : []));

test('the YAML in README.md is a valid leaf, and part of the quick start', () => {
  const [leaf = '', ...others] = blocks('yaml');
  expect(others).toEqual([]);

  const { config } = load({ 'config/base.yaml': 'Region: us-east-1\n', 'config/leaves/minecraft.yaml': leaf });

  expect(config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
  const quickstart: unknown = parse(readFileSync(join(PROJECT, 'examples/quickstart/leaves/minecraft.yaml'), 'utf8'));
  expect(quickstart).toMatchObject(parse(leaf) as object);
  expect(README).toContain(`nobody connected for ${config.leaves[0]!.watchdog.minutesWithoutConnections} minutes`);
});

test('the quick start shows npm run synth and npm test, and no other commands', () => {
  const [, quickstart = ''] = /^## Quick start\n(.*?)^## /ms.exec(README) ?? [];

  expect(blocks('sh', quickstart)).toEqual(['npm ci && npm run synth\n', 'npm ci && npm test\n']);
});
