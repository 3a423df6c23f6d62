import { ListTagsForResourceCommand } from '@aws-sdk/client-ssm';

import { type DeploymentReport } from '../../cli/deployment/report';
import { ApiGateway } from '../deployed/api-gateway';
import { FakeDiscord } from '../deployed/fake-discord';
import { ProjectInEmulator, REGION } from '../deployed/project-in-emulator';
import { assertSucceeded, type CmRun } from '../project-copy/cm-run';
import { SMALL_LEAF } from './support/leaf';

// The tests build on one another: friends are invited, open their links, press Discord's button, and lose their links with the leaf.

const ROLE = '444444444444444444';
const discord = new FakeDiscord();
const { applicationId, publicKey, servers } = discord.config;
const BASE = `Region: ${REGION}
Maturity: devel
AlertSubscription: { Email: admin@example.com }
StartPage: { Enabled: true }
Discord: { ApplicationId: '${applicationId}', PublicKey: '${publicKey}', Servers: ['${servers[0]}'] }
`;
const LEAF = `${SMALL_LEAF}StartPage: { Note: "Version {{1.21}} for \${you}" }\nDiscord: { Roles: ['${ROLE}'] }\n`;

let system: ProjectInEmulator;
let api: ApiGateway;

const cm = (line: string): Promise<CmRun> => system.copy.cm(line.split(' '));
async function json(line: string): Promise<unknown> {
  const run = await cm(`${line} --json`);
  assertSucceeded(run);
  return JSON.parse(run.stdout);
}
async function status(token: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${api.url}/status`, {
    method: 'POST',
    body: '{"leaf":"minecraft"}',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: await answer.json() };
}
const press = async (command: string, roles: readonly string[] = []) => {
  const { json: said } = await discord.press(`${api.url}/discord`, { command, leaf: 'minecraft', roles });
  // a cast, since JSON has no types
  return (said as { data: { content: string } }).data.content;
};

beforeAll(async () => {
  system = await ProjectInEmulator.start();
  system.copy.write('config/base.yaml', BASE);
  system.copy.write('config/leaves/minecraft.yaml', LEAF);
  assertSucceeded(await cm('deploy --yes'));
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

let link: string;

test('a friend’s link has the page’s address, and its parameter the tags of the leaf', async () => {
  const invited = (await json('invite minecraft ada')) as { link: string };
  link = invited.link;

  expect(link).toMatch(/^https:\/\/\w+\.execute-api\.eu-central-1\.amazonaws\.com\/minecraft#[\w-]{22}$/);
  expect(await json('invitations')).toMatchObject([{ leaf: 'minecraft', friend: 'ada' }]);
  const { TagList } = await system.clients.ssm.send(
    new ListTagsForResourceCommand({
      ResourceType: 'Parameter',
      ResourceId: '/container-manager/invitations/minecraft/ada',
    }),
  );
  expect(TagList).toContainEqual({ Key: 'container-manager:leaf', Value: 'minecraft' });
  expect(await cm('invite minecraft ada')).toMatchObject({ code: 3 });
});

test('the link shows the leaf with its note, and a second deployment changes nothing', async () => {
  const url = new URL(link);
  api = await ApiGateway.start({
    endpoint: system.emulator.endpoint,
    region: REGION,
    functions: system.region.functions,
    url: url.origin,
  });

  expect(await status(url.hash.slice(1))).toEqual({
    status: 200,
    body: { leaf: 'minecraft', state: 'asleep', note: 'Version {{1.21}} for ${you}' },
  });
  expect((await status('wrong')).status).toBe(403);
  const { stacks } = (await json('deploy --yes')) as DeploymentReport;
  expect(stacks.map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
});

test('Discord’s button starts the leaf; only the role stops it', async () => {
  expect(await press('start')).toMatch(/^\*\*minecraft\*\* starts now[.]/);
  expect(await system.leaf('minecraft').desired()).toBe(1);

  expect(await press('stop')).toBe(`To stop **minecraft** you need one of these roles: <@&${ROLE}>`);
  expect(await press('stop', [ROLE])).toContain('**minecraft**');
  expect(await system.leaf('minecraft').desired()).toBe(0);
  expect(api.failures).toEqual([]);
});

test('taking the leaf away takes the links back, and says whose', async () => {
  await json('invite minecraft bob');
  assertSucceeded(await cm('uninvite minecraft bob'));
  await json('invite minecraft eve');

  const retired = await cm('retire minecraft --yes');

  assertSucceeded(retired);
  expect(retired.output).toContain('Links to the start page that stop working: those of ada, eve.');
  expect(await json('invitations')).toEqual([]);
});
