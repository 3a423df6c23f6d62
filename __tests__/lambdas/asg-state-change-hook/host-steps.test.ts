import { hostSteps } from '../../../lambdas/asg-state-change-hook/host-steps';

const mounted = new Date('2026-11-29T20:16:40Z');
const locked = new Date('2026-11-29T20:16:41Z');

test('finds the steps, whatever is in front of their lines', () => {
  const log = [
    '[    0.000000] Linux version 6.1',
    '[   12.345678] cloud-init[1234]: container-manager: step mounted 2026-11-29T20:16:40Z\r',
    '2026-11-29T20:16:41+0000 ip-10-0-0-1 world-lock.sh[99]: container-manager: step locked 2026-11-29T20:16:41Z\r\n',
  ].join('\n');

  expect(hostSteps(log)).toEqual({ mounted, locked });
});

test('the first line of a step counts: a host that boots again says it again', () => {
  const log = [
    'container-manager: step mounted 2026-11-29T20:16:40Z',
    'container-manager: step mounted 2026-11-29T21:00:00Z',
  ].join('\n');

  expect(hostSteps(log)).toEqual({ mounted });
});

test.each([
  '',
  'container-manager: step mounted',
  'container-manager: step mounted 2026-11-29T20:16:40',
  'container-manager: step mounted 2026-11-29T20:16:4',
  'container-manager: step mounted 2026-13-99T20:16:40Z',
  'container-manager: step unlocked 2026-11-29T20:16:40Z',
  'container-manager: could not mount 2026-11-29T20:16:40Z',
])('%p tells no step', (log) => {
  expect(hostSteps(log)).toEqual({});
});
