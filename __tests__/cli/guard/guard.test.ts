import { allowanceOf, guard } from '../../../cli/guard/guard';
import { guardedDeployment, guardedPlan } from '../support/plan';

const WORLD = { address: 'aws_efs_file_system.World', actions: ['delete'] };

function twoLeaves() {
  return guardedDeployment({ plans: [guardedPlan([WORLD], { stack: 'one' }), guardedPlan([WORLD], { stack: 'two' })] });
}

describe('guard', () => {
  test('passes a deployment without findings', () => {
    const verdict = guard(guardedDeployment({ plans: [guardedPlan([])] }), []);

    expect(verdict).toEqual({ refused: [], allowed: [], warnings: [], ambiguousAllowances: [], usedAllowances: [] });
  });

  test('collects the findings of all rules and all plans', () => {
    const plans = [
      guardedPlan([{ address: 'aws_subnet.Zone', actions: ['create'] }], { stack: 'base' }),
      guardedPlan([WORLD, { address: 'aws_autoscaling_group.Group', actions: ['delete'] }], { isAwake: true }),
    ];

    const { refused, warnings } = guard(guardedDeployment({ plans, orphans: ['valheim'] }), []);

    expect(refused.map(({ stack, address }) => [stack, address])).toEqual([
      ['minecraft', 'aws_efs_file_system.World'],
      ['valheim', undefined],
      ['base', 'aws_subnet.Zone'],
    ]);
    expect(warnings.map(({ stack, address }) => [stack, address])).toEqual([
      ['minecraft', 'aws_autoscaling_group.Group'],
    ]);
  });

  test('allows one address of one stack', () => {
    const verdict = guard(twoLeaves(), ['two/aws_efs_file_system.World']);

    expect(verdict.refused.map(({ stack }) => stack)).toEqual(['one']);
    expect(verdict.allowed.map(({ stack }) => stack)).toEqual(['two']);
    expect(verdict.usedAllowances).toEqual(['two/aws_efs_file_system.World']);
    expect(verdict.ambiguousAllowances).toEqual([]);
  });

  test('accepts an address alone when one stack is refused for it', () => {
    const deployment = guardedDeployment({ plans: [guardedPlan([WORLD])] });

    const verdict = guard(deployment, ['aws_efs_file_system.World']);

    expect(verdict.refused).toEqual([]);
    expect(verdict.allowed).toHaveLength(1);
  });

  test('accepts no address alone when several stacks are refused for it', () => {
    const verdict = guard(twoLeaves(), ['aws_efs_file_system.World']);

    expect(verdict.refused).toHaveLength(2);
    expect(verdict.allowed).toEqual([]);
    expect(verdict.ambiguousAllowances).toEqual(['aws_efs_file_system.World']);
    expect(verdict.usedAllowances).toEqual([]);
  });

  test('accepts an address for which two rules refuse the same stack', () => {
    const [first] = twoLeaves().plans;
    const deployment = guardedDeployment({ plans: [first!] });
    const address = 'aws_efs_file_system.World';
    const alone = guard(deployment, [address]);

    expect(alone.ambiguousAllowances).toEqual([]);
    expect(alone.usedAllowances).toEqual([address]);
  });

  test('names an allowed finding once when two allowances match it', () => {
    const deployment = guardedDeployment({ plans: [guardedPlan([WORLD])] });

    const verdict = guard(deployment, ['aws_efs_file_system.World', 'minecraft/aws_efs_file_system.World']);

    expect(verdict.allowed).toHaveLength(1);
    expect(verdict.usedAllowances).toHaveLength(2);
  });

  test.each(['minecraft/aws_efs_file_system.Worl', 'World', 'minecraft', 'minecraft/undefined', ''])(
    "'%s' allows nothing",
    (allowance) => {
      const deployment = guardedDeployment({ plans: [guardedPlan([WORLD])], orphans: ['minecraft'] });

      const verdict = guard(deployment, [allowance]);

      expect(verdict.refused).toHaveLength(2);
      expect(verdict.usedAllowances).toEqual([]);
    },
  );
});

describe('allowanceOf', () => {
  test('is the stack and the address', () => {
    expect(allowanceOf({ stack: 'minecraft', address: 'aws_backup_plan.Plan' })).toBe('minecraft/aws_backup_plan.Plan');
  });

  test('is undefined for a finding without an address', () => {
    expect(allowanceOf({ stack: 'minecraft' })).toBeUndefined();
  });
});
