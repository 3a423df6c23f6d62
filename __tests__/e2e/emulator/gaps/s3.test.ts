import { s3Gaps } from '../../../../e2e/emulator/gaps/s3';
import { call } from '../support';

const MOTO = { status: 200, headers: {}, body: Buffer.from('moto') };
const DENY_ALL = '{"Statement":[{"Effect":"Deny","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}';

/** Sends a call of S3 through the gaps. */
function s3() {
  const [gap] = s3Gaps();
  return async (method: string, path: string, body = '') => {
    const answer = await gap!(call({ service: 's3', method, path, body }), () => Promise.resolve(MOTO));
    return { status: answer.status, body: answer.body.toString() };
  };
}

test('returns the bucket policy that was put', async () => {
  const send = s3();

  expect(await send('PUT', '/states?policy', DENY_ALL)).toEqual({ status: 204, body: '' });
  expect(await send('GET', '/states?policy')).toEqual({ status: 200, body: DENY_ALL });
});

test('a bucket without a policy has none', async () => {
  const send = s3();
  await send('PUT', '/states?policy', DENY_ALL);

  const { status, body } = await send('GET', '/others?policy');

  expect(status).toBe(404);
  expect(body).toContain('<Code>NoSuchBucketPolicy</Code>');
});

test('a deleted bucket policy does not exist any more', async () => {
  const send = s3();
  await send('PUT', '/states?policy', DENY_ALL);
  await send('DELETE', '/states?policy');

  expect((await send('GET', '/states?policy')).status).toBe(404);
});

test('other calls reach moto', async () => {
  expect(await s3()('GET', '/states?policyStatus')).toEqual({ status: 200, body: 'moto' });
});
