import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { mockClient } from 'aws-sdk-client-mock';

import { wake, type WakeProps } from '../../../cli/wake/wake';
import { FakeClock } from '../support/fake-clock';
import { at, group, instances, task } from '../support/leaf';
import { leafContext } from '../support/workspace';

const autoScaling = mockClient(AutoScalingClient);
const ecs = mockClient(ECSClient);
const ec2 = mockClient(EC2Client);
const route53 = mockClient(Route53Client);
const host = { name: 'minecraft.example.com', hostedZoneId: 'Z1' };

let said: string[];

beforeEach(() => {
  for (const mock of [autoScaling, ecs, ec2, route53]) mock.reset();
  said = [];
  ecs
    .on(ListTasksCommand)
    .resolves({ taskArns: [] })
    .on(ListTasksCommand, { desiredStatus: 'RUNNING' })
    .resolves({ taskArns: ['t-1'] });
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task()] });
  ecs.on(DescribeServicesCommand).resolves({ services: [{ events: [] }] });
  ec2.on(DescribeInstancesCommand).resolves({
    Reservations: [{ Instances: [{ LaunchTime: at('20:14'), PublicIpAddress: '198.51.100.7' }] }],
  });
});

const run = (more: Partial<WakeProps> = {}) =>
  wake({
    ...leafContext(),
    timeoutSeconds: 600,
    clock: new FakeClock(),
    say: (line) => said.push(line),
    ...more,
  });
const switches = () => autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input);
const asleep = { AutoScalingGroups: [group()] };
const on = (...states: Parameters<typeof instances>) => ({
  AutoScalingGroups: [group({ DesiredCapacity: 1, Instances: instances(...states) })],
});

test('wakes the leaf and waits for the instance, the container and the address', async () => {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolvesOnce(asleep)
    .resolvesOnce(on())
    .resolvesOnce(on('Pending'))
    .resolves(on('InService'));
  ecs
    .on(DescribeTasksCommand)
    .resolvesOnce({ tasks: [] })
    .resolvesOnce({ tasks: [] })
    .resolvesOnce({ tasks: [task({ lastStatus: 'PENDING' })] })
    .resolves({ tasks: [task()] });
  ec2
    .on(DescribeInstancesCommand)
    .resolvesOnce({ Reservations: [{ Instances: [{ LaunchTime: at('20:14') }] }] })
    .resolves({ Reservations: [{ Instances: [{ LaunchTime: at('20:14'), PublicIpAddress: '198.51.100.7' }] }] });

  expect(await run()).toEqual({ address: '198.51.100.7', wasAsleep: true, seconds: 12 });
  expect(switches()).toEqual([
    { AutoScalingGroupName: 'games-minecraft-asg', DesiredCapacity: 1, HonorCooldown: false },
  ]);
  expect(said).toEqual([
    'waiting for its instance',
    'waiting for its instance (Pending)',
    'waiting for its container (PENDING)',
  ]);
});

test('with a Query waits for the game too, and says so', async () => {
  const tag = (Key: string, Value: string) => ({ Key, Value });
  const withTags = (...Tags: ReturnType<typeof tag>[]) => ({
    AutoScalingGroups: [
      group({
        DesiredCapacity: 1,
        Instances: instances('InService'),
        Tags: [tag('container-manager:ready-when', 'answers'), ...Tags],
      }),
    ],
  });
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolvesOnce(withTags())
    .resolvesOnce(withTags())
    .resolvesOnce(withTags())
    .resolves(withTags(tag('container-manager:told/answered/i-1', '2026-11-22T20:16:00.000Z ecs-svc/1')));
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task({ startedBy: 'ecs-svc/1' })] });

  expect(await run()).toEqual({ address: '198.51.100.7', wasAsleep: false, seconds: 6 });
  expect(said).toEqual(['waiting for its game (loading)']);
});

test('changes nothing when the leaf is already awake', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(on('InService'));

  expect(await run()).toEqual({ address: '198.51.100.7', wasAsleep: false, seconds: 0 });
  expect(switches()).toEqual([]);
});

