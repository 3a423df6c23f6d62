import { readWakeRules, wakeRulesTag } from '../../../lambdas/shared/wake-rules';

const tags = (Value: string) => [{ Key: 'container-manager:wake-rules', Value }];

test.each([
  [{ byDns: false, hoursPerMonth: 60 }, 'by-dns=false limit-hours=60', { byDns: false, limitMinutes: 3_600 }],
  [{ byDns: true, hoursPerMonth: 0.5 }, 'limit-hours=0.5', { byDns: true, limitMinutes: 30 }],
  [{ byDns: false, hoursPerMonth: undefined }, 'by-dns=false', { byDns: false }],
])('of %j is one tag, and is read as it was written', (config, text, rules) => {
  expect(wakeRulesTag(config)).toEqual({ 'container-manager:wake-rules': text });
  expect(readWakeRules(tags(text))).toEqual(rules);
});

test('there is no tag where the config has the defaults', () => {
  expect(wakeRulesTag({ byDns: true, hoursPerMonth: undefined })).toEqual({});
  expect(readWakeRules([])).toEqual({ byDns: true });
});

test.each(['', 'limit-hours=', 'limit-hours=x', 'limit-hours=0', 'something else'])('"%s" says nothing', (text) => {
  expect(readWakeRules(tags(text))).toEqual({ byDns: true });
});
