import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
} from '@aws-sdk/client-eventbridge';

import { type AwsEvent, scheduledEvent } from './events';
import { matchesPattern } from './event-pattern';
import { type DeployedFunctions } from './functions';

/** EventBridge: runs the functions that are targets of the deployed rules. */
export class EventBus {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly functions: DeployedFunctions,
  ) {}

  /**
   * Runs the functions of all enabled rules that match the event.
   *
   * @returns names of these rules
   */
  async deliver(event: AwsEvent): Promise<string[]> {
    return this.run(
      (rule) => rule.EventPattern !== undefined && matchesPattern(JSON.parse(rule.EventPattern), event),
      event,
    );
  }

  /**
   * Runs the functions of all enabled rules with a schedule.
   *
   * @param prefix of the rules' names
   * @param time of the event: a rule that runs every minute tells its function which minute it is
   * @returns names of these rules
   */
  async tick(prefix: string, time = new Date()): Promise<string[]> {
    return this.run(
      (rule) => rule.ScheduleExpression !== undefined && rule.Name?.startsWith(prefix) === true,
      scheduledEvent(time),
    );
  }

  private async run(isWanted: (rule: Rule) => boolean, event: AwsEvent): Promise<string[]> {
    const { Rules = [] } = await this.client.send(new ListRulesCommand({}));
    const wanted = Rules.filter((rule) => rule.State === 'ENABLED' && isWanted(rule));
    for (const { Name, Arn: sourceArn = '' } of wanted) {
      const { Targets = [] } = await this.client.send(new ListTargetsByRuleCommand({ Rule: Name }));
      for (const { Arn = '' } of Targets) {
        await this.functions.invoke(Arn, event, { service: 'events.amazonaws.com', sourceArn });
      }
    }
    await this.functions.settled();
    return wanted.map(({ Name = '' }) => Name);
  }
}
