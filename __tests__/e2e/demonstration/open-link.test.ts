import { openCommand } from '../../../e2e/demonstration/open-link';

const LINK = 'http://127.0.0.1:1/minecraft#token';

test.each([
  ['linux' as const, ['xdg-open', LINK]],
  ['darwin' as const, ['open', LINK]],
  ['win32' as const, ['cmd', '/c', 'start', '""', LINK]],
])('on %s a link is opened with the system’s own command', (platform, command) => {
  expect(openCommand(platform, LINK)).toEqual(command);
});
