import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

import { secrets } from '../../../../cli/check/rules/secrets';
import { LEAF } from '../../../modules/config/support';
import { checked, findingsOf, notingRegions } from '../../support/checked';

const PLACE = 'config/leaves/minecraft.yaml:5:15 Container.Secrets.PASSWORD: ';
const ARN = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:game-AbCdEf';
const PUT = 'aws ssm put-parameter --region';
const SECURE = '--type SecureString --name';
const FINE = ['fine: minecraft: the secret PASSWORD exists'];

const ssm = mockClient(SSMClient);
const secretsManager = mockClient(SecretsManagerClient);

beforeEach(() => {
  ssm.reset();
  secretsManager.reset();
  const error = new ResourceNotFoundException({ message: 'no', $metadata: {} });
  secretsManager.on(DescribeSecretCommand).rejects(error);
});

/** AWS finds only names that are spelt as they were created. */
function parametersAre(...names: readonly string[]): void {
  ssm
    .on(DescribeParametersCommand)
    .callsFake(({ ParameterFilters }: { ParameterFilters: { Values: readonly string[] }[] }) => ({
      Parameters: names
        .filter((name) => ParameterFilters[0]?.Values.includes(name))
        .map((Name) => ({ Name, Type: 'SecureString' })),
    }));
}

function secretIs(more: Partial<DescribeSecretCommandOutput> = {}): void {
  secretsManager
    .on(DescribeSecretCommand, { SecretId: ARN })
    .resolves({ ARN, VersionIdsToStages: { v1: ['AWSPREVIOUS'], v2: ['AWSCURRENT'] }, ...more });
}

const password = (source: string) =>
  checked({ minecraft: LEAF.replace('Container:', `Container:\n  Secrets:\n    PASSWORD: '${source}'`) });
const find = (source: string) => findingsOf(secrets, password(source));

test.each([
  ['/games/password', '/games/password'],
  ['password', 'password'],
  ['password', '/password'],
  ['/password', 'password'],
  ['arn:aws:ssm:eu-central-1:111111111111:parameter/games/password', '/games/password'],
  ['arn:aws:ssm:eu-central-1:111111111111:parameter/password', 'password'],
])('%s is the parameter %s', async (source, name) => {
  parametersAre(name);

  expect(await find(source)).toEqual(FINE);
});

test('looks for a parameter in the Region of its ARN', async () => {
  parametersAre('/password');

  const { regions, clientsIn } = notingRegions();

  const found = await findingsOf(secrets, {
    ...password('arn:aws:ssm:us-east-1:111111111111:parameter/password'),
    clientsIn,
  });

  expect(found).toEqual(FINE);
  expect(regions).toEqual(['us-east-1']);
});

test.each([
  [
    '/games/password',
    '/games/password',
    'eu-central-1',
    `: ${PUT} eu-central-1 ${SECURE} /games/password --value '...'`,
  ],
  // it may be the password itself
  ['geheim123', 'of this name', 'eu-central-1', ' (Systems Manager, Parameter Store, type SecureString)'],
  [
    'arn:aws:ssm:us-east-1:111111111111:parameter/games/password',
    'arn:aws:ssm:us-east-1:111111111111:parameter/games/password',
    'us-east-1',
    `: ${PUT} us-east-1 ${SECURE} /games/password --value '...'`,
  ],
])('fails for the parameter %s, which is not there', async (source, shown, region, how) => {
  parametersAre('/games/passwort');

  expect(await find(source)).toEqual([
    `${PLACE}there is no SSM parameter ${shown} in ${region}: correct the name (a parameter in another Region needs its ` +
      `ARN), or create it there${how}`,
  ]);
});

test('asks for all parameters of a Region at once', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `/games/p${index}`);
  parametersAre(...names);
  const list = names.map((name, index) => `\n    P${index}: ${name}`).join('');
  const all = checked({ minecraft: LEAF.replace('Container:', `Container:\n  Secrets:${list}`) });

  expect(await findingsOf(secrets, all)).toHaveLength(60);
  expect(ssm.commandCalls(DescribeParametersCommand)).toHaveLength(2);
});

test.each([ARN, `${ARN}:key::`, `${ARN}:key:AWSPREVIOUS:`, `${ARN}:::v2`])('%s is there', async (source) => {
  secretIs();

  expect(await find(source)).toEqual(FINE);
  expect(secretsManager.commandCalls(DescribeSecretCommand)).toHaveLength(1);
  expect(secretsManager.calls()).toHaveLength(1);
});

test('fails for a secret that is not there', async () => {
  expect(await find(`${ARN}:key::`)).toEqual([
    `${PLACE}there is no secret ${ARN} in eu-central-1: create it there, and write its whole ARN, which ends in a dash and ` +
      'six characters',
  ]);
});

test('fails for a secret that is to be deleted', async () => {
  secretIs({ DeletedDate: new Date(0) });

  expect(await find(ARN)).toEqual([
    `${PLACE}${ARN} is to be deleted, and ECS cannot read it: restore it (aws secretsmanager restore-secret)`,
  ]);
});

test.each([
  [':::v1', undefined, 'v1. Its stages: AWSCURRENT'],
  [':key:AWSPENDING:', undefined, 'AWSPENDING. Its stages: AWSCURRENT'],
  ['', {}, 'that is current. Its stages: none: it has no value yet'],
])('fails for a version that is not there: %j', async (more, versions, wanted) => {
  secretIs({ VersionIdsToStages: versions ?? { v2: ['AWSCURRENT'] } });

  expect(await find(`${ARN}${more}`)).toEqual([`${PLACE}the secret ${ARN} has no version ${wanted}`]);
});

test.each([
  'arn:aws:ssm:eu-central-1:222222222222:parameter/games/password',
  'arn:aws:secretsmanager:eu-central-1:222222222222:secret:game-AbCdEf',
])('cannot check what is in another account: %s', async (source) => {
  expect(await find(source)).toEqual([
    `doubt: ${PLACE}could not be checked: it is in account 222222222222, not in yours`,
  ]);
  expect([...ssm.calls(), ...secretsManager.calls()]).toEqual([]);
});

describe('RepositoryCredentials', () => {
  const credentials = (arn: string) =>
    checked({ minecraft: LEAF.replace('Container:', `Container:\n  RepositoryCredentials: ${arn}`) });

  test('name a secret that is there', async () => {
    secretIs();

    expect(await findingsOf(secrets, credentials(ARN))).toEqual([
      'fine: minecraft: the secret RepositoryCredentials exists',
    ]);
  });

  test('fail for a secret that is not there', async () => {
    expect(await findingsOf(secrets, credentials(ARN))).toEqual([
      `config/leaves/minecraft.yaml:4:26 Container.RepositoryCredentials: there is no secret ${ARN} in eu-central-1: create ` +
        'it there, and write its whole ARN, which ends in a dash and six characters',
    ]);
  });
});
