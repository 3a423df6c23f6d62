import { parseState } from '../../../cli/state/contents';
import { assertOurProviders } from '../../../cli/state/our-providers';
import { stateOf, stateText } from '../support/state';

const OURS = { address: 'aws_vpc.Network' };
const check = (text: string) => () => {
  assertOurProviders(parseState(text, 'minecraft'), 'minecraft');
};
/** A state with a resource of ours, whose text is edited. */
const edited = (from: string, to: string) => check(stateText(OURS).replace(from, to));
const FOREIGN =
  '{"mode":"managed","type":"evil_thing","name":"It","provider":"provider[\\"a.com/evil/thing\\"]","instances":[]}';

test('accepts the providers that our stacks use', () => {
  const state = stateOf(
    OURS,
    { address: 'aws_route53_query_log.Log', provider: 'provider["registry.terraform.io/hashicorp/aws"].us-east-1' },
    { address: 'archive_file.Code', mode: 'data', provider: 'provider["registry.terraform.io/hashicorp/archive"]' },
    { address: 'terraform_remote_state.Base', mode: 'data', provider: 'provider["terraform.io/builtin/terraform"]' },
  );

  expect(() => {
    assertOurProviders(state, 'minecraft');
  }).not.toThrow();
});

test.each(['', '{}', '{"version":4}'])('accepts a state that has nothing: %j', (text) => {
  expect(check(text)).not.toThrow();
});

test.each([
  'provider["registry.terraform.io/evil/aws"]',
  'provider["example.com/hashicorp/aws"]',
  'module.mine.provider["registry.terraform.io/hashicorp/aws"]',
  'provider["registry.terraform.io/hashicorp/aws"]["x"]',
  // of Terraform 0.12
  'provider.aws',
])('refuses a state that names %s, managed or only read', (provider) => {
  for (const mode of ['managed', 'data']) {
    const state = stateOf(OURS, { address: 'evil_thing.It', mode, provider });

    expect(() => {
      assertOurProviders(state, 'minecraft');
    }).toThrow(
      `the state of minecraft names the provider ${provider} (evil_thing.It), which is not ours. Terraform did not`,
    );
  }
});

test('refuses a version of the state file that names its providers elsewhere', () => {
  expect(edited('"version":4', '"version":3,"modules":[]')).toThrow('the state of minecraft has version 3, not 4');
});

// Go matches keys without regard to case, and the last one wins
test.each(['Resources', 'RESOURCES', 're\u017fources'])(
  'refuses the key %s, which Terraform would read instead',
  (key) => {
    expect(edited('"outputs"', `"${key}":[${FOREIGN}],"outputs"`)).toThrow(
      `the state of minecraft has the key "${key}", which Terraform never writes`,
    );
  },
);

test('refuses another spelling of the key provider in a resource', () => {
  expect(edited('"instances"', '"Provider":"provider[\\"a.com/evil/thing\\"]","instances"')).toThrow(
    'has the key "Provider"',
  );
});
