import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

import { clientOptions, briefClientOptions } from '../../../lambdas/shared/clients';

let server: Server;

beforeEach((done) => {
  // takes every request and answers none
  server = createServer().listen(0, '127.0.0.1', done);
});
afterEach((done) => {
  server.closeAllConnections();
  server.close(done);
});

test('gives up a call that AWS never answers, and tries it again', async () => {
  const { requestHandler, ...options } = clientOptions('eu-central-1');
  const sns = new SNSClient({
    ...options,
    requestHandler: { ...requestHandler, requestTimeout: 20 },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

  await expect(sns.send(new PublishCommand({ Message: 'x' }))).rejects.toMatchObject({
    name: 'TimeoutError',
    $metadata: { attempts: 4 },
  });
});

test('of what nobody waits for it gives up sooner', () => {
  expect(briefClientOptions('eu-central-1')).toEqual({
    region: 'eu-central-1',
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
  });
});

test('calls the Region that it is given', async () => {
  expect(await new SNSClient(clientOptions('us-east-1')).config.region()).toBe('us-east-1');
});
