import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import pc from 'picocolors';
import { parse } from 'yaml';
import { z } from 'zod';

import {
  asksGame,
  costLines,
  type CostProps,
  instancePrice,
  surplusTypes,
  unpricedTypes,
} from '../../../cli/cost/cost';
import { costReport, costText } from '../../../cli/cost/cost-report';
import { costTable, queryNote, sumOf, surplusNote, typesTable, unpricedNote } from '../../../cli/cost/cost-table';
import { PROJECT, projectFiles } from '../../../e2e/project-copy/project-files';
import { configOf, stacksOf } from '../../support/stacks';
import { BASE, LEAF } from '../../modules/config/support';

const leafFile = z.object({ Ec2: z.object({ InstanceType: z.string() }) });

/** What a base and a leaf cost, with 10 GB and 30 hours. */
function linesOf(yaml: { base?: string; leaf?: string } = {}, more: Partial<CostProps> = {}) {
  const { base, leaf } = stacksOf(configOf(yaml));
  return costLines({
    plans: { base: base.json, minecraft: leaf.json },
    gigabytes: 10,
    hours: 30,
    region: 'us-east-1',
    ...more,
  });
}

const WIDE = { colors: pc.createColors(false), columns: undefined };
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
    ['(account)', '7 alarm metrics, 10 of them free', '0.00', '0.00'],
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

  expect(rounded(costLines({ plans, gigabytes: 10, hours: 30, region: 'us-east-1' })).slice(-2)).toEqual([
    ['(account)', '28 alarm metrics, 10 of them free', '1.80', '0.00'],
    ['(account)', 'dashboards: 4, 3 of them free', '3.00', '0.00'],
  ]);
});

const ASKED = `${LEAF}Query:\n  Game: minecraft\n`;

test.each([
  ['who plays and whether somebody does', ASKED, 'player-query: 2 metrics, sent each minute', '0.043'],
  [
    'a game that counts no players',
    `${ASKED}  CountsPlayers: false\n`,
    'player-query: 1 metric, sent each minute',
    '0.030',
  ],
  ['a port', ASKED.replace('minecraft\n', 'tcp\n'), 'player-query: 1 metric, sent each minute', '0.030'],
])('charges what a Query sends to CloudWatch: %s', (_, leaf, item, dollars) => {
  const [line, ...others] = linesOf({ leaf }).filter(
    ({ stack, item: text }) => stack === 'minecraft' && text.startsWith('player-query'),
  );

  expect(others).toEqual([]);
  expect([line?.item, line?.asleep, line?.awake?.toFixed(3)]).toEqual([item, 0, dollars]);
});

test('charges the function that asks the game beyond what Lambda gives for free, over all leaves', () => {
  const { leaf } = stacksOf(configOf({ leaf: ASKED }));
  const plans = { a: leaf.json, b: leaf.json };

  expect(rounded(costLines({ plans, gigabytes: 10, hours: 30, region: 'us-east-1' })).at(-1)).toEqual([
    '(account)',
    'player-query: at most 54000 GB-seconds of Lambda, 400000 of them free',
    '0.00',
    '0.00',
  ]);
  expect(rounded(costLines({ plans, gigabytes: 10, hours: 730, region: 'us-east-1' })).at(-1)).toEqual([
    '(account)',
    'player-query: at most 1314000 GB-seconds of Lambda, 400000 of them free',
    '0.00',
    // 914,000 GB-seconds
    '12.19',
  ]);
});

test('says on what the figures of a Query rest, where there is one', () => {
  const [asked, unasked] = [ASKED, LEAF].map((leaf) => ({ a: stacksOf(configOf({ leaf })).leaf.json }));
  const textOf = (plans: CostProps['plans']) =>
    costText(costReport({ plans, gigabytes: 10, hours: 30, region: 'us-east-1', types: [] }), 'us-east-1', WIDE);

  expect([asksGame(asked!), asksGame(unasked!)]).toEqual([true, false]);
  expect(queryNote(true)).toEqual([
    'player-query runs each minute while a leaf with a Query is awake. Its seconds are counted as if each run took the whole minute, as it does while the game loads; later it takes about a second.',
  ]);
  expect(textOf(asked!)).toContain(queryNote(true).join());
  expect(textOf(asked!)).toMatch(
    /\nPrices of us-east-1 .*, without taxes, logs, traffic, and functions other than player-query\.$/,
  );
  expect(textOf(unasked!)).not.toContain('each run');
});

