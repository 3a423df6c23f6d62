import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import picocolors from 'picocolors';

import { AwsClients } from '../../../cli/aws/clients';
import { readStartsReport, type StartsReport } from '../../../cli/status/starts-report';
import { startsText } from '../../../cli/status/starts-text';
import { type Start } from '../../../lambdas/shared/starts';
import { startsText as parameterText } from '../../../lambdas/shared/starts-text';

const ssm = mockClient(SSMClient);
const leaf = () => ({ id: 'minecraft', clients: new AwsClients('eu-central-1') });
const BEGIN = Date.parse('2026-11-29T20:16:00.400Z');
const at = (seconds: number, day = 0) => new Date(BEGIN + day * 86_400_000 + seconds * 1_000);

const COMPLETE: Start = {
  instanceId: 'i-1',
  instanceType: 'm7i-flex.large',
  by: 'dns',
  times: {
    asked: at(0),
    switched: at(9),
    launching: at(11),
    launched: at(12),
    inService: at(38),
    registered: at(40),
    pulling: at(41),
    pulled: at(88),
    started: at(90),
    ready: at(112),
    inSync: at(61),
  },
};
const ended = (instanceId: string, seconds: number, day: number): Start => ({
  instanceId,
  times: { switched: at(0, day), ready: at(seconds, day) },
});
const UNFINISHED: Start = { instanceId: 'i-2', by: 'cli', times: { launching: at(0, 1), launched: at(-1, 1) } };

const report = async (starts: readonly Start[]): Promise<StartsReport> => {
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: parameterText(starts) } });
  return readStartsReport(leaf(), 'games');
};
const text = (shown: StartsReport) => startsText(shown, { colors: picocolors.createColors(false), columns: undefined });
/** Without the table's frame and its spaces. */
const lines = (shown: StartsReport) =>
  text(shown)
    .split('\n')
    .map((line) =>
      line
        .replace(/[│─┌┐└┘├┤┬┴┼]/g, ' ')
        .replace(/ +/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');

beforeEach(() => {
  ssm.reset();
});

test('shows the last starts step by step, and what is usual', async () => {
  const shown = await report([COMPLETE, UNFINISHED, ended('i-3', 80, 2), ended('i-4', 240, 3)]);

  expect(lines(shown)).toEqual([
    'The last starts of minecraft, the oldest first, in seconds since the first step that is known:',
    'Seconds Start 1 Start 2 Start 3 Start 4',
    'began (UTC) 2026-11-29 20:16:00 2026-11-30 20:16:00 2026-12-01 20:16:00 2026-12-02 20:16:00',
    'woken by dns cli unknown unknown',
    'instance type m7i-flex.large unknown unknown unknown',
    'DNS was asked 0 - unknown unknown',
    'switch turned 9 unknown 0 0',
    'launch begun 11 0 unknown unknown',
    // another clock
    'instance launched 12 0 unknown unknown',
    'instance in service 38 unknown unknown unknown',
    'ECS agent registered 40 unknown unknown unknown',
    'image: pull begun 41 unknown unknown unknown',
    'image: pulled 88 unknown unknown unknown',
    'container started 90 unknown unknown unknown',
    'people can connect 112 unknown 80 240',
    'DNS in sync 61 unknown unknown unknown',
    'switch to connect 1 min 43 s unknown 1 min 20 s 4 min',
    'From the switch until people could connect: 1 min 43 s (median), 1 min 20 s to 4 min.',
  ]);
});

test('leaves out what no start has of steps that not every leaf has: DNS, volumes, a domain', async () => {
  const woken = { ...ended('i-3', 80, 2), by: 'page' };
  const steps = lines(await report([UNFINISHED, woken])).join('\n');

  for (const step of ['DNS was asked', 'volumes mounted', 'volumes locked', 'DNS in sync']) {
    expect(steps).not.toContain(step);
  }
  // every leaf has it
  expect(steps).toContain('image: pulled unknown unknown');
});

test('shows steps of volumes where one start has them', async () => {
  const withVolumes: Start = { ...COMPLETE, times: { ...COMPLETE.times, mounted: at(20) } };

  expect(lines(await report([withVolumes, UNFINISHED]))).toEqual(
    expect.arrayContaining(['volumes mounted 20 unknown', 'DNS in sync 61 unknown']),
  );
  expect(text(await report([withVolumes]))).not.toContain('volumes locked');
});

test('as JSON it has times, seconds and what is usual', async () => {
  const shown = await report([COMPLETE, ended('i-3', 80, 2), ended('i-4', 240, 3)]);

  expect(JSON.parse(JSON.stringify(shown))).toMatchObject({
    id: 'minecraft',
    starts: [
      {
        instanceId: 'i-1',
        instanceType: 'm7i-flex.large',
        by: 'dns',
        seconds: 103,
        times: { asked: '2026-11-29T20:16:00.400Z', ready: '2026-11-29T20:17:52.400Z' },
      },
      { instanceId: 'i-3', seconds: 80 },
      { instanceId: 'i-4', seconds: 240 },
    ],
    usual: { median: 103, shortest: 80, longest: 240 },
  });
  expect(ssm.calls().map(({ args }) => args[0].input)).toEqual([{ Name: '/games/starts/minecraft' }]);
});

test('below three complete starts nothing is usual', async () => {
  const shown = await report([COMPLETE, UNFINISHED]);

  expect(shown).not.toHaveProperty('usual');
  expect(shown.starts[1]).not.toHaveProperty('seconds');
  expect(lines(shown).at(-1)).toBe('After three complete starts, the usual time is shown here.');
});

test('says that there is no start yet', async () => {
  expect(text(await report([]))).toBe('No start of minecraft is recorded yet. The next start is the first.');
});

test('says why there is no record where AWS refuses the name, and asks AWS nothing', async () => {
  const shown = await readStartsReport(leaf(), 'ssmgames');

  expect(shown).toEqual({ id: 'minecraft', starts: [], noRecord: 'name' });
  expect(text(shown)).toBe(
    'The starts of minecraft are not recorded: AWS takes no SSM parameter whose name begins with ssm, and Name in base.yaml does.',
  );
  expect(ssm.calls()).toEqual([]);
});

test('says what to do where an earlier version deployed the leaf', async () => {
  ssm.on(GetParameterCommand).rejects(new ParameterNotFound({ message: 'none', $metadata: {} }));

  expect(text(await readStartsReport(leaf(), 'games'))).toBe(
    'The starts of minecraft are not recorded yet: ./cm deploy minecraft creates the SSM parameter for them.',
  );
});

test('fails where AWS does not let it be read', async () => {
  ssm.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name: 'AccessDeniedException' }));

  await expect(readStartsReport(leaf(), 'games')).rejects.toThrow('AWS says no');
});
