import { colorsOn } from '../../../cli/terminal/colors';

const environment = { ...process.env };

beforeEach(() => {
  delete process.env.NO_COLOR;
});
afterEach(() => {
  process.env = { ...environment };
});

test('uses colours on a terminal', () => {
  expect(colorsOn({ isTTY: true }).red('Refused')).toBe('\u001b[31mRefused\u001b[39m');
});

// in CI picocolors by itself would colour every pipe
test.each([{}, { isTTY: false }])('uses none on %j, also in CI', (stream) => {
  process.env.CI = 'true';

  expect(colorsOn(stream).red('Refused')).toBe('Refused');
});

test('uses none when NO_COLOR is set', () => {
  process.env.NO_COLOR = '1';

  expect(colorsOn({ isTTY: true }).red('Refused')).toBe('Refused');
});
