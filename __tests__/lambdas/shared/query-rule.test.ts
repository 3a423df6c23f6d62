import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';

import { QueryRule } from '../../../lambdas/shared/query-rule';

const client = mockClient(EventBridgeClient);
const rule = () => new QueryRule(new EventBridgeClient({ region: 'eu-central-1' }), 'games-minecraft-player-query');

beforeEach(() => client.reset());

test.each([
  ['ENABLED', true],
  ['DISABLED', false],
] as const)('a rule that is %s', async (State, isOn) => {
  client.on(DescribeRuleCommand).resolves({ State });

  expect(await rule().isOn()).toBe(isOn);
  expect(client.calls().map(({ args }) => args[0].input)).toEqual([{ Name: 'games-minecraft-player-query' }]);
});

test('is turned on and off', async () => {
  client.onAnyCommand().resolves({});

  await rule().turnOn();
  await rule().turnOff();

  expect(client.commandCalls(EnableRuleCommand).map(({ args }) => args[0].input)).toEqual([
    { Name: 'games-minecraft-player-query' },
  ]);
  expect(client.commandCalls(DisableRuleCommand).map(({ args }) => args[0].input)).toEqual([
    { Name: 'games-minecraft-player-query' },
  ]);
});
