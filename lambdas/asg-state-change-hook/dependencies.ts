import { type Clock } from '../shared/clock';
import { type Instances } from '../shared/ec2-instances';
import { type GroupState } from '../shared/group-state';
import { type Notice } from '../shared/notify';
import { type ReadyWhen } from '../shared/ready-when';
import { type AddressRecord } from '../shared/route53-record';
import { type ScalingActivity } from '../shared/scaling-activities';
import { type HookPrices } from './contract';

/** All that the function knows and can do, so that its logic can be tried in a model of AWS. */
export interface Dependencies {
  readonly leaf: Leaf;
  readonly group: Group;
  readonly instances: Instances;
  readonly container: Container;
  /** Absent without a domain. */
  readonly record?: AddressRecord;
  /** Absent without a Query. */
  readonly queryRule?: QuerySwitch;
  readonly leftUpAlarm: LeftUpAlarm;
  /** Absent without a domain: DNS never wakes such a leaf, so it does not matter for whom it was awake. */
  readonly traffic?: Traffic;
  /** Absent where none is known: then "stopped" has no receipt. */
  readonly prices?: HookPrices;
  /** Absent without volumes. */
  readonly files?: FileSystems;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

export interface Leaf {
  /** As people write it, e.g. `minecraft`. */
  readonly id: string;
  /** E.g. `minecraft.example.com`; absent without a domain. */
  readonly hostName?: string;
  /** E.g. `25565/tcp 24454/udp`. */
  readonly ports: string;
  readonly stopTimeoutSeconds: number;
  readonly readyWhen: ReadyWhen;
  /** Whether DNS queries wake it. @default true */
  readonly wakesByDns?: boolean;
  /** Its address on the start page, without a token. Absent where there is no such page. */
  readonly page?: string;
  /** Absent without a Query. */
  readonly query?: {
    /** How long the game may load. */
    readonly loadingMinutes: number;
    /** Address of the container's log in AWS's console, from one time to another. */
    logLink(start: Date, end: Date): string;
  };
}

/** The Auto Scaling group: the one switch of the system. */
export interface Group {
  read(): Promise<GroupState>;
  /** What the group did lately, the newest first. */
  activities(): Promise<readonly ScalingActivity[]>;
  /** As many of them, page by page, as are enough, or all that AWS keeps. */
  activitiesUntil(isEnough: (activities: readonly ScalingActivity[]) => boolean): Promise<readonly ScalingActivity[]>;
  /** Asks for no instance. */
  sleep(): Promise<void>;
  /** Ends the wait of an instance in Terminating:Wait, also where nothing waits any more. */
  endTerminationWait(instanceId: string): Promise<void>;
  /** Notes durably what people were told. */
  note(key: string, value: string): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
}

export interface Container {
  runsOn(instanceId: string): Promise<boolean>;
  /** The task that runs on an instance; undefined while none does. */
  taskOn(instanceId: string): Promise<RunningTask | undefined>;
  /** ARN of an instance's container instance; undefined while it has not joined the cluster, or has left it. */
  hostArn(instanceId: string): Promise<string | undefined>;
  /** Whether ECS is still to stop a task there: its agent is connected, and a task has not stopped. */
  isStoppingOn(instanceId: string): Promise<boolean>;
}

export interface RunningTask {
  readonly createdAt?: Date;
  /** When its containers started. */
  readonly startedAt?: Date;
  /** Whether the HealthCheck of its container passes. Always false without one. */
  readonly isHealthy: boolean;
}

/** The rule that runs player-query. */
export interface QuerySwitch {
  isOn(): Promise<boolean>;
  turnOn(): Promise<void>;
  turnOff(): Promise<void>;
}

/** The alarm Instance Left Up. */
export interface LeftUpAlarm {
  /** Undefined while its state is not ALARM. */
  read(): Promise<RaisedAlarm | undefined>;
}

export interface RaisedAlarm {
  /** When its state became ALARM. */
  readonly since: Date;
  readonly description: string;
}

/** What clients sent, as the alarm Container Activity counts it. */
export interface Traffic {
  /** Of that alarm: AWS names it as the cause when it puts the leaf to sleep. */
  readonly alarmName: string;
  /**
   * Whether bytes were above the alarm's threshold in a minute that began in this time, an instance in service and the game silent.
   *
   * @returns undefined where there are no values (yet)
   * @throws Error where the alarm does not exist
   */
  wasBusy(from: Date, to: Date): Promise<boolean | undefined>;
}

/** The file systems of the leaf's volumes. */
export interface FileSystems {
  sizes(): Promise<readonly FileSystemSize[]>;
}

export interface FileSystemSize {
  /** As EFS measures it, every hour or so. */
  readonly bytes: number;
  readonly isOneZone: boolean;
  /** Whether some of it is in a cheaper storage class. */
  readonly isPartlyCheaper: boolean;
}

/** Sends e-mails to all who want them. */
export interface Notifier {
  /**
   * @param told names of the topics that have the notice already: left out
   * @throws NotifyError that says which topics have it by now
   */
  notify(notice: Notice, told: readonly string[]): Promise<void>;
}
