import { efsGaps } from '../../../../e2e/emulator/gaps/efs';
import { call, Upstream } from '../support';

const policy = (method: string, body = '') =>
  call({ service: 'elasticfilesystem', method, path: '/2015-02-01/file-systems/fs-1/backup-policy', body });

test('a backup policy is the one that was put last', async () => {
  const gaps = efsGaps();
  const upstream = new Upstream();

  await upstream.send(gaps, policy('PUT', '{"BackupPolicy":{"Status":"ENABLED"}}'));
  const put = await upstream.send(gaps, policy('PUT', '{"BackupPolicy":{"Status":"DISABLED"}}'));
  const described = await upstream.send(gaps, policy('GET'));

  expect(JSON.parse(put.text)).toEqual({ BackupPolicy: { Status: 'DISABLED' } });
  expect(described.text).toBe(put.text);
  expect(upstream.calls).toEqual([]);
});

test('moto answers for a backup policy that nobody has put', async () => {
  await expect(new Upstream().send(efsGaps(), policy('GET'))).resolves.toMatchObject({ text: 'moto' });
});

const fileSystemPolicy = (method: string) =>
  call({ service: 'elasticfilesystem', method, path: '/2015-02-01/file-systems/fs-1/policy' });

test('a deleted file system policy does not exist until somebody puts one again', async () => {
  const gaps = efsGaps();
  const upstream = new Upstream();

  expect((await upstream.send(gaps, fileSystemPolicy('GET'))).text).toBe('moto');
  expect((await upstream.send(gaps, fileSystemPolicy('DELETE'))).status).toBe(200);
  expect(await upstream.send(gaps, fileSystemPolicy('GET'))).toMatchObject({
    status: 404,
    headers: { 'x-amzn-errortype': 'PolicyNotFound' },
  });
  await upstream.send(gaps, fileSystemPolicy('PUT'));
  expect((await upstream.send(gaps, fileSystemPolicy('GET'))).text).toBe('moto');
});

const accessPoint = (body: object) =>
  call({ service: 'elasticfilesystem', path: '/2015-02-01/access-points', body: JSON.stringify(body) });

test.each([{}, { RootDirectory: { Path: '/' } }, { RootDirectory: { Path: '/a/b-c/d/e' } }])(
  'accepts an access point with %j',
  async (body) => {
    await expect(new Upstream().send(efsGaps(), accessPoint(body))).resolves.toMatchObject({ status: 200 });
  },
);

test.each(['relative', '/.hidden', '/a/.hidden', '/a/b/c/d/e', '/a b/{c}', `/${'x'.repeat(100)}`, ''])(
  'refuses the access point path %j, as AWS does',
  async (Path) => {
    const upstream = new Upstream();
    const { status, headers } = await upstream.send(efsGaps(), accessPoint({ RootDirectory: { Path } }));

    expect({ status, type: headers['x-amzn-errortype'] }).toEqual({ status: 400, type: 'BadRequest' });
    expect(upstream.calls).toEqual([]);
  },
);
