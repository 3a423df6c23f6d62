import { assertLoopback, environmentFor, startEmulator } from '../../../e2e/emulator/emulator';

test.each(['http://127.0.0.1:5000', 'http://127.9.9.9', 'http://localhost:5000', 'http://[::1]:5000'])(
  'accepts %s, which is this machine',
  (url) => {
    expect(() => {
      assertLoopback(url);
    }).not.toThrow();
  },
);

test.each([
  'https://sts.amazonaws.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com:5000',
  'http://127.0.0.1@example.com/',
  'http://192.168.0.10:5000',
  'http://0.0.0.0:5000',
  '127.0.0.1:5000',
  'https://127.0.0.1:5000',
  'ftp://127.0.0.1',
  '',
])("refuses '%s', which is not plain HTTP to this machine", (url) => {
  expect(() => {
    assertLoopback(url);
  }).toThrow(`AWS_ENDPOINT_URL is '${url}': only an emulator on this machine is used`);
});

test('refuses to use a moto on another machine', async () => {
  await expect(startEmulator('https://sts.amazonaws.com')).rejects.toThrow('only an emulator on this machine');
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
