import { type MetricAlarm } from '@aws-sdk/client-cloudwatch';

import { type LastNotice, readLastNotice } from '../../lambdas/shared/last-notice';
import { type Refusal } from '../../lambdas/shared/refusal';
import { type ScalingActivity } from '../../lambdas/shared/scaling-activities';
import { LAST_NOTICE_NOTE, readNotes } from '../../lambdas/shared/told-tags';
import { type LeafFacts } from '../leaf/facts';
import { isRetiring } from '../leaf/group';
import { isHeld } from '../leaf/hold';
import { type MonthAwake } from '../leaf/month';
import { currentTask, type Phase, phaseOf, waitsFor } from '../../lambdas/shared/phase';
import { type PlayersNow } from '../../lambdas/shared/players-online';
import { type Traffic } from '../leaf/traffic';
import { type CostSoFar } from './cost-so-far';
import { secondsBetween } from '../../lambdas/shared/duration';
import { type Names } from '../../modules/aws/naming';
import { sleepOf } from './wake-refusal';

/** The status of a leaf, for people and, as JSON, for scripts. */
export interface LeafStatus {
  readonly id: string;
  readonly phase: Phase;
  /** Absent unless it is deployed and the config has no file for it. */
  readonly hasNoYaml?: true;
  /** On hold: nothing puts it to sleep. */
  readonly isHeld: boolean;
  /** Absent unless its retirement has begun and not finished. */
  readonly isRetiring?: true;
  /** What it waits for. Absent unless it wakes or loads. */
  readonly waitsFor?: string;
  /** When the phase began. Absent when AWS does not know any more. */
  readonly since?: Date;
  /** Absent without a domain. */
  readonly hostName?: string;
  /** Public IP address. Absent unless an instance is in service. */
  readonly address?: string;
  /** E.g. `25565/tcp`. */
  readonly ports: readonly string[];
  /** Absent unless its container runs and there are metrics. */
  readonly traffic?: Traffic;
  /** Who plays. Absent without a Query, and unless it is ready. */
  readonly players?: PlayersNow;
  /** How long it was awake this month, in UTC. Absent unless it is deployed. */
  readonly month?: MonthAwake;
  /** Absent unless it is deployed and the price of its instance type is known. */
  readonly cost?: CostSoFar;
  readonly alarms: readonly AlarmStatus[];
  /** From the launch of the instance to the running container, of the last start that AWS still knows. */
  readonly lastStartSeconds?: number;
  /** The last e-mail. */
  readonly lastNotice?: LastNotice;
  /** Why the next connection does not wake it. Absent unless it sleeps. */
  readonly refusal?: Refusal;
  /** `./cm sleep --stay`. Absent unless it sleeps. */
  readonly staysAsleep?: true;
}

export interface AlarmStatus {
  readonly name: AlarmName;
  readonly state: string;
}

type AlarmName = 'Container Activity' | 'Instance Left Up' | 'Break Crash Loop';

/** What of a leaf its Auto Scaling group, tasks and alarms do not say. */
export interface LeafIdentity {
  readonly id: string;
  readonly names: Names;
  readonly hostName: string | undefined;
  readonly ports: readonly string[];
  /** Whether the config has a file for it. */
  readonly hasYaml: boolean;
  /** Whether a deployment of it began. */
  readonly isBegun: boolean;
}

// a container that was created later was restarted on a running instance
const SAME_START_SECONDS = 10 * 60;

/** Derives the status from what AWS says. */
export function leafStatus(identity: LeafIdentity, facts: LeafFacts, now: Date): LeafStatus {
  const { id, names, hostName, ports, hasYaml, isBegun } = identity;
  const found = phaseOf(facts);
  const phase = found === 'not deployed' && isBegun ? 'deployed in part' : found;
  const { address, traffic, players, month } = facts;
  const reason = phase === 'waking' || phase === 'loading' ? waitsFor(facts) : undefined;
  const since = beginOf(phase, facts);
  const lastStartSeconds = lastStart(facts);
  const lastNotice = readLastNotice(readNotes(facts.group?.Tags).get(LAST_NOTICE_NOTE));
  return {
    id,
    phase,
    ...(!hasYaml && { hasNoYaml: true as const }),
    isHeld: isHeld(facts, names),
    ...(isRetiring(facts.group) && { isRetiring: true as const }),
    ...(reason !== undefined && { waitsFor: reason }),
    ...(since !== undefined && { since }),
    ...(hostName !== undefined && { hostName }),
    ...(address !== undefined && { address }),
    ports,
    ...(traffic !== undefined && { traffic }),
    ...(players !== undefined && { players }),
    ...(month !== undefined && { month }),
    alarms: alarmsOf(facts.alarms, names),
    ...(lastStartSeconds !== undefined && { lastStartSeconds }),
    ...(lastNotice !== undefined && { lastNotice }),
    ...sleepOf(identity, facts, now),
  };
}

function beginOf(phase: Phase, facts: LeafFacts): Date | undefined {
  const newest = (kind: ScalingActivity['kind']) =>
    facts.activities.find((activity) => activity.kind === kind && !activity.failed);
  switch (phase) {
    case 'loading':
    case 'ready':
      return currentTask(facts)?.startedAt;
    case 'waking':
      return newest('launch')?.startedAt;
    case 'stopping':
      return newest('terminate')?.startedAt;
    case 'asleep':
      return newest('terminate')?.endedAt;
    case 'not deployed':
    case 'deployed in part':
      return undefined;
  }
}

function lastStart({ activities, tasks }: LeafFacts): number | undefined {
  const launch = activities.find(({ kind, failed }) => kind === 'launch' && !failed);
  if (launch === undefined) return undefined;
  const starts = tasks.flatMap(({ createdAt, startedAt }) =>
    createdAt === undefined || startedAt === undefined ? [] : [{ createdAt, startedAt }],
  );
  const [first] = starts
    .filter(({ createdAt }) => isWithin(secondsBetween(launch.startedAt, createdAt), SAME_START_SECONDS))
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  return first === undefined ? undefined : Math.round(secondsBetween(launch.startedAt, first.startedAt));
}

function isWithin(seconds: number, limit: number): boolean {
  return seconds >= 0 && seconds <= limit;
}

function alarmsOf(alarms: readonly MetricAlarm[], names: Names): AlarmStatus[] {
  const known: readonly (readonly [AlarmName, string])[] = [
    ['Container Activity', names.containerActivityAlarm],
    ['Instance Left Up', names.instanceLeftUpAlarm],
    ['Break Crash Loop', names.breakCrashLoopAlarm],
  ];
  return known.flatMap(([name, awsName]) => {
    const state = alarms.find(({ AlarmName }) => AlarmName === awsName)?.StateValue;
    return state === undefined ? [] : [{ name, state }];
  });
}
