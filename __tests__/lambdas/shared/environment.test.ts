import { MissingEnvironmentError, readEnvironment } from '../../../lambdas/shared/environment';

test('reads the variables that are asked for and no others', () => {
  const environment = readEnvironment(['REGION', 'TOPIC'], { REGION: 'eu-central-1', TOPIC: 'arn', OTHER: 'x' });

  expect(environment).toEqual({ REGION: 'eu-central-1', TOPIC: 'arn' });
});

test('fails with every missing variable, an empty one included', () => {
  const read = () => readEnvironment(['REGION', 'TOPIC', 'CLUSTER'], { REGION: 'eu-central-1', TOPIC: '' });

  expect(read).toThrow(MissingEnvironmentError);
  expect(read).toThrow('missing environment variables: TOPIC, CLUSTER');
});

test('reads the environment of the process', () => {
  expect(readEnvironment(['PATH'])).toEqual({ PATH: process.env.PATH });
});
