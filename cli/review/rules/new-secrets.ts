import { type GuardedPlan } from '../../guard/finding';
import { embeddedStatements } from '../embedded-policies';
import { gained } from '../gained';
import { type PolicyStatement } from '../policy-statements';
import { type WidenedAccess } from '../widened-access';
import { matchesWildcards } from '../wildcards';
import { Work } from '../../changes/work';

interface SecretStore {
  /** As ARNs have it. */
  readonly service: string;
  readonly what: string;
  /** That read a secret, in lower case. */
  readonly actions: readonly string[];
  /** Finds the name in what an ARN has after the account. */
  readonly name: RegExp;
}

const STORES: readonly SecretStore[] = [
  {
    service: 'ssm',
    what: 'SSM parameter',
    actions: ['ssm:getparameter', 'ssm:getparameters', 'ssm:getparametersbypath', 'ssm:getparameterhistory'],
    name: /^parameter(.+)$/,
  },
  {
    service: 'secretsmanager',
    what: 'secret of Secrets Manager',
    actions: ['secretsmanager:getsecretvalue', 'secretsmanager:batchgetsecretvalue'],
    // AWS puts six characters behind the name
    name: /^secret:(.+?)(?:-[A-Za-z0-9?]{6})?$/,
  },
];

/** An action or ARN of this length is none of AWS's. */
const MAX_LENGTH = 2048;

/**
 * Finds roles that read a secret which they did not read before, also roles that are new: a leaf's YAML can name every secret
 * of the account, and its container can send it anywhere.
 */
export function newSecrets(plan: GuardedPlan): WidenedAccess[] {
  return gained(plan, (values) => embeddedStatements(values).flatMap(secretsIn));
}

/** Only of policies that belong to a principal: who may read one secret is the matter of another rule. */
function secretsIn({ Effect, Action = [], Resource, Principal, NotPrincipal }: PolicyStatement): string[] {
  if (Effect === 'Deny' || Principal !== undefined || NotPrincipal !== undefined) return [];
  return STORES.filter(({ actions }) => Action.some((pattern) => isAmong(pattern, actions))).flatMap((store) =>
    Resource === undefined
      ? [`newly reads each ${store.what} but those that its NotResource names`]
      : Resource.flatMap((resource) => secretIn(resource, store)),
  );
}

function secretIn(resource: string, { service, what, name }: SecretStore): string[] {
  if (resource.length > MAX_LENGTH) return [`newly reads each ${what} that a very long pattern stands for`];
  const [arn = '', partition = '', owner, , , ...rest] = resource.split(':');
  // a wildcard stands for colons, too
  const isHidden = owner === undefined || /[*?]/.test(`${arn}${partition}${owner}`);
  if (!isHidden && owner !== service) return [];
  const [, found] = name.exec(rest.join(':')) ?? [];
  return found === undefined || isHidden
    ? [`newly reads each ${what} that ${resource} stands for`]
    : [`newly reads the ${what} ${found}`];
}

function isAmong(pattern: string, actions: readonly string[]): boolean {
  if (pattern.length > MAX_LENGTH) return pattern.includes('*');
  return actions.some((action) => matchesWildcards(pattern.toLowerCase(), action, new Work()));
}
