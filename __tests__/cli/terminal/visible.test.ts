import pc from 'picocolors';

import { visible, visibleOnOneLine } from '../../../cli/terminal/visible';

test.each([
  ['a cleared screen', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a title of the window', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
  ['a sequence of one character (C1)', '\u009b31m', '\\u009b31m'],
  ['a line that is overwritten', 'good\rbad', 'good\\u000dbad'],
  ['an erased character', 'ab\u0008\u007f', 'ab\\u0008\\u007f'],
  ['text that is turned around', '\u202etxt.exe\u2066', '\\u202etxt.exe\\u2066'],
  ['invisible characters', 'mine\u200bcraft\ufeff\u00ad', 'mine\\u200bcraft\\ufeff\\u00ad'],
  ['an invisible tag beyond the first plane', '\u{e0041}', '\\udb40\\udc41'],
  ['half a character', '\ud800', '\\ud800'],
  ["Unicode's line breaks", 'a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
  ["a command to GitHub's runner", 'x\n::stop-commands::y', 'x\n\\u003a:stop-commands::y'],
  ['one that is indented', '\t\u00a0::error::y', '\t\u00a0\\u003a:error::y'],
  ['one of the old form', 'x ##[add-path]y', 'x \\u0023#[add-path]y'],
  ['a colour where there are none', pc.createColors(true).red('x'), '\\u001b[31mx\\u001b[39m'],
])('shows %s', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  ['a\nb', 'a\\nb'],
  ['a\r\nb\tc\rd', 'a\\r\\nb\\tc\\u000dd'],
  ['\u001b[31mx\u2028', '\\u001b[31mx\\u2028'],
  ['Größe 漢字', 'Größe 漢字'],
])('on one line %j is %s', (text, shown) => {
  expect(visibleOnOneLine(text)).toBe(shown);
  expect(visible(visibleOnOneLine(text))).toBe(shown);
});

test('keeps text of every language, line breaks, tabs and colons', () => {
  const text = 'Größe\t漢字 🎮\r\naws::x\nIPv6 ::/0, a # b ##\n';

  expect(visible(text)).toBe(text);
});

test('on a terminal with colours keeps those of this program, and no other sequence', () => {
  const { red, yellow, bold, hidden } = pc.createColors(true);
  const ours = red(`${bold('Refused')} (base): ${yellow('x')}`);

  expect(visible(ours, { colors: true })).toBe(ours);
  expect(visible(hidden('x'), { colors: true })).toBe('\\u001b[8mx\\u001b[28m');
  expect(visible('\u001b[31;8mx', { colors: true })).toBe('\\u001b[31;8mx');
});

test('JSON with it means the same', () => {
  const value = { text: '\u202e\u009b\u{e0041}\u001b\n::x' };

  const shown = visible(JSON.stringify(value));

  expect(shown).toMatch(/^[ -~]*$/);
  expect(JSON.parse(shown)).toEqual(value);
});

test('takes no longer than its text is long', () => {
  const before = performance.now();

  visible(`${' '.repeat(200_000)}${':'.repeat(200_000)}`);

  expect(performance.now() - before).toBeLessThan(2_000);
});
