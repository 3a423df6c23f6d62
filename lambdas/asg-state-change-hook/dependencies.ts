import { type Notice } from '../shared/notify';

/** All that the function knows and can do, so that its logic can be tried in a model of AWS. */
export interface World {
  readonly leaf: Leaf;
  readonly group: Group;
  readonly machines: Machines;
  readonly container: Container;
  /** Absent without a domain. */
  readonly record?: AddressRecord;
  readonly people: People;
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
}

/** The Auto Scaling group: the one switch of the system. */
export interface Group {
  read(): Promise<GroupState>;
  /** What the group did lately, the newest first. */
  activities(): Promise<readonly Activity[]>;
  /** Asks for no instance. */
  sleep(): Promise<void>;
  /** Ends the wait of an instance in Terminating:Wait, also where nothing waits any more. */
  endTerminationWait(instanceId: string): Promise<void>;
  /** Notes durably what people were told. Each key is of its own: two runs never overwrite each other's. */
  note(key: string, value: string): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
}

export interface GroupState {
  /** 0: asleep. */
  readonly desiredCapacity: number;
  readonly zones: readonly string[];
  readonly instances: readonly Instance[];
  /** What people were told: what `note` noted. */
  readonly notes: ReadonlyMap<string, string>;
}

export interface Instance {
  readonly id: string;
  /** E.g. `InService`, `Terminating:Wait`. */
  readonly lifecycleState: string;
}

/** A launch or a termination. */
export interface Activity {
  readonly kind: 'launch' | 'terminate';
  /** Of a termination. */
  readonly instanceId?: string;
  /** Of a launch. */
  readonly zone?: string;
  readonly failed: boolean;
  readonly startedAt: Date;
  /** Absent while it goes on. */
  readonly endedAt?: Date;
  /** AWS's words; empty where there are none. */
  readonly message: string;
}

/** Computers, by the ids of EC2 instances. */
export interface Machines {
  /** Undefined when EC2 does not know it (yet, or any more). */
  read(instanceId: string): Promise<Machine | undefined>;
}

export interface Machine {
  /** Absent when it has none (yet). */
  readonly publicAddress?: string;
  readonly launchedAt: Date;
}

export interface Container {
  runsOn(instanceId: string): Promise<boolean>;
}

/** The leaf's DNS record. */
export interface AddressRecord {
  /** Undefined when there is no record. */
  read(): Promise<string | undefined>;
  write(address: string): Promise<void>;
}

export interface People {
  /**
   * @param told who was told before: left out
   * @throws NotifyError that says who was told by now
   */
  tell(notice: Notice, told: readonly string[]): Promise<void>;
}

export interface Clock {
  now(): Date;
  wait(milliseconds: number): Promise<void>;
}

/** The instance that players reach. The group has at most one. */
export function instanceInService({ instances }: GroupState): Instance | undefined {
  return instances.find(({ lifecycleState }) => lifecycleState === 'InService');
}
