import { checkText } from '../../../cli/check/check-text';
import { colorsOn } from '../../../cli/terminal/colors';

const RESULTS = [
  { what: 'Terraform is installed', failures: [], doubts: [] },
  { what: 'the secret A exists', failures: [], doubts: ['mc.yaml:1:1 could not be checked'] },
];

test('has a line for each thing that was checked, and says what is next', () => {
  expect(checkText(RESULTS, ['mc'], colorsOn({}))).toBe(
    ['✓ Terraform is installed', '! mc.yaml:1:1 could not be checked', '', 'Next: ./cm deploy mc'].join('\n'),
  );
});

test('says that config/ comes first where there is none', () => {
  expect(checkText(RESULTS.slice(0, 1), [], colorsOn({}), false)).toBe(
    '✓ Terraform is installed\n\n' +
      'Next: ./cm bootstrap, since there is no config/ yet: it creates the bucket for the state, and config/.',
  );
});

test('says how to go on where something is wrong', () => {
  const wrong = { what: 'the domain is yours', failures: ['base.yaml:1:1 no', 'base.yaml:2:1 no'], doubts: [] };

  expect(checkText([wrong, ...RESULTS], [], colorsOn({}))).toBe(
    [
      '✗ base.yaml:1:1 no',
      '✗ base.yaml:2:1 no',
      '✓ Terraform is installed',
      '! mc.yaml:1:1 could not be checked',
      '',
      'Fix what is marked with ✗, then run ./cm check again. Nothing was changed.',
    ].join('\n'),
  );
});
