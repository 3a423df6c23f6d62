import { foldedSecrets } from '../../../cli/review/folded-secrets';
import { newSecrets } from '../../../cli/review/rules/new-secrets';
import { planOf } from '../support/plan';

/** @param resources what follows `arn:aws:ssm:…:parameter` */
function reads(stack: string, ...resources: string[]) {
  const Resource = resources.map((name) =>
    name.startsWith('secret:') ? `arn:aws:secretsmanager:a:1:${name}` : `arn:aws:ssm:a:1:parameter${name}`,
  );
  const Action = ['ssm:GetParameters', 'secretsmanager:GetSecretValue'];
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource }] });
  const plan = planOf([{ address: 'aws_iam_role_policy.It', actions: ['create'], after: { policy } }]);
  return newSecrets({ stack, plan, isAwake: false });
}

const text = (...secrets: ReturnType<typeof reads>[]) =>
  foldedSecrets(secrets.flat()).map(({ stack, message }) => `${stack} ${message}`);
const many = (count: number, prefix = '/bank/') => Array.from({ length: count }, (_, index) => `${prefix}key-${index}`);

test('leaves a single secret as it is', () => {
  expect(text(reads('a', '/bank/key'))).toEqual(['a newly reads the SSM parameter /bank/key']);
});

test('joins the secrets of one role and store, with their number', () => {
  expect(text(reads('a', '/x/1', '/x/2', 'secret:y-AbCdEf', '/geheim1', '/geheim2'), reads('b', '/x/1'))).toEqual([
    'a newly reads 2 SSM parameters: /x/1, /x/2',
    'b newly reads the SSM parameter /x/1',
    'a newly reads 2 SSM parameters without a path: their names are hidden, since each may be a password',
    'a newly reads the secret of Secrets Manager y',
  ]);
});

test('names each of many, in lines that fit, and first something of every stack', () => {
  const folded = foldedSecrets([
    ...reads('a', ...many(100)),
    ...reads('b', ...many(100)),
    ...reads('z', '/bank/master'),
  ]);

  expect(folded.slice(0, 4).map(({ stack, message }) => `${stack} ${message.slice(0, 60)}`)).toEqual([
    'a newly reads 100 SSM parameters: /bank/key-0, /bank/key-1, /b',
    'b newly reads 100 SSM parameters: /bank/key-0, /bank/key-1, /b',
    'z newly reads the SSM parameter /bank/master',
    'a also newly reads /bank/key-7, /bank/key-8, /bank/key-9, /ban',
  ]);
  const ofA = folded.filter(({ stack }) => stack === 'a');
  expect(ofA.flatMap(({ message }) => message.match(/[/]bank[/]key-\d+/g) ?? [])).toEqual(many(100));
  expect(ofA.flatMap(({ named }) => named.ids)).toHaveLength(100);
  expect(Math.max(...folded.map(({ message }) => message.length))).toBeLessThan(320);
});

test('puts first what stands for any number of secrets', () => {
  expect(text(reads('a', '/bank/key'), reads('z', '/*'), reads('y', '/a*', '/b?'))).toEqual([
    'z newly reads each SSM parameter that /* stands for',
    'y newly reads each SSM parameter that one of 2 patterns stands for: /a*, /b?',
    'a newly reads the SSM parameter /bank/key',
  ]);
});
