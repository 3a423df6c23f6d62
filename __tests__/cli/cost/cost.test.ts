import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { costLines, type CostProps, instancePrice, unpricedTypes } from '../../../cli/cost/cost';
import { costTable, sumOf, typesTable, unpricedNote } from '../../../cli/cost/cost-table';
import { PROJECT, projectFiles } from '../../../e2e/project-copy/project-files';
import { configOf, stacksOf } from '../../support/stacks';
import { BASE, LEAF } from '../../modules/config/support';

const leafFile = z.object({ Ec2: z.object({ InstanceType: z.string() }) });

/** What a base and a leaf cost, with 10 GB and 30 hours. */
function linesOf(yaml: { base?: string; leaf?: string } = {}, more: Partial<CostProps> = {}) {
  const { base, leaf } = stacksOf(configOf(yaml));
  return costLines({ plans: { base: base.json, minecraft: leaf.json }, gigabytes: 10, hours: 30, ...more });
}

const WORLD = 'Volumes:\n  World:\n    Paths:\n      - Path: /data\n';
const rounded = (lines: ReturnType<typeof linesOf>) =>
  lines.map(({ stack, item, asleep, awake }) => [stack, item, asleep.toFixed(2), awake?.toFixed(2)]);

test('lists what a leaf with a world costs', () => {
  expect(rounded(linesOf({ leaf: LEAF + WORLD }))).toEqual([
    ['minecraft', 'World: 10 GB in one zone', '1.60', '0.00'],
    ['minecraft', 'World: throughput (bursting)', '0.00', '0.00'],
    ['minecraft', 'World: backups, 10 GB (changes while they are kept cost more)', '0.50', '0.00'],
    ['minecraft', 'instance m7i-flex.large', '0.00', '2.87'],
    ['minecraft', 'public IPv4 address', '0.00', '0.15'],
    ['minecraft', 'root disk, 30 GB', '0.00', '0.10'],
    ['minecraft', 'detailed monitoring', '0.00', '0.09'],
    ['(account)', '5 alarm metrics, 10 of them free', '0.00', '0.00'],
    ['(account)', 'dashboards: 1, 3 of them free', '0.00', '0.00'],
  ]);
});

test('takes the price of several zones, and charges no backups when there are none', () => {
  const lines = rounded(linesOf({ base: `${BASE}Maturity: devel\nVpc:\n  MaxAZs: 2\n`, leaf: LEAF + WORLD }));

  expect(lines).toContainEqual(['minecraft', 'World: 10 GB in several zones', '3.00', '0.00']);
  expect(lines.filter(([, item]) => item!.includes('backups'))).toEqual([]);
});

test('charges the hosted zone when there is a domain', () => {
  const base = `${BASE}Domain:\n  Name: example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n`;

  expect(rounded(linesOf({ base }))[0]).toEqual(['base', 'hosted zone, which you already have', '0.50', '0.00']);
  expect(rounded(linesOf()).filter(([stack]) => stack === 'base')).toEqual([]);
});

test('bills alarm metrics and dashboards beyond the free ones, over all leaves', () => {
  const { leaf } = stacksOf(configOf({ leaf: LEAF + WORLD }));
  const plans = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, leaf.json]));

  expect(rounded(costLines({ plans, gigabytes: 10, hours: 30 })).slice(-2)).toEqual([
    ['(account)', '20 alarm metrics, 10 of them free', '1.00', '0.00'],
    ['(account)', 'dashboards: 4, 3 of them free', '3.00', '0.00'],
  ]);
});

test('shows a sum for each stack, and of everything', () => {
  const base = `${BASE}Domain:\n  Name: example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n`;

  const table = costTable(linesOf({ base, leaf: LEAF + WORLD }), 30).split('\n');

  expect(table.slice(0, 2)).toEqual([
    '| stack | item | asleep, $ a month | 30 hours awake, $ more |',
    '| --- | --- | --: | --: |',
  ]);
  expect(table.filter((row) => row.includes('sum'))).toEqual([
    '| minecraft | **sum** | 2.10 | 3.21 |',
    '| (account) | **sum** | 0.00 | 0.00 |',
    '| **all** | **sum** | 2.60 | 3.21 |',
  ]);
});

test('does not guess the price of an instance type that it does not know', () => {
  const lines = linesOf({ leaf: LEAF.replace('m7i-flex.large', 'x9.huge') });

  expect(sumOf(lines)).toEqual({ asleep: 0, awake: undefined });
  expect(costTable(lines, 30)).toMatch(/[|] instance x9.huge [|] 0.00 [|] unknown [|]/);
});

test('names the instance types that it does not know, and what to do', () => {
  const { leaf } = stacksOf(configOf({ leaf: LEAF.replace('m7i-flex.large', 'x9.huge') }));

  const types = unpricedTypes({ one: leaf.json, two: leaf.json }, ['m7g.large', 'x9.huge', 'x9.small']);

  expect(types).toEqual(['x9.huge', 'x9.small']);
  expect(unpricedNote(types)).toEqual([
    'The price of x9.huge, x9.small is unknown: add it to cli/cost/prices.ts from https://aws.amazon.com/ec2/pricing/on-demand/.',
  ]);
  expect(unpricedNote([])).toEqual([]);
});

test('knows the price of every instance type in the examples', () => {
  const files = projectFiles().filter((path) => /^examples\/.*leaves\/.*\.yaml$/.test(path));
  const types = files.map((path) => leafFile.parse(parse(readFileSync(join(PROJECT, path), 'utf8'))).Ec2.InstanceType);

  expect(types.length).toBeGreaterThan(5);
  expect(types.filter((type) => instancePrice(type) === undefined)).toEqual([]);
});

test('compares instance types', () => {
  expect(typesTable(['m7g.large', 'x9.huge'], 30).split('\n')).toEqual([
    '| instance type | $ an hour | 30 hours awake, $ |',
    '| --- | --- | --: |',
    '| m7g.large | 0.0816 | 2.45 |',
    '| x9.huge | unknown | unknown |',
  ]);
});

test('more GB cost more asleep, more hours more awake', () => {
  const sum = sumOf(linesOf({ leaf: LEAF + WORLD }, { gigabytes: 20, hours: 60 }));

  expect(sum.asleep).toBeCloseTo(2 * 2.1);
  expect(sum.awake).toBeCloseTo(2 * (2.8728 + 0.15 + (2.4 + 2.1) * (30 / 730)));
});
