import { createHash, randomBytes } from 'node:crypto';

import { PutParameterCommand } from '@aws-sdk/client-ssm';

import { type DeploymentReport } from '../cli/deployment/report';
import { invitationParameter } from '../lambdas/shared/parameter-names';
import { ApiGateway } from './deployed/api-gateway';
import { PROJECT, ProjectInEmulator, REGION } from './deployed/project-in-emulator';
import { shell } from './evening/shell';
import { type CmRun } from './project-copy/cm-run';

// The start page's server in base: deployed, asked over HTTP under its role, and gone when it is turned off.

const base = (enabled: boolean) =>
  `Region: ${REGION}\nMaturity: devel\nAlertSubscription: { Email: admin@example.com }\n${enabled ? 'StartPage: { Enabled: true }\n' : ''}`;
const TOKEN = randomBytes(16).toString('base64url');

let system: ProjectInEmulator;
let api: ApiGateway;
const logged: string[] = [];

const deploy = () => system.copy.cm(['deploy', 'base', '--yes', '--json']);
const changes = ({ stdout }: CmRun) =>
  (JSON.parse(stdout) as DeploymentReport).stacks.flatMap((stack) => stack.changes);
const terraform = (command: string) => shell(system, `terraform -chdir=cdktf.out/stacks/base ${command}`);

const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${api.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const bearer = { authorization: `Bearer ${TOKEN}` };

beforeAll(async () => {
  system = await ProjectInEmulator.start();
  system.region.onLog = (_, { message }) => logged.push(JSON.stringify(message));
  system.copy.write('config/base.yaml', base(true));
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

test('base is deployed with the page, and a second deployment changes nothing', async () => {
  expect(await deploy()).toMatchObject({ code: 0 });
  expect(changes(await deploy())).toEqual([]);

  const url = await terraform('output -raw start_page_url');
  expect(url).toMatch(/^https:\/\/\w+\.execute-api\.eu-central-1\.amazonaws\.com$/);
  api = await ApiGateway.start({
    endpoint: system.emulator.endpoint,
    region: REGION,
    functions: system.region.functions,
    url,
  });
});

test('the page is the same for every leaf, and comes with its headers', async () => {
  const [one, other] = [await fetch(`${api.url}/minecraft`), await fetch(`${api.url}/nothing`)];

  expect(one.status).toBe(200);
  expect(one.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(one.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(await one.text()).toBe(await other.text());
});

test('what is not routed is 404 of API Gateway, and no function runs', async () => {
  const before = system.region.functions.runs.length;
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/a/b'],
    ['HEAD', '/minecraft'],
    ['POST', '/minecraft'],
    ['POST', '/discord'],
    ['OPTIONS', '/wake'],
  ] as const) {
    expect({ method, path, status: (await fetch(`${api.url}${path}`, { method })).status }).toMatchObject({
      status: 404,
    });
  }

  expect(system.region.functions.runs).toHaveLength(before);
});

test('a link that is wrong, and one of a leaf that does not exist, get the same answer', async () => {
  await system.clients.ssm.send(
    new PutParameterCommand({
      Name: invitationParameter(PROJECT, 'minecraft', 'anna'),
      Value: createHash('sha256').update(TOKEN).digest('hex'),
      Type: 'String',
    }),
  );
  const answers = [
    await post('/status', '{"leaf":"minecraft"}'),
    await post('/status', '{"leaf":"minecraft"}', { authorization: 'Bearer wrong' }),
    // the link is right, but there is no such leaf
    await post('/status', '{"leaf":"minecraft"}', bearer),
  ];

  for (const answer of answers) {
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ error: 'unknown-link' });
  }
});

test('the token is in no request line and in no line of a log', () => {
  expect(api.failures).toEqual([]);
  for (const lines of [api.requests, logged]) expect(lines.join('\n')).not.toContain(TOKEN);
});

test('turned off, it is gone, and base is what it was', async () => {
  system.copy.write('config/base.yaml', base(false));

  const done = await deploy();

  expect(done).toMatchObject({ code: 0 });
  expect(changes(done).every(({ action }) => action === 'delete')).toBe(true);
  expect(await terraform('state list')).not.toMatch(/StartPage|apigatewayv2/);
  expect(changes(await deploy())).toEqual([]);
});
