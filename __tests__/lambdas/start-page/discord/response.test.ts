import { message } from '../../../../lambdas/start-page/discord/response';

const contentOf = (text: string) => (message(text).json as { data: { content: string } }).data.content;

test('a message has at most 2000 characters, and no emoji is cut in two', () => {
  expect(contentOf('x'.repeat(2_000))).toBe('x'.repeat(2_000));
  expect(contentOf('x'.repeat(2_001))).toBe(`${'x'.repeat(1_999)}…`);
  expect(contentOf(`${'x'.repeat(1_998)}🎮🎮`)).toBe(`${'x'.repeat(1_998)}…`);
});
