import { backupGaps } from '../../../../e2e/emulator/gaps/backup';
import { call, Upstream } from '../support';

const input = { SelectionName: 's', IamRoleArn: 'role', Resources: ['arn:fs'] };
const backup = (method: string, path: string, body?: object) =>
  call({ service: 'backup', method, path, ...(body && { body: JSON.stringify(body) }) });
const create = () => backup('PUT', '/backup/plans/p1/selections/', { BackupSelection: input });

test('a selection that was created can be read, listed and deleted', async () => {
  const gaps = backupGaps();
  const upstream = new Upstream();
  const send = async (...sent: Parameters<typeof backup>) =>
    JSON.parse((await upstream.send(gaps, backup(...sent))).text) as Record<string, string>;

  const created = JSON.parse((await upstream.send(gaps, create())).text) as Record<string, string>;
  const path = `/backup/plans/p1/selections/${String(created.SelectionId)}`;

  expect(created).toEqual({
    SelectionId: expect.any(String) as string,
    BackupPlanId: 'p1',
    CreationDate: expect.any(Number) as number,
  });
  expect(await send('GET', path)).toEqual({ ...created, BackupSelection: input });
  expect(await send('GET', '/backup/plans/p1/selections/?maxResults=9')).toEqual({
    BackupSelectionsList: [{ ...created, SelectionName: 's', IamRoleArn: 'role' }],
  });
  expect(await send('GET', '/backup/plans/p2/selections/')).toEqual({ BackupSelectionsList: [] });
  await send('DELETE', path);
  expect(await send('GET', path)).toMatchObject({ __type: 'InvalidParameterValueException' });
  expect(upstream.calls).toEqual([]);
});

test('refuses to delete a plan that has selections', async () => {
  const gaps = backupGaps();
  const upstream = new Upstream();
  await upstream.send(gaps, create());

  expect((await upstream.send(gaps, backup('DELETE', '/backup/plans/p1'))).status).toBe(400);
  expect((await upstream.send(gaps, backup('DELETE', '/backup/plans/p2'))).text).toBe('moto');
  expect((await upstream.send(gaps, backup('GET', '/backup/plans/p1'))).text).toBe('moto');
});

test('a vault has no recovery points', async () => {
  const { text } = await new Upstream().send(
    backupGaps(),
    backup('GET', '/backup-vaults/v/recovery-points/?maxResults=9'),
  );

  expect(JSON.parse(text)).toEqual({ RecoveryPoints: [] });
});

test('moto gets the path of tags with a slash at its end', async () => {
  const upstream = new Upstream();
  await upstream.send(backupGaps(), backup('GET', '/tags/arn%3Aaws%3Abackup'));
  await upstream.send(backupGaps(), backup('GET', '/tags/arn%3Aaws%3Abackup/'));

  expect(upstream.calls.map(({ path }) => path)).toEqual(['/tags/arn%3Aaws%3Abackup/', '/tags/arn%3Aaws%3Abackup/']);
});

test('accepts a plan with the name of a deleted one: moto gets a unique name, which answers do not show', async () => {
  const gaps = backupGaps();
  const upstream = new Upstream();
  const sent = backup('PUT', '/backup/plans/', { BackupPlan: { BackupPlanName: 'daily' }, BackupPlanTags: { a: 'b' } });

  await upstream.send(gaps, sent);
  await upstream.send(gaps, sent);
  const bodies = upstream.calls.map(
    ({ body }) => JSON.parse(body.toString()) as { BackupPlan: { BackupPlanName: string } },
  );
  const names = bodies.map(({ BackupPlan }) => BackupPlan.BackupPlanName);
  upstream.body = JSON.stringify(bodies[0]);
  const read = await upstream.send(gaps, backup('GET', '/backup/plans/p1/'));

  expect(names).toEqual([expect.stringMatching(/^daily#/), expect.stringMatching(/^daily#/)]);
  expect(new Set(names).size).toBe(2);
  expect(JSON.parse(read.text)).toEqual({ BackupPlan: { BackupPlanName: 'daily' }, BackupPlanTags: { a: 'b' } });
});
