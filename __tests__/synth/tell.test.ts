import { tellSynthesized } from '../../synth/tell';
import { configOf } from '../support/stacks';

test('says what was synthesized, and each warning once', () => {
  const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { base, leaf } = configOf();

  tellSynthesized({
    config: { base, leaves: [leaf] },
    usedQuickstart: false,
    warnings: ['config/base.yaml:1:1 AlertSubscription.Email: names nobody'],
    stacks: [],
  });

  const told = errors.mock.calls.map(([text]) => text);
  const table = out.mock.calls.map(([text]) => String(text)).join('');
  jest.restoreAllMocks();
  expect(told).toEqual(['Warning: config/base.yaml:1:1 AlertSubscription.Email: names nobody\n']);
  expect(table).toContain('Stack');
});
