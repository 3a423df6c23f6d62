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
  message: 'minecraft is awake, and with this change its container restarts: whoever plays is thrown out',
};

describe('warnAwake', () => {
  test('a new task restarts the container', () => {
    const after = { task_definition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/container:2' };

    expect(warnings([service(after)])).toEqual([RESTART]);
  });

  test('a task that is known only after it is made restarts the container', () => {
    expect(warnings([service({})])).toEqual([RESTART]);
  });

  test('a service that is replaced restarts the container', () => {
    expect(warnings([service(OLD_TASK, ['delete', 'create'])])).toEqual([RESTART]);
  });

  test.each(['aws_autoscaling_group', 'aws_ecs_cluster'])('without its %s it is put to sleep', (type) => {
    expect(warnings([{ address: `${type}.It`, actions: ['delete', 'create'] }])).toEqual([
      {
        severity: 'warn',
        stack: 'minecraft',
        address: `${type}.It`,
        message: 'minecraft is awake, and with this change it is put to sleep: whoever plays is thrown out',
      },
    ]);
  });

  test('says the same thing once', () => {
    const changes = ['aws_autoscaling_group.It', 'aws_ecs_cluster.It'].map((address) => ({
      address,
      actions: ['delete'],
    }));

    expect(warnings(changes)).toHaveLength(1);
  });

  test('does not mind changes that nobody notices', () => {
    const changes = [
      service({ ...OLD_TASK, tags: { purpose: 'play' } }),
      { address: 'aws_autoscaling_group.It', actions: ['update'] },
      { address: 'aws_launch_template.It', actions: ['update'] },
    ];

    expect(warnings(changes)).toEqual([]);
  });

  test('does not mind what happens to a sleeping leaf', () => {
    expect(warnings([service({})], false)).toEqual([]);
  });
});
