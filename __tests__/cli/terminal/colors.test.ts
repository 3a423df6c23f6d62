import { colorsOn } from '../../../cli/terminal/colors';

const environment = { ...process.env };

beforeEach(() => {
  delete process.env.NO_COLOR;
});
afterEach(() => {
  process.env = { ...environment };
});

test('there are colours on a terminal', () => {
  expect(colorsOn({ isTTY: true }).red('Refused')).toBe('\u001b[31mRefused\u001b[39m');
});

// in CI, where picocolors by itself would have colours in every pipe
test.each([{}, { isTTY: false }])('there are none where %j is written to', (stream) => {
  process.env.CI = 'true';

  expect(colorsOn(stream).red('Refused')).toBe('Refused');
});

test('there are none where NO_COLOR asks for none', () => {
  process.env.NO_COLOR = '1';

  expect(colorsOn({ isTTY: true }).red('Refused')).toBe('Refused');
});
