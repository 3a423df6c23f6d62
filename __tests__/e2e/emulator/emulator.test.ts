import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { environmentFor, startEmulator } from '../../../e2e/emulator/emulator';

test('a server that AWS_ENDPOINT_URL names gets no call: the emulator starts a moto of its own', async () => {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const emulator = await startEmulator();
    const { status } = await fetch(`${emulator.endpoint}/moto-api/data.json`);
    await emulator.stop();

    expect(status).toBe(200);
    expect(asked).toEqual([]);
  } finally {
    delete process.env.AWS_ENDPOINT_URL;
    server.close();
  }
});

test("the environment has none of the user's AWS settings, and no CI", () => {
  expect(
    environmentFor('http://127.0.0.1:4000', {
      PATH: '/bin',
      AWS_PROFILE: 'work',
      AWS_SESSION_TOKEN: 'secret',
      AWS_ENDPOINT_URL_S3: 'https://s3.example.com',
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      CI: 'true',
    }),
  ).toEqual({
    PATH: '/bin',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
    AWS_ACCESS_KEY_ID: 'emulator',
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: 'eu-central-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '2',
  });
});

test.each([
  'CONFIG_DIR',
  'CDKTF_OUTDIR',
  'CDKTF_TARGET_STACK_ID',
  'TF_DATA_DIR',
  'TF_WORKSPACE',
  'TF_VAR_region',
  'TF_CLI_ARGS',
  'TF_CLI_ARGS_apply',
  'TF_LOG',
  'CI',
])("the environment does not have the user's %s, which would lead elsewhere", (name) => {
  expect(environmentFor('http://127.0.0.1:4000', { [name]: 'x' })).not.toHaveProperty(name);
});

test.each([
  'TF_CLI_CONFIG_FILE',
  'TF_PLUGIN_CACHE_DIR',
  'TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE',
  'TF_CLI_ARGS_providers_lock',
])('the environment keeps %s, which says where providers are', (name) => {
  expect(environmentFor('http://127.0.0.1:4000', { [name]: 'x' })).toMatchObject({ [name]: 'x' });
});
