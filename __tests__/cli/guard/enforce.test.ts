import { PassThrough } from 'node:stream';

import { enforce, judge } from '../../../cli/guard/enforce';
import { type GuardedDeployment } from '../../../cli/guard/finding';
import { createReporter } from '../../../cli/terminal/reporter';
import { guardedDeployment, guardedPlan } from '../support/plan';

const WORLD = { address: 'aws_efs_file_system.World', actions: ['delete'] };

const VOLUME = { 'container-manager:volume': 'World' };

/** The guard's verdict, and what it showed. */
function judged(deployment: GuardedDeployment, allowances: readonly string[] = []) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: false });
  const reporter = createReporter(stream as unknown as NodeJS.WriteStream);
  const verdict = judge(deployment, allowances, reporter);
  return { verdict, text: String(stream.read() ?? '') };
}

function lostWorld(stacks = ['minecraft']): GuardedDeployment {
  return guardedDeployment({ plans: stacks.map((stack) => guardedPlan([WORLD], { stack })) });
}

test('shows what is refused with the option that allows it, and fails', () => {
  const { verdict, text } = judged(lostWorld());

  expect(text).toBe(
    'Refused (minecraft): aws_efs_file_system.World would be deleted: every file on it would be lost.\n' +
      "  If you want that: --allow-destroy 'minecraft/aws_efs_file_system.World'\n",
  );
  expect(() => {
    enforce(verdict, 'Nothing was changed.');
  }).toThrow(expect.objectContaining({ message: 'The guard refused. Nothing was changed.', exitCode: 3 }) as Error);
});

test('shows no option for what cannot be allowed', () => {
  const { text } = judged(guardedDeployment({ orphans: ['valheim'] }));

  expect(text).toBe(
    'Refused (valheim): valheim has state but no YAML: put the file back or run ./cm retire valheim.\n',
  );
});

test('says what a person gets by allowing a new file system beside a kept one', () => {
  const world = { address: 'aws_efs_file_system.World', actions: ['create'], after: { tags: VOLUME } };
  const fileSystems = [{ fileSystemId: 'fs-1', leafId: 'minecraft', volumeId: 'World', bytes: 0, mountTargets: 0 }];

  const { text } = judged(guardedDeployment({ plans: [guardedPlan([world])], fileSystems }));

  expect(text).toContain(
    "  If you want a new, empty one beside it: --allow-destroy 'minecraft/aws_efs_file_system.World'\n",
  );
});

test('shows what is allowed, and passes', () => {
  const { verdict, text } = judged(lostWorld(), ['aws_efs_file_system.World']);

  expect(text).toBe(
    'Allowed (minecraft): aws_efs_file_system.World would be deleted: every file on it would be lost.\n',
  );
  expect(() => {
    enforce(verdict, 'Nothing was changed.');
  }).not.toThrow();
});

test('shows warnings, and passes', () => {
  const { verdict, text } = judged(guardedDeployment({ orphans: ['valheim'], isWhole: false }));

  expect(text).toBe('Warning: valheim has state but no YAML: put the file back or run ./cm retire valheim.\n');
  expect(() => {
    enforce(verdict, 'Nothing was changed.');
  }).not.toThrow();
});

test('fails as wrong use when an allowance matches several stacks', () => {
  const { verdict } = judged(lostWorld(['one', 'two']), ['aws_efs_file_system.World']);

  expect(() => {
    enforce(verdict, 'Nothing was changed.');
  }).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('Write it as STACK/ADDRESS') as string,
      exitCode: 2,
    }) as Error,
  );
});