test('shows a sum for each stack, and of everything', () => {
  const base = `${BASE}Domain:\n  Name: example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n`;

  expect(costTable(linesOf({ base, leaf: LEAF + WORLD }), 30, WIDE).split('\n')).toEqual([
    ' Stack       Item                                                              Asleep,   Awake 30 h,',
    '                                                                             $ a month        $ more',
    ' base        hosted zone, which you already have                                  0.50          0.00',
    ' minecraft   World: 10 GB in one zone                                             1.60          0.00',
    '             World: throughput (bursting)                                         0.00          0.00',
    '             World: backups, 10 GB (changes while they are kept cost more)        0.50          0.00',
    '             instance m7i-flex.large                                              0.00          2.87',
    '             public IPv4 address                                                  0.00          0.15',
    '             root disk, 30 GB                                                     0.00          0.10',
    '             detailed monitoring                                                  0.00          0.09',
    '             sum                                                                  2.10          3.21',
    ' (account)   8 alarm metrics, 10 of them free                                     0.00          0.00',
    '             dashboards: 1, 3 of them free                                        0.00          0.00',
    '             sum                                                                  0.00          0.00',
    ' all         sum                                                                  2.60          3.21',
  ]);
});

test.each([60, 80])('fits a terminal of %i columns: long items get severallines', (columns) => {
  const lines = costTable(linesOf({ leaf: LEAF + WORLD }), 30, { ...WIDE, columns }).split('\n');

  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('World: backups, 10 GB');
});

test('does not guess the price of an instance type that it does not know', () => {
  const lines = linesOf({ leaf: LEAF.replace('m7i-flex.large', 'x9.huge') });

  expect(sumOf(lines)).toEqual({ asleep: 0, awake: undefined });
  expect(costTable(lines, 30, WIDE)).toMatch(/ instance x9.huge +0.00 +unknown$/m);
});

test('names the instance types that it does not know, and what to do', () => {
  const { leaf } = stacksOf(configOf({ leaf: LEAF.replace('m7i-flex.large', 'x9.huge') }));

  const plans = { one: leaf.json, two: leaf.json };
  const types = unpricedTypes({ plans, region: 'us-east-1' }, ['m7g.large', 'x9.huge', 'x9.small']);

  expect(types).toEqual(['x9.huge', 'x9.small']);
  expect(unpricedNote(types)).toEqual([
    'The price of x9.huge, x9.small is unknown. https://aws.amazon.com/ec2/pricing/on-demand/ has it: give it with --price x9.huge=<$ an hour>.',
  ]);
  expect(unpricedNote([])).toEqual([]);
});

test.each([
  ['t3.large', ['t3.large']],
  ['t4g.large\n  CpuCredits: unlimited', ['t4g.large']],
  ['t3.large\n  CpuCredits: standard', []],
  ['t2.large', []],
  ['t2.large\n  CpuCredits: unlimited', ['t2.large']],
  ['m7i-flex.large', []],
])('knows whether EC2 bills CPU above a baseline: %j', (type, billed) => {
  const { base, leaf } = stacksOf(configOf({ leaf: LEAF.replace('m7i-flex.large', type) }));

  expect(surplusTypes({ base: base.json, one: leaf.json, two: leaf.json })).toEqual(billed);
});

test('says why CPU above the baseline costs more, where there is one', () => {
  expect(surplusNote(['t3.large'])).toEqual([
    'EC2 bills CPU of t3.large above the baseline: each wake-up begins without credits. Ec2.CpuCredits: standard avoids it, and slows the game down.',
  ]);
  expect(surplusNote([])).toEqual([]);
});

test.each([
  // 2 vCPUs, 70 % of each above the baseline
  ['t3.large', 'if all 2 vCPUs of t3.large are busy: at most, not in the sum', '2.10'],
  ['t3a.xlarge', 'if all 4 vCPUs of t3a.xlarge are busy: at most, not in the sum', '3.60'],
  ['t4g.medium', 'if all 2 vCPUs of t4g.medium are busy: at most, not in the sum', '1.92'],
  ['t2.xlarge\n  CpuCredits: unlimited', 'if all 4 vCPUs of t2.xlarge are busy: at most, not in the sum', '4.65'],
])('names what a busy instance adds: %j', (type, item, dollars) => {
  const lines = linesOf({ leaf: LEAF.replace('m7i-flex.large', type) });
  const surplus = lines.filter(({ atMost }) => atMost);

  expect(rounded(surplus)).toEqual([['minecraft', item, '0.00', dollars]]);
  expect(sumOf(lines)).toEqual(sumOf(lines.filter(({ atMost }) => atMost === undefined)));
});

test.each(['m7i-flex.large', 't2.large', 't3.large\n  CpuCredits: standard'])('a busy %j adds nothing', (type) => {
  expect(linesOf({ leaf: LEAF.replace('m7i-flex.large', type) }).filter(({ atMost }) => atMost)).toEqual([]);
});

