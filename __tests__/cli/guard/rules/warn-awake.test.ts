import { warnAwake } from '../../../../cli/guard/rules/warn-awake';
import { type ChangeOfPlan, guardedDeployment, guardedPlan } from '../../support/plan';

const OLD_TASK = { task_definition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/container:1' };

function warnings(changes: readonly ChangeOfPlan[], isAwake = true) {
  return warnAwake(guardedDeployment({ plans: [guardedPlan(changes, { isAwake })] }));
}

function service(after: unknown, actions = ['update']): ChangeOfPlan {
  return { address: 'aws_ecs_service.Service', actions, before: OLD_TASK, after };
}

const RESTART = {
  severity: 'warn',
  stack: 'minecraft',
  address: 'aws_ecs_service.Service',
  message: 'minecraft is awake, and this change restarts its container: players are disconnected',
};

describe('warnAwake', () => {
  test('warns that a new task definition restarts the container', () => {
    const after = { task_definition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/container:2' };

    expect(warnings([service(after)])).toEqual([RESTART]);
  });

  test('warns that a task definition known only after apply restarts the container', () => {
    expect(warnings([service({})])).toEqual([RESTART]);
  });

  test('warns that a replaced service restarts the container', () => {
    expect(warnings([service(OLD_TASK, ['delete', 'create'])])).toEqual([RESTART]);
  });

  test.each(['aws_autoscaling_group', 'aws_ecs_cluster'])('warns that a replaced %s puts the leaf to sleep', (type) => {
    expect(warnings([{ address: `${type}.It`, actions: ['delete', 'create'] }])).toEqual([
      {
        severity: 'warn',
        stack: 'minecraft',
        address: `${type}.It`,
        message: 'minecraft is awake, and this change puts it to sleep: players are disconnected',
      },
    ]);
  });

  test('warns of the same effect once', () => {
    const changes = ['aws_autoscaling_group.It', 'aws_ecs_cluster.It'].map((address) => ({
      address,
      actions: ['delete'],
    }));

    expect(warnings(changes)).toHaveLength(1);
  });

  test('passes changes that no player notices', () => {
    const changes = [
      service({ ...OLD_TASK, tags: { purpose: 'play' } }),
      { address: 'aws_autoscaling_group.It', actions: ['update'] },
      { address: 'aws_launch_template.It', actions: ['update'] },
    ];

    expect(warnings(changes)).toEqual([]);
  });

  test('passes changes of a sleeping leaf', () => {
    expect(warnings([service({})], false)).toEqual([]);
  });
});
