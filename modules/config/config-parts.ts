import { checkFiles, type LoadConfigProps } from './checked-files';
import { ConfigError, type Problem } from './config-error';
import { type BaseConfig, type DomainConfig, type PortConfig } from './types';

/** Sections of base.yaml whose mistakes do not matter here. Any other mistake is in Name or Region, or may be meant for them. */
const OTHER_SECTIONS = /^(AlertSubscription|Backup|Discord|Domain|Maturity|Ssh|StartPage|State|Vpc)\b/;

/** What of base.yaml finds a leaf that is deployed. */
export interface BaseParts extends Pick<BaseConfig, 'name' | 'region' | 'state'> {
  readonly domain?: Pick<DomainConfig, 'name' | 'hostedZoneId'>;
  /** As base.yaml says, not what is deployed. */
  readonly startPage?: BaseConfig['startPage'];
}

/** What of the config finds leaves that are deployed. Everything else may be wrong or unknown. */
export interface ConfigParts {
  readonly base: BaseParts;
  /** All leaves that have a file, by id, in alphabetical order. */
  readonly leaves: readonly {
    readonly id: string;
    /** Empty where its file is wrong. */
    readonly ports: readonly PortConfig[];
    /** Query.LoadingMinutes. Absent where it has no Query, and where its file is wrong. */
    readonly loadingMinutes?: number;
  }[];
  /** Ids of leaves whose file is not read because of its name, in alphabetical order: `problems` says what to rename. */
  readonly unreadLeafIds: readonly string[];
  /** What is wrong with the rest. */
  readonly problems: readonly Problem[];
}

/**
 * Reads what finds leaves that are deployed: a leaf with half a YAML, or an `!ENV` that is not set, is no reason to leave a
 * server running.
 *
 * @throws ConfigError with the problems of base.yaml where its Name or Region is wrong
 */
export function loadConfigParts(props: LoadConfigProps): ConfigParts {
  const { base, leaves, unreadLeafIds, problems } = checkFiles(props);
  const { name, region, domain, state, startPage } = base?.right ?? {};
  // where Name is wrong, `right` has its default, which may be the name of another project
  const doubtful = (base?.problems ?? []).filter(({ key }) => !OTHER_SECTIONS.test(key));
  if (doubtful.length > 0) throw new ConfigError(doubtful);
  if (name === undefined || region === undefined) throw new ConfigError(base?.problems ?? problems);
  const { name: domainName, hostedZoneId } = domain ?? {};
  return {
    base: {
      name,
      region,
      ...(domainName !== undefined && hostedZoneId !== undefined && { domain: { name: domainName, hostedZoneId } }),
      ...(startPage?.enabled === true && { startPage: { enabled: true } }),
      ...(state?.bucket !== undefined && { state: { bucket: state.bucket, region: state.region ?? region } }),
    },
    leaves: leaves.map(({ id, value }) => ({
      id,
      ports: value?.container.ports ?? [],
      ...(value?.query && { loadingMinutes: value.query.loadingMinutes }),
    })),
    unreadLeafIds,
    problems,
  };
}
