import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';

/** The rule that runs player-query every minute. */
export class QueryRule {
  /** @param name of the rule, on the default event bus */
  constructor(
    private readonly client: EventBridgeClient,
    private readonly name: string,
  ) {}

  async isOn(): Promise<boolean> {
    const { State: state } = await this.client.send(new DescribeRuleCommand({ Name: this.name }));
    return state !== 'DISABLED';
  }

  async turnOn(): Promise<void> {
    await this.client.send(new EnableRuleCommand({ Name: this.name }));
  }

  async turnOff(): Promise<void> {
    await this.client.send(new DisableRuleCommand({ Name: this.name }));
  }
}