describe('somebody who wakes it deliberately', () => {
  const told = (key: string, Value: string) => ({ Key: `container-manager:told/${key}`, Value });
  const NOTES = [told('fruitless', '5 2026-11-22T20:00:00.000Z 14'), told('woken-by', '2026-11-22T18:00:00.000Z stay')];
  const LIMIT = [
    { Key: 'container-manager:wake-rules', Value: 'limit-hours=1' },
    told('month', `${new FakeClock().now().toISOString().slice(0, 7)} 60 2026-11-22T20:00:00.000Z`),
  ];
  const groupOf = (desired: number, Tags: ReturnType<typeof told>[]) => ({
    AutoScalingGroups: [
      group({ DesiredCapacity: desired, Instances: desired === 0 ? [] : instances('InService'), Tags }),
    ],
  });
  const tags = (command: typeof CreateOrUpdateTagsCommand | typeof DeleteTagsCommand) =>
    autoScaling.commandCalls(command).flatMap(({ args }) => args[0].input.Tags ?? []);

  test('is noted before the switch is turned, and ends the back-off and a sleep that was to stay', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(groupOf(0, NOTES)).resolves(on('InService'));

    expect(await run()).toMatchObject({ wasAsleep: true });
    expect(tags(CreateOrUpdateTagsCommand)).toMatchObject([
      { Key: 'container-manager:told/woken-by', Value: `${new FakeClock().now().toISOString()} cli` },
    ]);
    expect(tags(DeleteTagsCommand).map(({ Key }) => Key)).toEqual(['container-manager:told/fruitless']);
    const changes = autoScaling
      .calls()
      .map(({ args }) => args[0].constructor.name)
      .filter((name) => !name.startsWith('Describe'));
    expect(changes).toEqual(['CreateOrUpdateTagsCommand', 'SetDesiredCapacityCommand', 'DeleteTagsCommand']);
  });

  test('ends both of a leaf that is awake too, and takes this time awake for nobody’s own', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(groupOf(1, NOTES)).resolves(on('InService'));

    expect(await run()).toMatchObject({ wasAsleep: false });
    expect(switches()).toEqual([]);
    expect(tags(CreateOrUpdateTagsCommand)).toEqual([]);
    expect(tags(DeleteTagsCommand)).toHaveLength(2);
  });

  test('wakes it where notes cannot be written, and is told', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(groupOf(0, NOTES)).resolves(on('InService'));
    autoScaling.on(CreateOrUpdateTagsCommand).rejects(new Error('not you'));
    autoScaling.on(DeleteTagsCommand).rejects(new Error('nor you'));

    expect(await run()).toMatchObject({ wasAsleep: true });
    expect(said).toEqual([
      'cannot note who wakes it: Error: not you',
      'cannot forget why DNS did not wake it: Error: nor you',
    ]);
  });

  test('is refused where the hours of the month are used up, with exit code 3, and changes nothing', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(groupOf(0, [...LIMIT, ...NOTES]));

    await expect(run()).rejects.toMatchObject({
      message: expect.stringContaining('./cm allow minecraft') as unknown,
      exitCode: 3,
    });
    expect(switches()).toEqual([]);
    expect([...tags(CreateOrUpdateTagsCommand), ...tags(DeleteTagsCommand)]).toEqual([]);
  });

  test('is not refused while it is awake: an evening may finish', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(groupOf(1, LIMIT));

    expect(await run()).toMatchObject({ wasAsleep: false });
  });
});

test('with a domain waits until the name points to the address', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(on('InService'));
  const record = (Value: string) => ({
    ResourceRecordSets: [{ Name: 'minecraft.example.com.', Type: 'A' as const, ResourceRecords: [{ Value }] }],
    IsTruncated: false,
    MaxItems: 1,
  });
  route53.on(ListResourceRecordSetsCommand).resolvesOnce(record('192.0.2.1')).resolves(record('198.51.100.7'));

  expect(await run({ host })).toEqual({
    address: '198.51.100.7',
    wasAsleep: false,
    seconds: 3,
  });
  expect(said).toEqual(['waiting for minecraft.example.com to point to 198.51.100.7']);
});

test('reports a name that does not follow, and does not fail', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(on('InService'));
  route53.on(ListResourceRecordSetsCommand).resolves({ ResourceRecordSets: [], IsTruncated: false, MaxItems: 1 });

  expect(await run({ host })).toMatchObject({ staleRecord: 'nothing' });
});

test('fails when the leaf is not deployed', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await expect(run()).rejects.toThrow('minecraft is not deployed: ./cm deploy minecraft');
  expect(switches()).toEqual([]);
});

