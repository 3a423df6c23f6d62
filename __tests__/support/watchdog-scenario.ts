import { type WatchdogConfig } from '../../modules/config/types';
import { parseAlarm } from '../../simulation/alarm-definition';
import { parseScalingPolicy } from '../../simulation/scaling-policy';
import { type SimulatedEvent, simulate, type SimulationProps } from '../../simulation/simulation';
import { type AskedGame, publishing } from './asked-game';
import { AUTO_SCALING_GROUP_NAME, BASE_TOPIC_ARN, FILE_SYSTEM_IDS, watchdogTemplate } from './watchdog';

/** The alarms and policies that the Watchdog synthesizes. */
export function watchdogDefinitions(
  watchdog: Partial<WatchdogConfig>,
  asksGame = false,
): Pick<SimulationProps, 'alarms' | 'policies'> {
  const template = watchdogTemplate(watchdog, { asksGame });
  const policies = Object.entries(template.json.resource?.aws_autoscaling_policy ?? {});
  return {
    alarms: template.resources('aws_cloudwatch_metric_alarm').map(parseAlarm),
    policies: Object.fromEntries(
      policies.map(([id, block]) => [`\${aws_autoscaling_policy.${id}.arn}`, parseScalingPolicy(block)]),
    ),
  };
}

const BOOT_MINUTES = 1;

type Props = Partial<SimulationProps> & Pick<SimulationProps, 'minutes' | 'desiredCapacity'>;

/**
 * Simulates the alarms and policies that the Watchdog synthesizes.
 *
 * @param game what is asked; undefined: nothing
 */
export function runWatchdog(watchdog: Partial<WatchdogConfig>, props: Props, game?: AskedGame): SimulatedEvent[] {
  return runDefinitions(watchdogDefinitions(watchdog, game !== undefined), {
    warmupMinutes: watchdog.startupGraceMinutes ?? 5,
    ...(game && { publish: publishing(game, props.bootMinutes ?? BOOT_MINUTES) }),
    ...props,
  });
}

/**
 * Simulates alarms and policies. Unless `props` say otherwise, the instance boots in one minute and warms up for five,
 * and nobody is connected.
 */
export function runDefinitions(
  definitions: Pick<SimulationProps, 'alarms' | 'policies'>,
  props: Props,
): SimulatedEvent[] {
  return simulate({
    ...definitions,
    autoScalingGroupName: AUTO_SCALING_GROUP_NAME,
    fileSystemIds: Object.values(FILE_SYSTEM_IDS),
    bootMinutes: BOOT_MINUTES,
    drainMinutes: 2,
    warmupMinutes: 5,
    traffic: () => ({ fromClients: 0, fromFileSystems: 0 }),
    otherPoints: [],
    publish: () => [],
    delayMinutes: () => 0,
    metricsEnd: Infinity,
    ...props,
  });
}

const TITLES: Readonly<Record<string, string>> = {
  'project-leaf-container-activity': 'Container Activity',
  'project-leaf-instance-left-up': 'Instance Left Up',
  'project-leaf-break-crash-loop': 'Break Crash Loop',
  'project-leaf-scale-down': 'Scale Down ASG',
  'project-leaf-scale-down-once': 'Scale Down Once',
  [BASE_TOPIC_ARN]: 'base',
};

/** One line for each event, e.g. `8: Scale Down ASG: asleep`. The same event in several minutes in a row is one line. */
export function describeEvents(events: readonly SimulatedEvent[]): string[] {
  const lines: { text: string; first: number; last: number }[] = [];
  for (const event of events) {
    const text = describe(event, events);
    if (text === undefined) continue;
    const running = lines.find((line) => line.text === text && line.last === event.minute - 1);
    if (running === undefined) lines.push({ text, first: event.minute, last: event.minute });
    else running.last = event.minute;
  }
  return lines.map(
    ({ text, first, last }) => `${first === last ? clock(first) : `${clock(first)}–${clock(last)}`}: ${text}`,
  );
}

function describe(event: SimulatedEvent, all: readonly SimulatedEvent[]): string | undefined {
  switch (event.kind) {
    case 'in service':
      return 'in service';
    case 'out of service':
      // the policy's line says it already
      return all.some(({ kind, minute }) => kind === 'scaled' && minute === event.minute) ? undefined : 'stopped';
    case 'alarm':
      return `${title(event.alarmName)} fires`;
    case 'alarm ends':
      return `${title(event.alarmName)} ends`;
    case 'notification':
      return `e-mail to ${title(event.target)}`;
    case 'scaled':
      return `${title(event.policyName)}: asleep`;
    case 'scaling held back':
      return `${title(event.policyName)} is held back`;
  }
}

function title(name: string): string {
  const found = TITLES[name];
  if (found === undefined) throw new Error(`'${name}' has no title`);
  return found;
}

/** Minutes, e.g. `119`; from two hours on hours and minutes, e.g. `2 h 0`. */
function clock(minute: number): string {
  return minute < 120 ? `${minute}` : `${Math.floor(minute / 60)} h ${minute % 60}`;
}
