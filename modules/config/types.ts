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
export interface BaseConfig {
  /** Prefix of every AWS name, e.g. `container-manager`. */
  readonly name: string;
  /** AWS region of everything but the DNS logs, e.g. `eu-central-1`. */
  readonly region: string;
  readonly maturity: Maturity;
  /** The S3 backend; without it the state is local. */
  readonly state?: { readonly bucket: string; readonly region: string };
  readonly vpc: {
    /** Number of availability zones, at least 1. */
    readonly maxAzs: number;
    /** As many zone names as `maxAzs`; without it AWS's first ones are taken. */
    readonly availabilityZones?: readonly string[];
  };
  /** The public hosted zone; without it there is no DNS record and no wake-up by DNS. */
  readonly domain?: DomainConfig;
  /** Addresses that get e-mails about every leaf. */
  readonly alertEmails: readonly string[];
  /** Without it nobody can use SSH. */
  readonly ssh?: { readonly publicKey: string; readonly allowedCidrs: readonly string[] };
}

/** `prod` keeps data by default; `devel` lets everything be deleted. */
export type Maturity = 'prod' | 'devel';

export interface DomainConfig {
  /** In lower case, without a dot at its end. */
  readonly name: string;
  readonly hostedZoneId: string;
  /** Name of a log group in us-east-1 that the zone's queries are logged to already. */
  readonly queryLogGroup?: string;
}

/** `leaves/<id>.yaml`. */
export interface LeafConfig {
  /** File name without `.yaml`, in lower case; may hold dots. It is the subdomain. */
  readonly id: string;
  /** The id with dashes for dots: name of the stack and part of every AWS name. */
  readonly stackName: string;
  /** E.g. `m7i-flex.large`, in lower case. */
  readonly instanceType: string;
  readonly container: ContainerConfig;
  /** By id, in alphabetical order; at most 7. */
  readonly volumes: readonly VolumeConfig[];
  readonly watchdog: WatchdogConfig;
  /** Addresses that get e-mails about this leaf. */
  readonly alertEmails: readonly string[];
  readonly dashboard: DashboardConfig;
}

export interface ContainerConfig {
  /** With its tag or digest; the repository is in lower case. */
  readonly image: string;
  readonly ports: readonly PortConfig[];
  readonly environment: Readonly<Record<string, string>>;
  /** Name of the variable → SSM parameter name or ARN, or Secrets Manager ARN. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
}

export interface PortConfig {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

export interface VolumeConfig {
  /** Key in `Volumes`, e.g. `Data`. */
  readonly id: string;
  readonly enableBackups: boolean;
  readonly keepOnDelete: boolean;
  /** A file system to adopt, e.g. `fs-0123456789abcdef0`. */
  readonly fileSystemId?: string;
  readonly paths: readonly VolumePathConfig[];
}

export interface VolumePathConfig {
  /** Absolute path in the container. */
  readonly path: string;
  readonly readOnly: boolean;
}

export interface WatchdogConfig {
  /** Bytes per second; at or below it nobody is connected. */
  readonly threshold: number;
  /** Minutes. */
  readonly minutesWithoutConnections: number;
  readonly instanceLeftUp: { readonly durationHours: number; readonly shouldStop: boolean };
  /** Minutes, 1–60. */
  readonly startupGraceMinutes: number;
}

export interface DashboardConfig {
  readonly enabled: boolean;
  /** Minutes that the dashboard looks back. */
  readonly intervalMinutes: number;
  readonly showContainerLogTimestamp: boolean;
}
