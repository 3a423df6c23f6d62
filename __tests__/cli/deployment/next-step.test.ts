import { nextSteps } from '../../../cli/deployment/next-step';
import { type StackReport } from '../../../cli/deployment/report';
import { baseConfig, leafConfig } from '../support/leaf';

const stack = (name: string, more: Partial<StackReport> = {}): StackReport => ({
  stack: name,
  result: 'applied',
  adopt: 0,
  create: 1,
  change: 0,
  replace: 0,
  destroy: 0,
  changes: [],
  ...more,
});
const minecraft = leafConfig();
const valheim = leafConfig({ id: 'valheim', stackName: 'valheim' });
const config = (leaves = [minecraft], base = baseConfig()) => ({
  config: { base, leaves },
  leafIds: leaves.map(({ id }) => id),
});
const domain = { name: 'example.com', hostedZoneId: 'Z1' };

test('after a leaf was applied says how to wake it', () => {
  expect(nextSteps(config(), { stacks: [stack('base', { result: 'unchanged' }), stack('minecraft')] })).toEqual([
    'Next: ./cm wake minecraft. A start takes some minutes; ./cm status shows how far it is, and ./cm logs minecraft what it writes.',
  ]);
});

test('with a domain names the address that wakes it', () => {
  const [line] = nextSteps(config([minecraft], baseConfig({ domain })), { stacks: [stack('minecraft')] });

  expect(line).toMatch(
    /^Next: connect to minecraft[.]example[.]com, which wakes it, or run [.]\/cm wake minecraft[.] A/,
  );
});

test('after several leaves names none of them', () => {
  const [line] = nextSteps(config([minecraft, valheim]), { stacks: [stack('minecraft'), stack('valheim')] });

  expect(line).toMatch(/^Next: [.]\/cm wake <leaf>[.] /);
});

test('after base alone says how to come to a leaf', () => {
  const stacks = [stack('base')];

  expect(nextSteps(config([]), { stacks })).toEqual([
    'Next: copy a file of examples/leaves to config/leaves, change it, and run ./cm deploy.',
  ]);
  expect(nextSteps({ ...config([]), leafIds: ['minecraft', 'valheim'] }, { stacks })).toEqual([
    'Next: ./cm deploy deploys the leaves too: minecraft, valheim.',
  ]);
});

test('asks to confirm the subscription of new addresses', () => {
  const changes = [{ address: 'aws_sns_topic_subscription.Alerts', action: 'create' as const }];

  expect(nextSteps(config(), { stacks: [stack('base', { changes }), stack('minecraft')] })).toEqual([
    expect.stringContaining('Click "Confirm subscription" in it'),
    expect.stringContaining('./cm wake minecraft'),
  ]);
});

test('a function that subscribes to a topic has nothing to confirm', () => {
  const changes = [{ address: 'aws_sns_topic_subscription.Webhooks_36C9D5AB[0]', action: 'create' as const }];

  expect(nextSteps(config(), { stacks: [stack('minecraft', { changes })] })).toEqual([
    expect.stringContaining('./cm wake minecraft'),
  ]);
});

test('says nothing where nothing was applied', () => {
  expect(nextSteps(config(), { stacks: [stack('base', { result: 'unchanged' })] })).toEqual([]);
});
