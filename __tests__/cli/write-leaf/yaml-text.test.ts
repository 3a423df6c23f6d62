import fc from 'fast-check';

import { commentText, yamlKey, yamlText } from '../../../cli/write-leaf/yaml-text';
import { YamlFile } from '../../../modules/config/yaml-file';

const read = (text: string) => new YamlFile('a.yaml', { text }, {});
const environment = (text: string) => `Container:\n  Environment:\n    ${text}\n    END: 1\n`;

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'ab1 .:#&*!|>%@`"\'{}[],?-=~$\n\t\\'.match(/./gs)!) }),
);

test('every text comes back as it was, and with no problem', () => {
  fc.assert(
    fc.property(texts, (text) => {
      // those mean something else to a person who comes from docker-compose, also in double quotes
      fc.pre(!/\$[${]/.test(text));
      const { value, problems } = read(environment(`X: ${yamlText(text)}`));

      expect(problems).toEqual([]);
      expect(value).toEqual({
        Container: { Environment: { X: /^(true|false)$/.test(text) ? text === 'true' : text, END: '1' } },
      });
    }),
  );
});

test('every name of a variable comes back as it was', () => {
  fc.assert(
    fc.property(texts, (name) => {
      fc.pre(name !== 'END' && name !== '__proto__');
      const { value, problems } = read(environment(`${yamlKey(name)}: 1`));

      expect(problems).toEqual([]);
      expect(value).toEqual({ Container: { Environment: { [name]: '1', END: '1' } } });
    }),
  );
});

test.each([
  ['25565', '25565'],
  ['022', '022'],
  ['TRUE', "'TRUE'"],
  ['null', "'null'"],
  ['', "''"],
  ['${X}', "'${X}'"],
  ["Don't panic", "'Don''t panic'"],
  ['My #1 server', "'My #1 server'"],
  ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
  ['a\nb', '"a\\nb"'],
])('%j is written %s', (text, written) => {
  expect(yamlText(text)).toBe(written);
});

test('a comment stays on its line', () => {
  expect(commentText('from a\nEc2: {}\r')).toBe('from a Ec2: {} ');
});
