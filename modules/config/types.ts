import { type z } from 'zod';

import { type baseSchema } from './schema/base';
import { type leafSchema } from './schema/leaf';

// A key has its description, its rule and its default where the schema declares it, and an editor leads there from any
// use. Here is only what the application sees in another form than the file has it.
type BaseFile = z.output<typeof baseSchema>;
type LeafFile = z.output<typeof leafSchema>;
type VolumeInFile = LeafFile['volumes'][string];
type DecidedByMaturity = 'enableBackups' | 'keepOnDelete';

/**
 * What the rest of the application sees of the configuration: checked, complete (every default is filled in) and
 * readonly. `load-config.ts` makes it; nothing else knows YAML, keys in PascalCase or a default.
 */
export interface Config {
  readonly base: BaseConfig;
  /** By id, in alphabetical order. May be empty. */
  readonly leaves: readonly LeafConfig[];
}

/** `base.yaml`. */
export interface BaseConfig extends Omit<BaseFile, 'state' | 'alertSubscription'> {
  /** The S3 backend; absent: the state is local. */
  readonly state?: Required<NonNullable<BaseFile['state']>>;
  /** Addresses that get e-mails about every leaf. */
  readonly alertEmails: readonly string[];
}

/** `prod` keeps data by default; `devel` lets everything be deleted. */
export type Maturity = BaseFile['maturity'];

export type DomainConfig = NonNullable<BaseFile['domain']>;

type Ec2 = LeafFile['ec2'];

/** `leaves/<id>.yaml`. */
export interface LeafConfig
  extends Ec2, Omit<LeafFile, 'ec2' | 'volumes' | 'alertSubscription' | 'watchdog' | 'query'> {
  /** File name without `.yaml`, in lower case; may hold dots. It is the subdomain. */
  readonly id: string;
  /** The id with dashes for dots: name of the stack and part of every AWS name. */
  readonly stackName: string;
  readonly watchdog: WatchdogConfig;
  /** Absent: nobody asks the game. */
  readonly query?: QueryConfig;
  /** By id, in alphabetical order; at most 7. */
  readonly volumes: readonly VolumeConfig[];
  /** Addresses that get e-mails about this leaf. */
  readonly alertEmails: readonly string[];
}

export type ContainerConfig = LeafFile['container'];

export type PortConfig = ContainerConfig['ports'][number];

export interface VolumeConfig
  extends Omit<VolumeInFile, DecidedByMaturity>, Required<Pick<VolumeInFile, DecidedByMaturity>> {
  /** Key in `Volumes`, e.g. `Data`. */
  readonly id: string;
}

export type VolumePathConfig = VolumeConfig['paths'][number];

export type WatchdogConfig = LeafFile['watchdog'] & Required<Pick<LeafFile['watchdog'], 'threshold'>>;

type QueryInFile = NonNullable<LeafFile['query']>;

/** How the game is asked whether it is ready and who plays. */
export interface QueryConfig extends Required<QueryInFile> {
  /** `tcp`, `http`, or the protocol of gamedig that the game speaks. */
  readonly protocol: string;
}

export type AlertsConfig = LeafFile['alerts'];

export type DashboardConfig = LeafFile['dashboard'];
