import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { command } from '../../cli/commands/cost';
import { costLines } from '../../cli/cost/cost';
import { sumOf } from '../../cli/cost/cost-table';
import { PRICES, pricesIn } from '../../modules/aws/prices/prices';
import { loadConfig } from '../../modules/config/load-config';
import { hookPrices } from '../../modules/leaf/asg-state-change-hook/prices';
import { PROJECT, projectFiles } from '../../e2e/project-copy/project-files';
import { stacksOf } from '../support/stacks';
import { pageCosts } from './page-costs';
import { purse } from './purse';
import { quickstart } from './purse-leaf';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
// the end of a line, also in a comment, counts as a space
const readText = (path: string) => read(path).replace(/\s*\n(# )?\s*/g, ' ');

/** What `./cm cost` says about the quick start, without options or with `--hours`. */
function quickstartCosts(awakeHours?: number) {
  const { config } = loadConfig({ projectFolder: PROJECT, env: { CONFIG_DIR: 'examples/quickstart' } });
  const [leaf, ...others] = config.leaves;
  expect(others).toEqual([]);
  const stacks = stacksOf({ base: config.base, leaf: leaf! });
  const defaults = command().opts<{ readonly gigabytes: number; readonly hours: number }>();
  const { gigabytes, hours } = { ...defaults, ...(awakeHours !== undefined && { hours: awakeHours }) };
  const lines = costLines({
    plans: { base: stacks.base.json, minecraft: stacks.leaf.json },
    gigabytes,
    hours,
    region: config.base.region,
  });
  return { gigabytes, hours, region: config.base.region, ...sumOf(lines) };
}

/** Every amount of money that a page names; `$ ./cm`, `$ echo` and `$(` are shell. */
const amountsOf = (path: string) =>
  [...readText(path).matchAll(/(\d[\d.]*) \$(?!\(| \.\/| echo)/g)].map(([, amount = '']) => amount);

test('the costs in README.md are those of ./cm cost for the quick start', () => {
  const { gigabytes, hours, region, asleep, awake } = quickstartCosts();

  const text = readText('README.md');
  expect(text).toContain(
    `Asleep, ${gigabytes} GB of worlds with their daily backups cost ${asleep.toFixed(2)} $ a month`,
  );
  expect(text).toContain(`${hours} hours of play add ${awake!.toFixed(2)} $`);
  expect(text).toContain(
    `The figures are those of \`./cm cost\` for the quick start, in ${region}; ` +
      `a hosted zone is ${PRICES.hostedZone.toFixed(2)} $ a month more.`,
  );
  expect(amountsOf('README.md')).toEqual([asleep, awake!, PRICES.hostedZone].map((amount) => amount.toFixed(2)));
});

test('the costs of the first evening are those of ./cm cost --hours 2 for the quick start', () => {
  const { awake, region } = quickstartCosts(2);

  expect(readText('docs/first-account.md')).toContain(
    `awake for two hours costs ${awake!.toFixed(2)} $ (\`./cm cost --hours 2\`, ${region})`,
  );
  expect(amountsOf('docs/first-account.md')).toEqual([awake!.toFixed(2), PRICES.hostedZone.toFixed(2)]);
});

/** The pages name prices of us-east-1, and say so. */
const HERE = pricesIn('us-east-1');
const hourly = (type: string) => HERE.instance(type)!.dollars;

/** $ a GB: https://aws.amazon.com/cloudwatch/pricing/ and https://aws.amazon.com/ec2/pricing/on-demand/ */
const LOGS = PRICES.logsGigabyte;
const TRAFFIC = PRICES.trafficGigabyte;
const atMegabytesPerSecond = (megabytes: number) => (megabytes * 3600 * PRICES.hoursPerMonth) / 1024;

/** What an evening of 2 h 12 min, the month's 14 h 20 min and 1.2 GB of files cost, as the function calculates it. */
function receiptAmounts(): string[] {
  const { hourly: prices, efsOneZone } = hookPrices('eu-central-1', ['m7i-flex.large']);
  const price = prices['m7i-flex.large']!;
  return [price * 2.2, (price * 860) / 60, efsOneZone * 1.2].map((amount) => amount.toFixed(2));
}

test.each([
  ['docs/configuration.md', [String(PRICES.dashboard)]],
  [
    'docs/decisions/cpu-credits.md',
    // two vCPUs with a baseline of 30 %
    [HERE.surplus('t3.large').dollars, 2 * 0.7 * HERE.surplus('t3.large').dollars, hourly('t3.large')].map((price) =>
      String(Number(price.toFixed(4))),
    ),
  ],
  [
    'docs/operations.md',
    [
      // in the transcript, of a leaf that was awake for seconds
      ...Array.from({ length: 3 }, () => (hourly('m7i-flex.large') / 3_600).toFixed(2)),
      (1024 * HERE.of('efsOneZone').dollars).toFixed(0),
      (1024 * HERE.of('backup').dollars).toFixed(0),
      LOGS.toFixed(2),
      (atMegabytesPerSecond(1) * LOGS).toFixed(0),
      TRAFFIC.toFixed(2),
      (atMegabytesPerSecond(10) * TRAFFIC).toFixed(0),
      (hourly('m7i-flex.large') * PRICES.hoursPerMonth).toFixed(0),
    ],
  ],
  ['docs/how-it-works.md', [...purse(quickstart()).amounts, ...pageCosts().amounts]],
  // in two e-mails
  ['docs/reference/e-mails.md', [...receiptAmounts(), ...receiptAmounts()]],
  ['docs/decisions/storage.md', [HERE.of('efsOneZone').dollars.toFixed(2)]],
  ['docs/decisions/one-zone-one-filter.md', [PRICES.hostedZone.toFixed(2)]],
  ['examples/quickstart/leaves/minecraft.yaml', [hourly('m7i-flex.large').toFixed(2)]],
])('the amounts in %s are those of the price list', (path, amounts) => {
  expect(amountsOf(path)).toEqual(amounts);
});

test('no page names an amount that these tests do not check', () => {
  const pages = projectFiles().filter((path) => /\.md$|^examples\/.*\.yaml$/.test(path));

  expect(pages.filter((path) => amountsOf(path).length > 0)).toEqual([
    'README.md',
    'docs/configuration.md',
    'docs/decisions/cpu-credits.md',
    'docs/decisions/one-zone-one-filter.md',
    'docs/decisions/storage.md',
    'docs/first-account.md',
    'docs/how-it-works.md',
    'docs/operations.md',
    'docs/reference/e-mails.md',
    'examples/quickstart/leaves/minecraft.yaml',
  ]);
});
