import { attributeLines } from '../../../cli/changes/attribute-lines';

const UNKNOWN = '(known after apply)';

function lines(before: string | undefined, after: string | undefined, width = 60, path = 'threshold'): string[] {
  return attributeLines({ path, before, after }, width);
}

test.each([
  ['two values', '1175', '1300', 'threshold: 1175 -> 1300'],
  ['a new value', undefined, '1300', 'threshold: (none) -> 1300'],
  ['a removed value', '1175', undefined, 'threshold: 1175 -> (none)'],
  ['masked values', '(masked)', '(masked)', 'threshold: changed (masked)'],
  ['a new masked value', undefined, '(masked)', 'threshold: (none) -> (masked)'],
  ['a value that AWS chooses', 'arn:x', UNKNOWN, 'threshold: arn:x -> (known after apply)'],
  ['values that were not compared', '(too much)', '(too much)', 'threshold: changed (too much)'],
])('one line for %s', (_, before, after, expected) => {
  expect(lines(before, after)).toEqual([expected]);
});

test('cuts what nothing is compared with, so that the line fits', () => {
  const [line = '', ...more] = lines(`arn:aws:ecs:eu-central-1:${'1'.repeat(90)}`, UNKNOWN);

  expect(line).toBe('threshold: arn:aws:ecs:eu-central-... -> (known after apply)');
  expect(line.length).toBeLessThanOrEqual(60);
  expect(more).toEqual([]);
});

test('of JSON says only that it is JSON', () => {
  expect(lines('{"Statement":[]}'.repeat(9), UNKNOWN)).toEqual(['threshold: (JSON) -> (known after apply)']);
  expect(lines('{"Id":"fs-1"}', UNKNOWN)).toEqual(['threshold: {"Id":"fs-1"} -> (known after apply)']);
});

test('gives two long values a line each, cut to the width where they differ', () => {
  const text = (value: number) => `For 7 minutes clients sent it at most ${value} bytes per second, which is little.`;

  expect(lines(text(1175), text(1300), 50)).toEqual([
    'threshold:',
    '     ...nt it at most 1175 bytes per second, wh...',
    '  -> ...nt it at most 1300 bytes per second, wh...',
  ]);
});

test.each([20, 40, 60, 80, 200])('no value is wider than %i columns, whatever it holds', (width) => {
  for (const text of ['x', '\u202e', '漢', '🎮', '\u001b[2J', '\n', '\t', '::']) {
    const shown = lines(`${text.repeat(500)}a`, `${text.repeat(500)}b`, width);

    expect(shown.slice(1).every((line) => Array.from(line).length <= width)).toBe(true);
  }
});

test('a name and a value stay on their lines', () => {
  expect(lines('a\nbase: no changes', 'b', 60, 'tags.x\ny')).toEqual(['tags.x\\ny: (2 lines) -> b']);
  expect(lines('a\tb\rc', '\u001b[31mred')).toEqual(['threshold: a\\tb\\u000dc -> \\u001b[31mred']);
});

describe('texts of several lines', () => {
  const script = (line: string) => `#!/bin/bash\nset -e\n${line}\nexit 0\n`;

  test('shows the lines that differ', () => {
    expect(lines(script('mount /a'), script('mount /b\nmount /c'), 60, 'script')).toEqual([
      'script: changed (2 of 5 lines)',
      '  - mount /a',
      '  + mount /b',
      '  + mount /c',
    ]);
  });

  test('shows only how many there are where many differ', () => {
    const many = (text: string) => Array.from({ length: 230 }, (_, index) => `${text} ${index}`).join('\n');

    expect(lines(many('old'), many('new'), 60, 'script')).toEqual(['script: changed (230 of 230 lines)']);
    expect(lines(many('old'), UNKNOWN, 60, 'script')).toEqual(['script: (230 lines) -> (known after apply)']);
    expect(lines(undefined, many('new'), 60, 'script')).toEqual(['script: (none) -> (230 lines)']);
  });

  test('reads the script of an instance, which AWS takes in base64', () => {
    const encoded = (line: string) => Buffer.from(script(line)).toString('base64');

    expect(lines(encoded('mount /a'), encoded('mount /b'), 60, 'user_data')).toEqual([
      'user_data: changed (1 of 4 lines)',
      '  - mount /a',
      '  + mount /b',
    ]);
    expect(lines(encoded('mount /a'), encoded('mount /b'), 60, 'tags.other')[0]).toBe('tags.other:');
    expect(lines('(sensitive)', '(sensitive)', 60, 'user_data')).toEqual(['user_data: changed (sensitive)']);
  });

  test('escapes each line', () => {
    expect(lines(script('\u001b[2Ja'), script('\u202eb'), 60, 'script').slice(1)).toEqual([
      '  - \\u001b[2Ja',
      '  + \\u202eb',
    ]);
  });
});
