import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ApiCall } from '../../../../e2e/emulator/api-call';
import { Deployers, deployerAccessKey } from '../../../../e2e/emulator/iam/deployers';
import { call, formCall, Upstream } from '../support';

const by = (command: string, made: ApiCall): ApiCall => ({
  ...made,
  accessKeyId: deployerAccessKey(command) ?? made.accessKeyId,
});
const createTopic = (name: string) => formCall('sns', { Action: 'CreateTopic', Name: name });
// also where `npm run permissions` runs this
delete process.env.RECORD_PERMISSIONS;
const send = (made: ApiCall, deployers = new Deployers()) => new Upstream().send([deployers.gap], made);

test.each([
  ['deploy', createTopic('my-games-base-alerts'), 200],
  ['retire', createTopic('my-games-base-alerts'), 200],
  ['plan', createTopic('my-games-base-alerts'), 400],
  ['deploy', createTopic('others-alerts'), 400],
  ['plan', formCall('ec2', { Action: 'DescribeVpcs' }), 200],
  ['deploy', formCall('ec2', { Action: 'DescribeVpcs' }), 200],
  ['deploy', formCall('ec2', { Action: 'TerminateInstances' }), 400],
  ['plan', call({ service: 's3', method: 'PUT', path: '/cm-states/cm/base/terraform.tfstate.tflock' }), 200],
  ['plan', call({ service: 's3', method: 'PUT', path: '/cm-states/cm/base/terraform.tfstate' }), 400],
  ['deploy', call({ service: 's3', method: 'PUT', path: '/cm-states/cm/base/terraform.tfstate' }), 200],
  // nobody of those roles runs it
  ['wake', createTopic('others-alerts'), 200],
])('./cm %s: %# is answered with status %s', async (command, made, status) => {
  await expect(send(by(command, made))).resolves.toMatchObject({ status });
});

test('what a policy lacks is named, with the command that adds it', async () => {
  const { text } = await send(by('deploy', formCall('ec2', { Action: 'TerminateInstances' })));

  expect(text).toContain('ec2:TerminateInstances on *: npm run permissions, then npm run docs');
});

test('a role of another project is not given to a service', async () => {
  const create = (role: string) =>
    by(
      'deploy',
      call({
        service: 'lambda',
        path: '/2015-03-31/functions',
        body: JSON.stringify({ FunctionName: 'cm-f', Role: `arn:aws:iam::123456789012:role/${role}` }),
      }),
    );

  await expect(send(create('cm-f'))).resolves.toMatchObject({ status: 200 });
  const refused = await send(create('Admin'));
  expect(refused.text).toContain('iam:PassRole on arn:aws:iam::123456789012:role/Admin');
});

describe('where somebody records', () => {
  const folder = mkdtempSync(join(tmpdir(), 'permissions-test-'));
  beforeEach(() => {
    process.env.RECORD_PERMISSIONS = folder;
  });
  afterEach(() => {
    delete process.env.RECORD_PERMISSIONS;
    rmSync(folder, { recursive: true });
  });

  test('nothing is refused, and what was asked for is written by role', async () => {
    const deployers = new Deployers();
    const deploy = by('deploy', formCall('ec2', { Action: 'TerminateInstances' }));

    await expect(send(deploy, deployers)).resolves.toMatchObject({ status: 200 });
    await send(deploy, deployers);
    await send(by('plan', formCall('ec2', { Action: 'DescribeVpcs' })), deployers);
    deployers.write();

    const [file = ''] = readdirSync(folder);
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual({
      plan: ['ec2:DescribeVpcs'],
      deploy: ['ec2:TerminateInstances'],
    });
  });
});
