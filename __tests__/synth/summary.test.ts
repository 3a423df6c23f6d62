import { Testing } from 'cdktf';

import { PRICES } from '../../modules/aws/prices/prices';
import { BaseStack } from '../../modules/base/base-stack';
import { LeafStack } from '../../modules/leaf/leaf-stack';
import { synthSummary } from '../../synth/summary';
import { BASE, LEAF, load } from '../modules/config/support';

const WITHOUT_DASHBOARD = `${LEAF}Dashboard:\n  Enabled: false\n`;

/** What is said of these leaves, by their ids. */
function summaryOf(leaves: Readonly<Record<string, string>>, base = BASE): string[] {
  const files = Object.fromEntries(Object.entries(leaves).map(([id, leaf]) => [`config/leaves/${id}.yaml`, leaf]));
  const { config } = load({ 'config/base.yaml': base, ...files });
  const app = Testing.app();
  const baseStack = new BaseStack(app, config.base);
  const stacks = config.leaves.map((leaf) => new LeafStack(app, { baseStack, base: config.base, leaf }));
  return synthSummary({ config, stacks: [baseStack, ...stacks], output: {} }).split('\n');
}

test('shows each stack on a line, with the place of its state and what players connect to', () => {
  const base = `${BASE}Domain:\n  Name: example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n`;

  const [head, ...lines] = summaryOf({ minecraft: LEAF, 'my.game': LEAF }, base);

  expect(head).toMatch(/^ Stack +Resources +State +Address$/);
  expect(lines).toEqual([
    expect.stringMatching(/^ base +\d+ +terraform\.tfstate\.d\/base\/terraform\.tfstate$/),
    expect.stringMatching(
      /^ minecraft +\d+ +terraform\.tfstate\.d\/minecraft\/terraform\.tfstate +minecraft\.example\.com 25565\/tcp$/,
    ),
    expect.stringMatching(
      /^ my-game +\d+ +terraform\.tfstate\.d\/my-game\/terraform\.tfstate +my\.game\.example\.com 25565\/tcp$/,
    ),
  ]);
});

test('shows the path in the bucket where State is set', () => {
  const [, base] = summaryOf({}, `${BASE}State:\n  Bucket: my-state\n`);

  expect(base).toMatch(/ s3:\/\/my-state\/container-manager\/base\/terraform\.tfstate$/);
});

test('says nothing about costs up to three dashboards, which are free', () => {
  const lines = summaryOf({ one: LEAF, two: LEAF, three: LEAF, four: WITHOUT_DASHBOARD });

  expect(lines.join('\n')).not.toContain('$');
  expect(lines).toHaveLength(6);
});

test('says what more than three dashboards cost', () => {
  const lines = summaryOf({ one: LEAF, two: LEAF, three: LEAF, four: LEAF, five: LEAF });

  const { dashboard, freeDashboards } = PRICES;
  expect(lines.slice(-2)).toEqual([
    '',
    `5 dashboards cost ${(5 - freeDashboards) * dashboard} $ a month: ${freeDashboards} in an account are free, ` +
      `each further one costs ${dashboard} $. Dashboard.Enabled: false removes one.`,
  ]);
});
