import { isUp } from '../../../cli/aws/groups';
import { group, instances } from '../support/leaf';

test.each([
  ['no group', undefined, false],
  ['asleep', group(), false],
  ['woken', group({ DesiredCapacity: 1 }), true],
  ['in service', group({ DesiredCapacity: 1, Instances: instances('InService') }), true],
  ['draining', group({ Instances: instances('Terminating:Wait') }), true],
  ['asleep, with an instance in a warm pool', group({ Instances: instances('Warmed:Stopped') }), false],
])('a leaf is up or not: %s', (_, found, expected) => {
  expect(isUp(found)).toBe(expected);
});
