import { type Check, type Rule } from '../rule';
import { checkParameter, ParameterNames } from './secrets/parameter';
import { checkSecret } from './secrets/secret';
import { type NamedSecret, partsOf } from './secrets/named-secret';

/** Each secret that a leaf names exists where ECS will look for it. Their values are never asked for. */
export const secrets: Rule = (checked): Check[] => {
  const { region } = checked.config.base;
  const named: NamedSecret[] = checked.config.leaves.flatMap(({ id, container }) =>
    Object.entries(container.secrets).map(([variable, source]) => ({ id, variable, ...partsOf(source, region) })),
  );
  const parameters = new ParameterNames(
    named.filter(({ service }) => service === 'ssm'),
    checked,
  );
  return named.map((secret) => {
    const { id, variable, service, account } = secret;
    const isOurs = account === undefined || account === checked.caller.account;
    const find = service === 'ssm' ? () => checkParameter(secret, parameters) : () => checkSecret(secret, checked);
    return {
      what: `${id}: the secret ${variable} exists`,
      id,
      path: ['Container', 'Secrets', variable],
      find: isOurs ? find : () => Promise.resolve([inOtherAccount(account)]),
    };
  });
};

function inOtherAccount(account: string) {
  return { message: `could not be checked: it is in account ${account}, not in yours`, isDoubt: true };
}
