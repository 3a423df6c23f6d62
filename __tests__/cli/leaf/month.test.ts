import {
  type Activity,
  AutoScalingClient,
  DescribeScalingActivitiesCommand,
  type TagDescription,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { monthAwake } from '../../../cli/leaf/month';
import { at, group, instances, NAMES } from '../support/leaf';

const autoScaling = mockClient(AutoScalingClient);
const ec2 = mockClient(EC2Client);

const activity = (Description: string, from: string, to: string): Activity => ({
  ActivityId: `${Description} ${from}`,
  AutoScalingGroupName: NAMES.autoScalingGroup,
  Cause: 'somebody asked',
  Description,
  StartTime: at(from),
  EndTime: at(to),
  StatusCode: 'Successful',
});
const tags = (values: Readonly<Record<string, string>>): TagDescription[] =>
  Object.entries(values).map(([key, Value]) => ({ Key: `container-manager:${key}`, Value }));
const read = (more: Parameters<typeof group>[0] = {}) =>
  monthAwake({ clients: new AwsClients('eu-central-1'), names: NAMES }, group(more), at('20:00'));

beforeEach(() => {
  autoScaling.reset();
  ec2.reset();
  autoScaling.on(DescribeScalingActivitiesCommand).resolves({
    Activities: [activity('Terminating EC2 instance: i-0b', '18:00', '18:02')],
    NextToken: 'more',
  });
  autoScaling.on(DescribeScalingActivitiesCommand, { NextToken: 'more' }).resolves({
    Activities: [
      activity('Launching a new EC2 instance: i-0b', '17:00', '17:01'),
      activity('Terminating EC2 instance: i-0a', '12:00', '12:01'),
      activity('Launching a new EC2 instance: i-0a', '11:00', '11:01'),
    ],
  });
});

test('counts from all pages of the scaling activities', async () => {
  await expect(read()).resolves.toEqual({ month: '2026-11', minutes: 123 });
});

test('adds the instance that runs, and knows the limit and what was granted', async () => {
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [{ LaunchTime: at('19:30') }] }] });
  const Tags = tags({ 'wake-rules': 'limit-hours=60', 'told/allowed': '2026-11 300' });

  await expect(read({ Instances: instances('InService'), Tags })).resolves.toEqual({
    month: '2026-11',
    minutes: 153,
    limitMinutes: 3_900,
  });
});

test.each([
  ['61 2026-11-22T12:01:00.000Z', undefined],
  ['122.5 2026-11-22T18:02:00.000Z', undefined],
  ['100 2026-11-22T18:02:00.000Z', 100],
  ['200 2026-11-22T18:02:00.000Z', 200],
  // not counted yet, but nothing is wrong with it
  ['0 2026-11-01T00:00:00.000Z', undefined],
])('where the note is %s, it differs: %s', async (note, notedMinutes) => {
  await expect(read({ Tags: tags({ 'told/month': `2026-11 ${note}` }) })).resolves.toEqual({
    month: '2026-11',
    minutes: 123,
    ...(notedMinutes !== undefined && { notedMinutes }),
  });
});

test('a note of another month counts nothing, and neither does a deleted group of the same name', async () => {
  const Tags = tags({ 'told/month': '2026-10 9000 2026-10-31T12:00:00.000Z', 'told/allowed': '2026-10 300' });

  await expect(read({ Tags, CreatedTime: at('16:00') })).resolves.toEqual({ month: '2026-11', minutes: 62 });
});
