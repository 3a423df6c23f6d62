import { literal } from '../../../modules/aws/literal';

test.each([
  ['an interpolation', '${HOME}/x', '$${HOME}/x'],
  ['a directive', '%{ if true }', '%%{ if true }'],
  // Terraform reads `$$${` as a dollar sign and an escaped `${`
  ['an interpolation that is escaped already', '$${HOME}', '$$${HOME}'],
  ['a directive that is escaped already', '%%{if}', '%%%{if}'],
  ['both, touching', '$%{a}%${b}', '$%%{a}%$${b}'],
  ['several', '${a}${b}%{c}', '$${a}$${b}%%{c}'],
])('%s is escaped', (_name, text, escaped) => {
  expect(literal(text)).toBe(escaped);
});

test.each(['', '$', '%', '$$', '{}', '$ {', '$HOME', '100%', 'say "hi"', 'C:\\new', 'two\nlines', 'Grüße 世界 🎮'])(
  '%j stays as it is',
  (text) => {
    expect(literal(text)).toBe(text);
  },
);
