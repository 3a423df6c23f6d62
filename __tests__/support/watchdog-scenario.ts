import { type WatchdogConfig } from '../../modules/config/types';
import { parseAlarm } from '../../simulation/alarm-definition';
import { parseScalingPolicy } from '../../simulation/scaling-policy';
import { type Happening, simulate, type SimulationProps } from '../../simulation/simulation';
import { AUTO_SCALING_GROUP_NAME, BASE_TOPIC_ARN, FILE_SYSTEM_IDS, watchdogTemplate } from './watchdog';

/** The alarms and policies that the Watchdog synthesizes. */
export function watchdogDefinitions(watchdog: Partial<WatchdogConfig>): Pick<SimulationProps, 'alarms' | 'policies'> {
  const template = watchdogTemplate(watchdog);
  const policies = Object.entries(template.json.resource?.aws_autoscaling_policy ?? {});
  return {
    alarms: template.resources('aws_cloudwatch_metric_alarm').map(parseAlarm),
    policies: Object.fromEntries(
      policies.map(([id, block]) => [`\${aws_autoscaling_policy.${id}.arn}`, parseScalingPolicy(block)]),
    ),
  };
}

type Story = Partial<SimulationProps> & Pick<SimulationProps, 'minutes' | 'desiredCapacity'>;

/** Runs what the Watchdog synthesizes. */
export function runWatchdog(watchdog: Partial<WatchdogConfig>, story: Story): Happening[] {
  return runDefinitions(watchdogDefinitions(watchdog), { warmupMinutes: watchdog.startupGraceMinutes ?? 5, ...story });
}

/** Runs alarms and policies. The instance boots in a minute and warms up for five, nobody is connected. */
export function runDefinitions(definitions: Pick<SimulationProps, 'alarms' | 'policies'>, story: Story): Happening[] {
  return simulate({
    ...definitions,
    autoScalingGroupName: AUTO_SCALING_GROUP_NAME,
    fileSystemIds: Object.values(FILE_SYSTEM_IDS),
    bootMinutes: 1,
    drainMinutes: 2,
    warmupMinutes: 5,
    traffic: () => ({ fromClients: 0, fromFileSystems: 0 }),
    otherPoints: [],
    delayMinutes: () => 0,
    missingCondition: 'dropped',
    metricsEnd: Infinity,
    ...story,
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

/** One line for each thing that happens; what happens minute after minute is one line too. */
export function describeHappenings(happenings: readonly Happening[]): string[] {
  const lines: { text: string; first: number; last: number }[] = [];
  for (const happening of happenings) {
    const text = describe(happening, happenings);
    if (text === undefined) continue;
    const running = lines.find((line) => line.text === text && line.last === happening.minute - 1);
    if (running === undefined) lines.push({ text, first: happening.minute, last: happening.minute });
    else running.last = happening.minute;
  }
  return lines.map(
    ({ text, first, last }) => `${first === last ? clock(first) : `${clock(first)}–${clock(last)}`}: ${text}`,
  );
}

function describe(happening: Happening, all: readonly Happening[]): string | undefined {
  switch (happening.kind) {
    case 'in service':
      return 'in service';
    case 'out of service':
      // a policy's line says it already
      return all.some(({ kind, minute }) => kind === 'scaled' && minute === happening.minute) ? undefined : 'stopped';
    case 'alarm':
      return `${title(happening.alarmName)} fires`;
    case 'alarm ends':
      return `${title(happening.alarmName)} ends`;
    case 'notification':
      return `e-mail to ${title(happening.target)}`;
    case 'scaled':
      return `${title(happening.policyName)}: asleep`;
    case 'scaling held back':
      return `${title(happening.policyName)} is held back`;
  }
}

function title(name: string): string {
  const found = TITLES[name];
  if (found === undefined) throw new Error(`'${name}' has no title`);
  return found;
}

/** Minutes, and hours with minutes from two hours on. */
function clock(minute: number): string {
  return minute < 120 ? `${minute}` : `${Math.floor(minute / 60)} h ${minute % 60}`;
}
