import { dashboardLink, logEventsLink, logGroupLink } from '../../../lambdas/shared/console-link';

test('a dashboard', () => {
  expect(dashboardLink('eu-central-1', 'project-leaf-dashboard')).toBe(
    'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/project-leaf-dashboard',
  );
});

test('a log group, its slashes escaped twice', () => {
  expect(logGroupLink('us-east-1', '/aws/lambda/a#b')).toBe(
    'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fa$2523b',
  );
});

test('the events of a log group between two moments, the query escaped once', () => {
  expect(logEventsLink('us-east-1', '/cm/a', 1795379340000, 1795379580000)).toBe(
    'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Fcm$252Fa' +
      '/log-events$3FfilterPattern$3D$26start$3D1795379340000$26end$3D1795379580000',
  );
});