test('marks each figure that is not the price of the Region, and says which it is', () => {
  const { base, leaf } = stacksOf(configOf({ leaf: LEAF + WORLD }));
  const plans = { base: base.json, minecraft: leaf.json };
  const report = costReport({ plans, gigabytes: 10, hours: 30, region: 'eu-north-1', types: ['m7g.large', 'x9.huge'] });

  const text = costText(report, 'eu-north-1', WIDE).replace(/ +$/gm, '');
  expect(text).toMatch(/World: 10 GB in one zone +1\.60\* +0\.00$/m);
  expect(text).toMatch(/instance m7i-flex\.large +0\.00 +2\.87\*$/m);
  // the same in every Region
  expect(text).toMatch(/public IPv4 address +0\.00 +0\.15$/m);
  expect(text).toMatch(/ m7g\.large +0\.0816\* +2\.45\*$/m);
  expect(text).toMatch(/ x9\.huge +unknown +unknown$/m);
  expect(text).toMatch(
    /\nPrices of us-east-1 as of 2026-11-22, without taxes, logs, traffic, and functions other than player-query\.\n\* price of us-east-1: that of eu-north-1, your Region, is not known here\. With AWS credentials, npm run prices -- eu-north-1 looks it up\.$/,
  );
});

test('marks nothing in us-east-1', () => {
  const { leaf } = stacksOf(configOf({ leaf: LEAF + WORLD }));
  const report = costReport({ plans: { a: leaf.json }, gigabytes: 10, hours: 30, region: 'us-east-1', types: [] });

  expect(costText(report, 'us-east-1', WIDE)).not.toContain('*');
  expect(costText(report, 'us-east-1', WIDE)).toMatch(
    /\n\nPrices of us-east-1 as of 2026-11-22, without taxes, logs, traffic, and functions other than player-query\.$/,
  );
});

test('knows the price of every instance type in the examples', () => {
  const files = projectFiles().filter((path) => /^examples\/.*leaves\/.*\.yaml$/.test(path));
  const types = files.map((path) => leafFile.parse(parse(readFileSync(join(PROJECT, path), 'utf8'))).Ec2.InstanceType);

  expect(types.length).toBeGreaterThan(5);
  expect(types.filter((type) => instancePrice(type, 'us-east-1') === undefined)).toEqual([]);
});

test('takes the price that a person gives, also instead of a known one', () => {
  const prices = { 'x9.huge': 1.5, 'm7g.large': 2 };
  const { leaf } = stacksOf(configOf({ leaf: LEAF.replace('m7i-flex.large', 'x9.huge') }));
  const report = costReport({
    plans: { a: leaf.json },
    gigabytes: 10,
    hours: 30,
    region: 'eu-central-1',
    prices,
    types: ['m7g.large'],
  });

  expect(report.lines).toContainEqual({ stack: 'a', item: 'instance x9.huge', asleep: 0, awake: 45 });
  expect(report).toMatchObject({ types: [{ type: 'm7g.large', perHour: 2 }], unpriced: [] });
});

test('compares instance types', () => {
  const types = [
    { type: 'm7g.large', perHour: 0.0816 },
    { type: 'x9.huge', perHour: null },
  ];

  expect(typesTable(types, 30, WIDE).split('\n')).toEqual([
    ' Instance type   $ an hour   Awake 30 h, $',
    ' m7g.large          0.0816            2.45',
    ' x9.huge           unknown         unknown',
  ]);
});

test('more GB cost more asleep, more hours more awake', () => {
  const sum = sumOf(linesOf({ leaf: LEAF + WORLD }, { gigabytes: 20, hours: 60, region: 'us-east-1' }));

  expect(sum.asleep).toBeCloseTo(2 * 2.1);
  expect(sum.awake).toBeCloseTo(2 * (2.8728 + 0.15 + (2.4 + 2.1) * (30 / 730)));
});

describe('with fallback types', () => {
  const leaf = LEAF.replace(
    'm7i-flex.large',
    'm7i-flex.large\n  FallbackInstanceTypes: [m6i.large, t3.large, x9.large]',
  );
  const onFallback = (type: string) => `on ${type} where AWS has none of those before it: instead, not in the sum`;

  test('shows what each costs instead of the first, in no sum', () => {
    const lines = linesOf({ leaf }).filter(({ item }) => / (?:on|instance|vCPUs) |^on |^instance /.test(item));

    expect(rounded(lines)).toEqual([
      ['minecraft', 'instance m7i-flex.large', '0.00', '2.87'],
      ['minecraft', onFallback('m6i.large'), '0.00', '2.88'],
      ['minecraft', onFallback('t3.large'), '0.00', '2.50'],
      ['minecraft', onFallback('x9.large'), '0.00', undefined],
      ['minecraft', 'if all 2 vCPUs of t3.large are busy: at most, not in the sum', '0.00', '2.10'],
    ]);
    expect(sumOf(linesOf({ leaf }))).toEqual(sumOf(linesOf({ leaf: LEAF })));
  });

  test('names those of unknown price, and those that EC2 bills for CPU', () => {
    const stacks = stacksOf(configOf({ leaf }));
    const plans = { minecraft: stacks.leaf.json };

    expect(unpricedTypes({ plans, region: 'us-east-1' }, [])).toEqual(['x9.large']);
    expect(surplusTypes(plans)).toEqual(['t3.large']);
  });
});
