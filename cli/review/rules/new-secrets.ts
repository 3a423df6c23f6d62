import { type GuardedPlan } from '../../guard/finding';
import { embeddedStatements } from '../embedded-policies';
import { gainedBy } from '../gained';
import { type PolicyStatement } from '../policy-statements';
import { type WidenedAccess } from '../widened-access';
import { matchesWildcards } from '../wildcards';
import { Work } from '../../changes/work';

/** One secret of a store, and several. */
type SecretStoreWords = readonly [one: string, several: string];

interface SecretStore {
  /** As ARNs have it. */
  readonly service: string;
  readonly what: SecretStoreWords;
  /** That read a secret, in lower case. */
  readonly actions: readonly string[];
  /** Finds the name in what an ARN has after the account. */
  readonly name: RegExp;
}

const STORES: readonly SecretStore[] = [
  {
    service: 'ssm',
    what: ['SSM parameter', 'SSM parameters'],
    actions: ['ssm:getparameter', 'ssm:getparameters', 'ssm:getparametersbypath', 'ssm:getparameterhistory'],
    name: /^parameter(.+)$/,
  },
  {
    service: 'secretsmanager',
    what: ['secret of Secrets Manager', 'secrets of Secrets Manager'],
    actions: ['secretsmanager:getsecretvalue', 'secretsmanager:batchgetsecretvalue'],
    // AWS puts six characters behind the name
    name: /^secret:(.+?)(?:-[A-Za-z0-9?]{6})?$/,
  },
];

/** An action or ARN of this length is none of AWS's. */
const MAX_LENGTH = 2048;

interface Found {
  readonly what: SecretStoreWords;
  /** Hidden is a name that may be the password itself; a pattern stands for any number of secrets. */
  readonly kind: 'named' | 'hidden' | 'pattern' | 'everything else' | 'long pattern';
  readonly name: string;
}

/** A secret that a role newly reads, or a pattern of secrets. */
export interface NewSecret extends WidenedAccess, Found {}

/**
 * Finds roles that read a secret which they did not read before, also roles that are new: a leaf's YAML can name every secret
 * of the account, and its container can send it anywhere.
 */
export function newSecrets(plan: GuardedPlan): NewSecret[] {
  return gainedBy(
    plan,
    (values) => embeddedStatements(values).flatMap(secretsIn),
    (found) => JSON.stringify(found),
  ).map(({ found, ...where }) => ({ ...where, ...found, message: messageOf(found) }));
}

function messageOf({ what: [what], kind, name }: Found): string {
  switch (kind) {
    case 'named':
      return `newly reads the ${what} ${name}`;
    case 'hidden':
      return `newly reads an ${what} without a path: its name is hidden, since it may be the password itself`;
    case 'pattern':
      return `newly reads each ${what} that ${name} stands for`;
    case 'long pattern':
      return `newly reads each ${what} that a very long pattern stands for`;
    case 'everything else':
      return `newly reads each ${what} but those that its NotResource names`;
  }
}

/** Only of policies that belong to a principal: who may read one secret is the matter of another rule. */
function secretsIn(statement: PolicyStatement): Found[] {
  const { Effect, Action = [], Resource, NotResource, Principal, NotPrincipal } = statement;
  if (Effect === 'Deny' || Principal !== undefined || NotPrincipal !== undefined) return [];
  return STORES.filter(({ actions }) => Action.some((pattern) => isAmong(pattern, actions))).flatMap((store) =>
    Resource === undefined
      ? [{ what: store.what, kind: 'everything else', name: JSON.stringify(NotResource ?? []) }]
      : Resource.flatMap((resource) => secretIn(resource, store)),
  );
}

function secretIn(resource: string, { service, what, name }: SecretStore): Found[] {
  if (resource.length > MAX_LENGTH) return [{ what, kind: 'long pattern', name: resource }];
  const [arn = '', partition = '', owner, , , ...rest] = resource.split(':');
  // a wildcard stands for colons, too
  const isHidden = owner === undefined || /[*?]/.test(`${arn}${partition}${owner}`);
  if (!isHidden && owner !== service) return [];
  const [, found] = name.exec(rest.join(':')) ?? [];
  if (found === undefined || isHidden) return [{ what, kind: 'pattern', name: resource }];
  if (/[*?]/.test(found)) return [{ what, kind: 'pattern', name: found }];
  return [{ what, kind: service === 'ssm' && !/[^/]\//.test(found) ? 'hidden' : 'named', name: found }];
}

function isAmong(pattern: string, actions: readonly string[]): boolean {
  if (pattern.length > MAX_LENGTH) return pattern.includes('*');
  return actions.some((action) => matchesWildcards(pattern.toLowerCase(), action, new Work()));
}
