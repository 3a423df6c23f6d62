import { type Check, type Rule } from '../rule';
import { checkParameter, ParameterNames } from './secrets/parameter';
import { checkSecret } from './secrets/secret';
import { type NamedSecret, partsOf } from './secrets/named-secret';

/** Each secret that a leaf names exists where ECS will look for it. Their values are never asked for. */
export const secrets: Rule = (checked): Check[] => {
  const { region } = checked.config.base;
  const named: NamedSecret[] = checked.config.leaves.flatMap(({ id, container }) => [
    ...Object.entries(container.secrets).map(([variable, source]) => ({
      id,
      called: variable,
      path: ['Container', 'Secrets', variable],
      ...partsOf(source, region),
    })),
    ...(container.repositoryCredentials === undefined
      ? []
      : [
          {
            id,
            called: 'RepositoryCredentials',
            path: ['Container', 'RepositoryCredentials'],
            ...partsOf(container.repositoryCredentials, region),
          },
        ]),
  ]);
  const parameters = new ParameterNames(
    named.filter(({ service }) => service === 'ssm'),
    checked,
  );
  return named.map((secret) => {
    const { id, called, path, service, account } = secret;
    const isOurs = account === undefined || account === checked.caller.account;
    const find = service === 'ssm' ? () => checkParameter(secret, parameters) : () => checkSecret(secret, checked);
    return {
      what: `${id}: the secret ${called} exists`,
      id,
      path,
      find: isOurs ? find : () => Promise.resolve([inOtherAccount(account)]),
    };
  });
};

function inOtherAccount(account: string) {
  return { message: `could not be checked: it is in account ${account}, not in yours`, isDoubt: true };
}
