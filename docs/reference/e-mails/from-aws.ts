import { type Notice } from '../../../lambdas/shared/notify';
import { quickstartStacks, type Resources } from '../../quickstart-stacks';
import { NOW } from './examples';

/** What AWS sends by itself: the e-mails of alarms and of rules of EventBridge that base and a leaf have. */
export interface FromAws {
  /** By the alarm's name without its beginning, e.g. `instance-left-up`. @param stack whose alarm it is: the leaf's by default */
  alarm(name: string, stack?: 'base' | 'leaf'): Notice;
  /** By the rule's name without its beginning, e.g. `backup-failed`. */
  rule(stack: 'base' | 'leaf', name: string): Notice;
}

/** Values of an event in the examples. */
const VALUES: Readonly<Record<string, string>> = {
  time: NOW.toISOString(),
  alarm: 'container-manager-minecraft-asg-state-change-hook-errors',
  resource: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0',
  state: 'FAILED',
  why: 'Access denied to the vault',
};

/** As the quickstart has them, with a domain, a Query, both Alerts and a webhook. */
export function fromAws(): FromAws {
  const stacks = quickstartStacks({
    base: {
      region: 'eu-central-1',
      webhooks: [{ parameter: '/container-manager/webhooks/discord', format: 'discord' }],
    },
    leaf: {
      alerts: { fileSystemGigabytes: 50, logMegabytesPerHour: 100 },
      query: { game: 'minecraft', protocol: 'minecraft', port: 25565, countsPlayers: true, loadingMinutes: 30 },
    },
  });
  return {
    alarm: (name, stack = 'leaf') => {
      const ofStack = `-${stack === 'leaf' ? 'minecraft' : stack}-${name}`;
      const { alarm_name: alarmName, alarm_description: description } = only(
        stacks[stack],
        'aws_cloudwatch_metric_alarm',
        (alarm) => String(alarm.alarm_name).endsWith(ofStack),
      );
      return {
        subject: `ALARM: "${String(alarmName)}" in EU (Frankfurt)`,
        message: `…\n\nAlarm Details:\n- Name: ${String(alarmName)}\n- Description: ${String(description)}\n- State Change: OK -> ALARM\n…`,
      };
    },
    rule: (stack, name) => {
      const id = Object.entries(stacks[stack].aws_cloudwatch_event_rule ?? {}).find(([, rule]) =>
        String(rule.name).endsWith(`-${name}`),
      )?.[0];
      const { input_transformer: transformer } = only(stacks[stack], 'aws_cloudwatch_event_target', ({ rule }) =>
        String(rule).includes(`.${id ?? ''}.`),
      );
      // a cast, since Terraform's JSON has no types
      const { input_template: template } = transformer as { input_template: string };
      return {
        subject: 'AWS Notification Message',
        message: String(JSON.parse(template)).replace(/<(\w+)>/g, (_, key: string) => VALUES[key] ?? key),
      };
    },
  };
}

/** @throws Error where there is none or are several */
function only(resources: Resources, type: string, isWanted: (block: Readonly<Record<string, unknown>>) => boolean) {
  const [found, ...others] = Object.values(resources[type] ?? {}).filter(isWanted);
  if (found === undefined || others.length > 0) throw new Error(`expected one ${type}, found ${others.length}`);
  return found;
}
