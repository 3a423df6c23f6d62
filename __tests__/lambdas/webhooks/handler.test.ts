type Handler = typeof import('../../../lambdas/webhooks/handler');

// loaded in each test: the environment is read when the module is
const load = () => jest.requireActual<Handler>('../../../lambdas/webhooks/handler');
const environment = { PROJECT: 'games', WEBHOOKS: '[]', AWS_REGION: 'eu-central-1' };

afterEach(() => {
  for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
});

test('fails at its cold start without its environment, naming every missing variable', () => {
  expect(load).toThrow('missing environment variables: WEBHOOKS, PROJECT');
});

test('answers a test of no webhooks', async () => {
  Object.assign(process.env, environment);

  await expect(load().handler({ action: 'test' })).resolves.toEqual([]);
});
