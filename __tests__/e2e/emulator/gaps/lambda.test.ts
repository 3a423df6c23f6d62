import { lambdaGaps } from '../../../../e2e/emulator/gaps/lambda';
import { call, Upstream } from '../support';

const lambda = (method: string, path: string, body?: object) =>
  call({
    service: 'lambda',
    method,
    path: `/2015-03-31/functions${path}`,
    ...(body && { body: JSON.stringify(body) }),
  });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const create = (more: object = {}) =>
  lambda('POST', '', { FunctionName: 'f', Code: { ZipFile: base64('the first') }, ...more });
const GET_FUNCTION = '{"Configuration":{"FunctionName":"f"}}';

/** The answer of GetFunction after the calls, and what its URL returns. */
async function described(...changes: ReturnType<typeof call>[]) {
  const gaps = lambdaGaps();
  const upstream = new Upstream(GET_FUNCTION);
  for (const change of changes) await upstream.send(gaps, change);
  const got = JSON.parse((await upstream.send(gaps, lambda('GET', '/f?Qualifier=1'))).text) as {
    Code?: { Location: string };
    Configuration: object;
  };
  const path = got.Code && new URL(got.Code.Location).pathname;
  const code = path && (await upstream.send(gaps, call({ service: '', method: 'GET', path })));
  return { ...got, downloaded: code };
}

test("a function's code can be downloaded from the emulator", async () => {
  expect(await described(create())).toMatchObject({
    Code: { RepositoryType: 'S3', Location: 'http://127.0.0.1:4000/emulator/lambda-code/eu-central-1/f' },
    downloaded: { status: 200, text: 'the first', headers: { 'content-type': 'application/zip' } },
  });
});

test("a function's code is that of the last update", async () => {
  expect(await described(create(), lambda('PUT', '/f/code', { ZipFile: base64('the second') }))).toMatchObject({
    downloaded: { text: 'the second' },
  });
});

test('a function keeps its logging configuration', async () => {
  expect(await described(create({ LoggingConfig: { LogFormat: 'JSON' } }))).toMatchObject({
    Configuration: { FunctionName: 'f', LoggingConfig: { LogFormat: 'JSON' } },
  });
  expect(
    await described(
      create({ LoggingConfig: { LogFormat: 'JSON' } }),
      lambda('PUT', '/f/configuration', { LoggingConfig: { LogFormat: 'Text' } }),
    ),
  ).toMatchObject({ Configuration: { LoggingConfig: { LogFormat: 'Text' } }, downloaded: { text: 'the first' } });
});

test('moto answers for a function that the gap has not seen', async () => {
  expect(await described()).toEqual({ Configuration: { FunctionName: 'f' }, downloaded: undefined });
});

test('adding a permission does not change the function', async () => {
  expect(await described(create(), lambda('POST', '/f/policy', { Action: 'lambda:InvokeFunction' }))).toMatchObject({
    downloaded: { text: 'the first' },
  });
});

test('the code of an unknown function is not found', async () => {
  await expect(
    new Upstream().send(
      lambdaGaps(),
      call({ service: '', method: 'GET', path: '/emulator/lambda-code/eu-central-1/x' }),
    ),
  ).resolves.toMatchObject({ status: 404 });
});
