import { keepZones } from '../../../../cli/guard/rules/keep-zones';
import { guardedDeployment, guardedPlan } from '../../support/plan';

function findings(actions: readonly string[], deployedLeaves = ['minecraft', 'valheim'], type = 'aws_subnet') {
  const plan = guardedPlan([{ address: `${type}.Zone2`, actions }], { stack: 'base' });
  return keepZones(guardedDeployment({ plans: [plan], deployedLeaves }));
}

describe('keepZones', () => {
  test.each([
    ['created', ['create']],
    ['deleted', ['delete']],
    ['replaced', ['delete', 'create']],
  ])('refuses that a subnet is %s while leaves are deployed', (done, actions) => {
    expect(findings(actions)).toEqual([
      {
        severity: 'refuse',
        stack: 'base',
        address: 'aws_subnet.Zone2',
        message:
          `aws_subnet.Zone2 would be ${done}: Vpc.MaxAZs and Vpc.AvailabilityZones must stay as they are while ` +
          'containers are deployed (minecraft, valheim). Put the old values back',
      },
    ]);
  });

  test('passes other zones while no leaf is deployed', () => {
    expect(findings(['create'], [])).toEqual([]);
  });

  test('passes other tags of a subnet', () => {
    expect(findings(['update'])).toEqual([]);
  });

  test('passes other resources', () => {
    expect(findings(['delete'], ['minecraft'], 'aws_route_table_association')).toEqual([]);
  });
});
