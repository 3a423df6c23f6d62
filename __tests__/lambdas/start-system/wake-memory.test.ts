import { aQuery } from '../../support/query-log';
import { asleepWith, autoScalingOfLeaves, coldStart, group, iso, NOW } from '../../support/start-system';

const { found, looks, switched } = autoScalingOfLeaves();
const ASKED = aQuery('minecraft.example.com');
const again = () => aQuery('minecraft.example.com', iso(Date.now()));

test('remembers for 10 seconds that a leaf is awake: a flood of queries asks AWS once', async () => {
  found(group('minecraft', 1));
  const receive = coldStart();

  for (let n = 0; n < 100; n += 1) await receive([again()]);
  jest.setSystemTime(NOW + 9_999);
  await receive([again()]);
  expect(looks()).toHaveLength(1);

  found(group('minecraft', 0));
  jest.setSystemTime(NOW + 10_000);
  await receive([again()]);
  expect(switched()).toHaveLength(1);
});

test('remembers for 10 seconds that it woke a leaf', async () => {
  found(group('minecraft', 0));
  const receive = coldStart();

  await receive([ASKED]);
  await receive([ASKED]);

  expect(switched()).toHaveLength(1);
  expect(looks()).toHaveLength(1);
});

test('remembers for 10 seconds a refusal, and logs it once', async () => {
  found(asleepWith({ 'woken-by': '2026-11-22T18:00:00.000Z stay' }));
  const receive = coldStart();

  for (let n = 0; n < 100; n += 1) await receive([again()]);
  jest.setSystemTime(NOW + 9_999);
  await receive([again()]);
  expect(looks()).toHaveLength(1);
  expect(jest.mocked(console.info).mock.calls).toEqual([
    [
      {
        message: 'did not wake a leaf',
        hostName: 'minecraft.example.com',
        kind: 'stay',
        text: 'minecraft stays asleep until somebody runs ./cm wake minecraft.',
      },
    ],
  ]);

  jest.setSystemTime(NOW + 10_000);
  await receive([again()]);
  expect(looks()).toHaveLength(2);
  expect(switched()).toEqual([]);
});

test('remembers a refusal no longer than the refusal holds', async () => {
  found(asleepWith({ 'failed-launches': iso(NOW - 5 * 60_000 + 3_000) }));
  const receive = coldStart();
  await receive([again()]);

  jest.setSystemTime(NOW + 2_999);
  await receive([again()]);
  expect(switched()).toEqual([]);

  jest.setSystemTime(NOW + 3_000);
  await receive([again()]);
  expect(switched()).toHaveLength(1);
});

test('remembers it of one leaf, and not of another', async () => {
  found(group('minecraft', 1), group('valheim', 0));
  const receive = coldStart();
  await receive([ASKED]);

  await receive([ASKED, aQuery('valheim.example.com')]);

  expect(switched().map((input) => input.AutoScalingGroupName)).toEqual(['games-valheim-asg']);
});
