import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { startPageApp } from '../../../lambdas/start-page/app';
import { AwsLeaves } from '../../../lambdas/start-page/aws-leaves';
import { endsInTime, TooLateError, withinDeadline } from '../../../lambdas/start-page/deadline';
import { group } from '../../support/start-system';
import { dependencies, TOKEN } from './support';

const autoScaling = mockClient(AutoScalingClient);
const FRUITLESS = { Key: 'container-manager:told/fruitless', Value: '5 2026-11-22T20:00:00.000Z 10' };

let now: number;
/** Ends all waits for the deadline, as its timer does. */
let ring: () => void;
/** Lets AWS answer the call that hangs. */
let thaw: (fails?: Error) => void;

beforeEach(() => {
  now = Date.parse('2026-11-22T20:16:00Z');
  autoScaling.reset();
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation();
  const asleep = group('minecraft', 0);
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [{ ...asleep, Tags: [...(asleep.Tags ?? []), FRUITLESS] }] });
  autoScaling.on(CreateOrUpdateTagsCommand).resolves({});
  autoScaling.on(DeleteTagsCommand).resolves({});
  autoScaling.on(SetDesiredCapacityCommand).resolves({});
});
afterEach(() => {
  jest.restoreAllMocks();
});

const settled = () => new Promise((done) => setImmediate(done));
const hang = () =>
  new Promise((resolve, reject) => {
    thaw = (fails) => {
      if (fails === undefined) resolve({});
      else reject(fails);
    };
  });
const clock = (timer: boolean) => ({
  now: () => new Date(now),
  wait: () =>
    new Promise<void>((done) => {
      if (timer) ring = done;
    }),
});

function server({ timer = true } = {}) {
  const none = { read: () => Promise.resolve(new Map<string, string>()) };
  const leaves = new AwsLeaves({
    clients: {
      autoScaling: endsInTime(new AutoScalingClient({})),
      ecs: endsInTime(new ECSClient({})),
      lambda: endsInTime(new LambdaClient({})),
    },
    tags: { project: { tag: 'container-manager:project', value: 'games' }, leafTag: 'container-manager:leaf' },
    details: none,
    starts: none,
    clock: clock(timer),
  });
  return startPageApp({ ...dependencies(), leaves, clock: clock(timer) });
}
const wake = (app: ReturnType<typeof server>) =>
  app.request('/wake', {
    method: 'POST',
    body: '{"leaf":"minecraft"}',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
  });
const changes = () =>
  autoScaling
    .calls()
    .map(({ args }) => args[0].constructor.name)
    .filter((name) => !name.startsWith('Describe'));

test.each([
  ['looks for the group', true, []],
  ['notes who wakes it', false, ['CreateOrUpdateTagsCommand']],
])(
  'a wake that hangs while it %s is 503, and the next request of a stranger, hours later, turns nothing on',
  async (_, looks, made) => {
    const app = server();
    if (looks) {
      const asleep = group('minecraft', 0);
      autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(async () => {
        await hang();
        return { AutoScalingGroups: [asleep] };
      });
    } else autoScaling.on(CreateOrUpdateTagsCommand).callsFake(hang);
    const answer = wake(app);
    await settled();
    ring();
    expect((await answer).status).toBe(503);
    expect(await (await answer).json()).toEqual({ error: 'try-later' });

    now += 3 * 3_600_000;
    thaw();
    expect((await app.request('/minecraft')).status).toBe(200);
    await settled();
    expect(changes()).toEqual(made);
  },
);

test('a switch that AWS refused for another change is not tried again after the answer', async () => {
  const app = server();
  autoScaling.on(SetDesiredCapacityCommand).callsFake(hang);
  const answer = wake(app);
  await settled();
  ring();
  expect((await answer).status).toBe(503);

  thaw(Object.assign(new Error('busy'), { name: 'ResourceContentionFault' }));
  await settled();
  ring();
  await settled();
  expect(changes()).toEqual(['CreateOrUpdateTagsCommand', 'SetDesiredCapacityCommand']);
});

test('the time of day counts too, where no timer could ring', async () => {
  autoScaling.on(CreateOrUpdateTagsCommand).callsFake(hang);
  const answer = wake(server({ timer: false }));
  await settled();
  now += 1_600;
  thaw();

  expect((await answer).status).toBe(503);
  expect(changes()).toEqual(['CreateOrUpdateTagsCommand']);
});

test('each call to AWS is given up when its request is answered, and a part is over with the whole', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(hang);
  const client = endsInTime(new AutoScalingClient({}));
  // a cast, since the mock's types know no options
  const options = () => autoScaling.calls().at(-1)?.args as unknown as [unknown, { abortSignal: AbortSignal }];
  const limits: (() => void)[] = [];
  const twoClocks = { now: () => new Date(now), wait: () => new Promise<void>((done) => limits.push(done)) };
  const answer = withinDeadline(twoClocks, () =>
    withinDeadline(twoClocks, () => client.send(new DescribeAutoScalingGroupsCommand({})), 1_500),
  );
  const failed = expect(answer).rejects.toThrow(TooLateError);
  await settled();
  expect(options()[1].abortSignal.aborted).toBe(false);
  // the one of the whole is the last that is set
  limits.at(-1)?.();
  await failed;
  expect(options()[1].abortSignal.aborted).toBe(true);
});

test('outside a request a client works as ever', async () => {
  await endsInTime(new AutoScalingClient({})).send(new DescribeAutoScalingGroupsCommand({}));

  expect(autoScaling.calls()).toHaveLength(1);
});