test('fails while the leaf is being retired, and changes nothing', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group({ MaxSize: 0 })] });

  await expect(run()).rejects.toThrow(
    'minecraft is being retired: run ./cm retire minecraft again, or ./cm deploy minecraft to keep it.',
  );
  expect(switches()).toEqual([]);
});

test('fails with AWS’s message when no instance could be launched', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(asleep).resolvesOnce(on()).resolves(asleep);
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({
    Activities: [
      {
        ActivityId: 'a',
        AutoScalingGroupName: 'games-minecraft-asg',
        Cause: '',
        Description: 'Launching a new EC2 instance.  Status Reason: no room',
        StartTime: at('20:14:05'),
        StatusCode: 'Failed',
        StatusMessage: 'There is no room.',
      },
    ],
  });

  await expect(run()).rejects.toThrow('minecraft was put to sleep again while it started: AWS says: There is no room.');
});

test('fails when a crash of the container puts the leaf to sleep', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(asleep).resolvesOnce(on()).resolves(asleep);
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });

  await expect(run()).rejects.toThrow(/put to sleep again while it started: its container exited/);
});

test('fails after the timeout, and says what it was waiting for', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(on('InService'));
  ecs.on(DescribeTasksCommand).resolves({ tasks: [task({ lastStatus: 'PENDING' })] });

  await expect(run({ timeoutSeconds: 90 })).rejects.toThrow(
    'minecraft is not ready after 1 min 30 s: still waiting for its container (PENDING). It keeps starting',
  );
});

test('says after Ctrl-C that the leaf goes on starting, and how to stop it', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(asleep).resolves(on('InService'));
  ecs
    .on(DescribeTasksCommand)
    .resolvesOnce({ tasks: [] })
    .resolvesOnce({ tasks: [] })
    .resolves({ tasks: [task()] });
  const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  await run({ say: () => process.emit('SIGINT') });
  await new Promise((done) => setImmediate(done));

  expect(stderr.mock.calls).toEqual([
    [
      '\nminecraft goes on starting: ./cm status minecraft --watch shows its progress, ./cm sleep minecraft stops it.\n',
    ],
  ]);
  expect(exit.mock.calls).toEqual([[130]]);
  jest.restoreAllMocks();
});

describe('where ECS waits between tries to start the container', () => {
  const event = '(service games-minecraft-service) is unable to consistently start tasks successfully.';
  const updates = () => ecs.commandCalls(UpdateServiceCommand).map(({ args }) => args[0].input);
  const update = { cluster: 'games-minecraft-cluster', service: 'games-minecraft-service', forceNewDeployment: true };
  const stopped = task({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' });
  beforeEach(() => {
    ecs.on(DescribeServicesCommand).resolves({ services: [{ events: [{ message: event }, { message: 'other' }] }] });
  });

  test.each([
    ['asleep', asleep],
    ['awake', on('InService')],
  ])('makes it try at once where the leaf is %s and no container runs', async (_when, first) => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(first).resolves(on('InService'));
    ecs
      .on(DescribeTasksCommand)
      .resolvesOnce({ tasks: [stopped] })
      .resolves({ tasks: [task()] });

    await run();

    expect(updates()).toEqual([update]);
    expect(said).toEqual(['ECS was waiting between tries to start the container: it tries again now']);
  });

  test.each([
    ['runs', task()],
    ['starts', task({ lastStatus: 'PENDING' })],
    ['still stops, and may be saving', task({ lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' })],
  ])('leaves it alone where a container %s: a new deployment would replace it', async (_what, present) => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(on('InService'));
    ecs
      .on(DescribeTasksCommand)
      .resolvesOnce({ tasks: [present] })
      .resolves({ tasks: [task()] });

    await run();

    expect(updates()).toEqual([]);
  });

  test('updates nothing where ECS has not reported it', async () => {
    ecs.on(DescribeServicesCommand).resolves({ services: [{ events: [{ message: 'has reached a steady state.' }] }] });
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(asleep).resolves(on('InService'));

    await run();

    expect(updates()).toEqual([]);
  });

  test('wakes the leaf all the same where AWS refuses to show or update the service, and says so', async () => {
    ecs.on(DescribeServicesCommand).rejects(new Error('AccessDeniedException: not authorized'));
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolvesOnce(asleep).resolves(on('InService'));

    expect(await run()).toMatchObject({ wasAsleep: true });
    expect(said).toEqual([expect.stringContaining('AccessDeniedException: not authorized')]);
  });
});
