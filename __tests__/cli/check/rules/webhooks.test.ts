import { DescribeParametersCommand, type ParameterType, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

import { webhooks } from '../../../../cli/check/rules/webhooks';
import { checked, findingsOf } from '../../support/checked';

const ssm = mockClient(SSMClient);
const config = () =>
  checked({
    base: 'Webhooks:\n  - { Parameter: /games/discord, Format: discord }\n  - { Parameter: /games/json, Format: json }\n',
  });

beforeEach(() => ssm.reset());

/** What Parameter Store has. */
function parametersAre(types: Readonly<Record<string, ParameterType>>): void {
  ssm
    .on(DescribeParametersCommand)
    .resolves({ Parameters: Object.entries(types).map(([Name, Type]) => ({ Name, Type })) });
}

test('parameters that exist and are encrypted are fine, and AWS is asked once', async () => {
  parametersAre({ '/games/discord': 'SecureString', '/games/json': 'SecureString' });

  expect(await findingsOf(webhooks, config())).toEqual([
    'fine: the parameter /games/discord of a webhook is a SecureString',
    'fine: the parameter /games/json of a webhook is a SecureString',
  ]);
  expect(ssm.commandCalls(DescribeParametersCommand).map(({ args }) => args[0].input)).toEqual([
    expect.objectContaining({
      ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: ['/games/discord', '/games/json'] }],
    }),
  ]);
});

test('fails for a parameter that does not exist, and says how to make it', async () => {
  parametersAre({ '/games/discord': 'SecureString' });

  expect(await findingsOf(webhooks, config())).toEqual([
    'fine: the parameter /games/discord of a webhook is a SecureString',
    'config/base.yaml:4:18 Webhooks[1].Parameter: there is no SSM parameter /games/json in eu-central-1: correct the name, or create it: aws ssm put-parameter --region eu-central-1 --type SecureString --name /games/json --value file:///dev/stdin, then paste the address, press Enter and Ctrl+D',
  ]);
});

test('doubts one that is not encrypted', async () => {
  parametersAre({ '/games/discord': 'String', '/games/json': 'SecureString' });

  const [doubt] = await findingsOf(webhooks, config());

  expect(doubt).toBe(
    'doubt: config/base.yaml:3:18 Webhooks[0].Parameter: /games/discord is a String, in which the address is not encrypted: delete it (aws ssm delete-parameter --region eu-central-1 --name /games/discord) and create it again: aws ssm put-parameter --region eu-central-1 --type SecureString --name /games/discord --value file:///dev/stdin',
  );
});

test('asks nothing without webhooks', () => {
  expect(webhooks(checked({}))).toEqual([]);
});
