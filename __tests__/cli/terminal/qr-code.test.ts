import { encode } from 'uqr';

import { qrCode } from '../../../cli/terminal/qr-code';

const LINK = 'https://abc123.execute-api.eu-central-1.amazonaws.com/minecraft#AAAAAAAAAAAAAAAAAAAAAA';
const WIDE = { columns: 80, colors: false };
// eslint-disable-next-line no-control-regex -- they begin with one
const COLORS = /\u001b\[[\d;]+m/g;

/** What a scanner sees: two rows a line, dark where nothing light is drawn. */
function darkModules(code: string): boolean[][] {
  return code
    .trimEnd()
    .split('\n')
    .flatMap((line) => [
      Array.from(line).map((cell) => !'█▀'.includes(cell)),
      Array.from(line).map((cell) => !'█▄'.includes(cell)),
    ]);
}

test('shows each module of the code, with four light ones around it', () => {
  const { data, size } = encode(LINK, { border: 4, ecc: 'L' });
  const modules = darkModules(qrCode(LINK, WIDE) ?? '').slice(0, size);

  expect(modules).toEqual(data);
  expect(modules.slice(0, 4).flat()).not.toContain(true);
});

test('is narrower than a terminal of 80 columns, and is not drawn where it has no room', () => {
  const width = Math.max(...(qrCode(LINK, WIDE) ?? '').split('\n').map((line) => line.length));

  expect(width).toBe(45);
  expect(qrCode(LINK, { ...WIDE, columns: 44 })).toBeUndefined();
  expect(qrCode(LINK, { ...WIDE, columns: 45 })).toBeDefined();
});

test('with colours it is white on black in each line, on a dark and on a light terminal, and ends them', () => {
  const code = qrCode(LINK, { columns: 80, colors: true }) ?? '';

  expect(code.replace(COLORS, '')).toBe(qrCode(LINK, WIDE));
  for (const line of code.trimEnd().split('\n')) {
    expect(line.match(COLORS)).toEqual(['\u001b[38;5;231;48;5;16m', '\u001b[0m']);
  }
});
