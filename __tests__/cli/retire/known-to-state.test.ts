import { assertKnownToState, type KnownToStateProps } from '../../../cli/retire/known-to-state';
import { stackContents } from '../../../cli/state/contents';
import { group } from '../support/leaf';
import { stateOf, type ResourceInState } from '../support/state';

const resource = (type: string, values: Record<string, unknown> = {}) => ({ address: `${type}.It`, values });
const contents = (...resources: ResourceInState[]) => stackContents(stateOf(...resources));
const inAws = (mountTargets: number) => ({
  fileSystemId: 'fs-1',
  leafId: 'minecraft',
  volumeId: 'World',
  bytes: 0,
  mountTargets,
});
const check =
  (more: Partial<KnownToStateProps> = {}) =>
  () => {
    assertKnownToState({
      stack: 'minecraft',
      place: 's3://states/games/minecraft/terraform.tfstate',
      contents: contents(),
      group: undefined,
      inAws: [],
      ...more,
    });
  };

const ITS_GROUP = resource('aws_autoscaling_group', { name: 'games-minecraft-asg' });

test.each([
  ['nothing of it', {}],
  ['what the state knows', { contents: contents(ITS_GROUP), group: group(), inAws: [inAws(1)] }],
  ['no more than a file system that was kept', { inAws: [inAws(0)] }],
  [
    'file systems that a removal took out of the state before it failed',
    { contents: contents(resource('aws_efs_mount_target')), inAws: [inAws(1)] },
  ],
])('passes where AWS has %s', (_, more) => {
  expect(check(more)).not.toThrow();
});

test('fails where another computer has the state', () => {
  expect(check({ group: group(), inAws: [inAws(1)] })).toThrow(
    expect.objectContaining({
      message:
        'the state of minecraft is not in s3://states/games/minecraft/terraform.tfstate: AWS has games-minecraft-asg and ' +
        'fs-1, of which nothing is known there. Run this where the state is: with the State of base.yaml that it was ' +
        'deployed with, or on the computer that has it in terraform.tfstate.d. Where a deployment was killed, finish ' +
        'that with ./cm deploy first. Nothing was changed.',
      exitCode: 3,
    }) as Error,
  );
});

test.each([
  ['the group', { group: group() }],
  ['a file system that is mounted', { inAws: [inAws(2)] }],
  ['the group, and a state of other things', { contents: contents(resource('aws_sns_topic')), group: group() }],
])('fails where AWS has %s alone', (_, more) => {
  expect(check(more)).toThrow('the state of minecraft is not in');
});
