/** Something whose value is in AWS: a variable of a container, or the credentials of its image's registry. */
export interface NamedSecret extends SecretParts {
  /** Id of the leaf. */
  readonly id: string;
  /** The variable, or the config's key. */
  readonly called: string;
  /** In the leaf's file. */
  readonly path: readonly string[];
}

/** What a value in `Container.Secrets` or `Container.RepositoryCredentials` says. */
interface SecretParts {
  readonly service: 'ssm' | 'secretsmanager';
  readonly region: string;
  /** Undefined: that of the credentials. */
  readonly account?: string;
  /** Name of the parameter, or ARN of the secret without what follows it. */
  readonly name: string;
  /** Of a secret's ARN; empty where the newest is meant. */
  readonly versionStage: string;
  readonly versionId: string;
  /** How a message calls it: a name without a slash may be the password itself. */
  readonly shown: string;
}

/** @param region of parameters that are given by their names */
export function partsOf(source: string, region: string): SecretParts {
  if (!source.startsWith('arn:')) {
    const shown = source.includes('/') ? source : 'of this name';
    return { service: 'ssm', region, name: source, versionStage: '', versionId: '', shown };
  }
  const [, , service, ofArn = '', account = '', ...rest] = source.split(':');
  const place = { region: ofArn, account, shown: source };
  if (service !== 'secretsmanager') {
    const name = rest.join(':').replace(/^parameter/, '');
    return { service: 'ssm', ...place, name, versionStage: '', versionId: '' };
  }
  const [, , , versionStage = '', versionId = ''] = rest;
  return { service, ...place, name: source.split(':').slice(0, 7).join(':'), versionStage, versionId };
}
