import { logLink } from '../../../lambdas/break-crash-loop/log-link';

test('shows the log group around that minute, escaped as the console wants it', () => {
  const link = logLink('eu-central-1', '/cm/mine.craft/container', new Date('2026-11-22T20:31:05.678Z'));

  // 20:29:00 to 20:33:00
  expect(link).toBe(
    'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1' +
      '#logsV2:log-groups/log-group/$252Fcm$252Fmine.craft$252Fcontainer' +
      '/log-events$3FfilterPattern$3D$26start$3D1795379340000$26end$3D1795379580000',
  );
});
