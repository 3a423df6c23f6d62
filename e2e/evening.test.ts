import { ExecutePolicyCommand } from '@aws-sdk/client-auto-scaling';
import { GetBucketVersioningCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { z } from 'zod';

import { ASLEEP_ADDRESS } from '../lambdas/asg-state-change-hook/contract';
import { Mailbox } from './deployed/mailbox';
import { topicArn } from './deployed/topic';
import { DOMAIN, ProjectInEmulator, PROJECT, REGION } from './deployed/project-in-emulator';
import { type CmRun, ProjectCopy } from './cm/support/project';
import { steps } from './steps';

const HOST_NAME = `minecraft.${DOMAIN}`;

describe('the evening', () => {
  const step = steps();
  let system: ProjectInEmulator;
  let players: Mailbox;
  let bucket: string;

  const minecraft = () => system.leaf('minecraft');
  const valheim = () => system.leaf('valheim');
  const record = () => minecraft().record(system.hostedZoneId, HOST_NAME);
  const subjects = async () => (await players.empty()).map(({ subject }) => subject);
  const stateKeys = async () =>
    ((await system.clients.s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []).map(({ Key }) => Key);

  beforeAll(async () => {
    system = await ProjectInEmulator.start();
    players = await Mailbox.open(system.clients, 'players');
    system.copy.write('config/base.yaml', baseYaml(system.hostedZoneId));
    system.copy.write('config/leaves/minecraft.yaml', system.copy.read('examples/quickstart/leaves/minecraft.yaml'));
    system.copy.write('config/leaves/valheim.yaml', system.copy.read('examples/leaves/valheim.yaml'));
  }, 60_000);
  afterAll(() => system.stop());

  step('bootstrap makes the state bucket and writes it into base.yaml', async () => {
    const run = await system.copy.cm(['bootstrap']);

    expectDone(run);
    bucket = String(/Bucket: (\S+)/.exec(system.copy.read('config/base.yaml'))?.[1]);
    await expect(system.clients.s3.send(new GetBucketVersioningCommand({ Bucket: bucket }))).resolves.toMatchObject({
      Status: 'Enabled',
    });
    await expect(stateKeys()).resolves.toEqual([]);
  });

  step(
    'Ctrl-C in the middle of the first deployment ends clean',
    async () => {
      const pause = system.emulator.pause({ service: 'ecs', action: 'CreateCluster' });
      const deployment = system.copy.start(['deploy', 'minecraft', '--yes']);
      await Promise.race([pause.reached, deployment.ended.then(fails)]);

      deployment.signal('SIGINT');
      pause.end();
      const run = await deployment.ended;

      expect(run.code).toBe(1);
      expect(run.stderr).toContain('Terraform ended what it was doing and wrote the state');
      await expect(stateKeys()).resolves.toEqual([stateKey('base'), stateKey('minecraft')]);
    },
    8,
  );

  step(
    'the next one finishes; another one at the same time is refused by the lock',
    async () => {
      const pause = system.emulator.pause({ service: 'ecs', action: 'RegisterTaskDefinition', body: 'valheim' });
      const deployment = system.copy.start(['deploy', '--yes']);
      await Promise.race([pause.reached, deployment.ended.then(fails)]);

      const other = new ProjectCopy(system.emulator.environment);
      other.write('config/base.yaml', system.copy.read('config/base.yaml'));
      other.write('config/leaves/valheim.yaml', system.copy.read('config/leaves/valheim.yaml'));
      const refused = await other.cm(['deploy', 'valheim', '--yes']);
      other.dispose();
      pause.end();
      const run = await deployment.ended;

      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('Somebody else deploys this stack right now');
      expectDone(run);
    },
    8,
  );

  step('every state is in the bucket, no lock is left, nobody plays', async () => {
    await expect(stateKeys()).resolves.toEqual([stateKey('base'), stateKey('minecraft'), stateKey('valheim')]);
    await expect(minecraft().desired()).resolves.toBe(0);
    await expect(valheim().desired()).resolves.toBe(0);
    await expect(record()).resolves.toBe(ASLEEP_ADDRESS);

    await players.subscribe(await topicArn(system.clients.sns, `${PROJECT}-minecraft-`));
  });

  step('somebody asks for minecraft among noise: it wakes, valheim sleeps on', async () => {
    await system.asks([
      { name: DOMAIN, type: 'SOA' },
      { name: `valheim.${DOMAIN}`, type: 'AAAA' },
      { name: `VALHEIM.${DOMAIN}`, type: 'TXT' },
      { name: `wp-admin.${DOMAIN}`, responseCode: 'NXDOMAIN' },
      { name: `mInEcRaFt.ExAmPlE.cOm` },
      { name: `xminecraft.${DOMAIN}` },
    ]);

    await expect(minecraft().desired()).resolves.toBe(1);
    await expect(valheim().desired()).resolves.toBe(0);
  });

  step('the instance is launched: the record says its address', async () => {
    const { id, address } = await minecraft().host();

    await expect(minecraft().groupTells('Launch', id)).resolves.toEqual([`${PROJECT}-minecraft-group-change`]);

    await expect(record()).resolves.toBe(address);
    await expect(subjects()).resolves.toEqual([]);
  });

  step('the container runs: players get one e-mail with the address', async () => {
    const { id, address } = await minecraft().host();
    await minecraft().containerStarts(id);

    await expect(minecraft().taskRuns()).resolves.toEqual([`${PROJECT}-minecraft-task-runs`]);
    await minecraft().taskRuns();

    const mails = await players.empty();
    expect(mails.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
    expect(mails[0]?.text).toContain(`Address: ${HOST_NAME} (${address})\nPorts: 25565/tcp`);
  });

  step('more queries change nothing', async () => {
    const before = await minecraft().hosts();

    await system.asks([{ name: HOST_NAME }, { name: HOST_NAME }]);

    await expect(minecraft().hosts()).resolves.toEqual(before);
    await expect(minecraft().desired()).resolves.toBe(1);
    await expect(record()).resolves.toBe(before[0]?.address);
  });

  step('nobody is connected any more: the scaling policy puts it to sleep', async () => {
    await nobodyConnected();

    await expect(minecraft().desired()).resolves.toBe(0);
  });

  step('somebody connects before the old instance is gone: the record ends on the new one', async () => {
    const old = String(await record());
    await system.asks([{ name: HOST_NAME }]);
    const { id, address } = await minecraft().host();

    await minecraft().groupTells('Launch', id);
    await minecraft().containerStarts(id);
    await minecraft().taskRuns();
    await minecraft().groupTells('Terminate', 'i-0123456789abcdef0');

    expect(address).not.toBe(old);
    await expect(record()).resolves.toBe(address);
    expect((await subjects()).sort()).toEqual(['minecraft is ready', 'minecraft stopped']);
  });

  step('the container crashes: asleep at once, one e-mail, however often AWS tells', async () => {
    await expect(minecraft().containerEnds(1)).resolves.toEqual([`${PROJECT}-minecraft-break-crash-loop`]);
    await minecraft().containerEnds(1);

    await expect(minecraft().desired()).resolves.toBe(0);
    const mails = await players.empty();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('exit code 1');
  });

  step('the event of its end is lost: the schedule heals record and notice', async () => {
    await expect(record()).resolves.not.toBe(ASLEEP_ADDRESS);

    await expect(system.bus.tick(`${PROJECT}-minecraft-`)).resolves.toEqual([`${PROJECT}-minecraft-reconcile`]);

    await expect(record()).resolves.toBe(ASLEEP_ADDRESS);
    await expect(subjects()).resolves.toEqual(['minecraft stopped']);
  });

  step(
    'a port changes while somebody plays: just that is deployed, and the server stays awake',
    async () => {
      await system.asks([{ name: HOST_NAME }]);
      const path = 'config/leaves/minecraft.yaml';
      system.copy.write(path, system.copy.read(path).replace('TCP: 25565', 'TCP: 25566'));

      const run = await system.copy.cm(['deploy', 'minecraft', '--yes', '--json']);

      expectDone(run);
      expect(changesOf(run.stdout)).toEqual([]);
      await expect(minecraft().desired()).resolves.toBe(1);
    },
    6,
  );

  /** CloudWatch does what Container Activity says. */
  async function nobodyConnected(): Promise<void> {
    await system.clients.autoScaling.send(
      new ExecutePolicyCommand({
        AutoScalingGroupName: minecraft().names.autoScalingGroup,
        PolicyName: `${PROJECT}-minecraft-scale-down`,
        MetricValue: 0,
        BreachThreshold: 1175,
      }),
    );
  }
});

function stateKey(stack: string): string {
  return `${PROJECT}/${stack}/terraform.tfstate`;
}

/** For a deployment that ended though something was still to happen in it. */
function fails(run: CmRun): never {
  throw new Error(`npx cm ended early: ${text(run)}`);
}

function expectDone(run: CmRun): void {
  if (run.code !== 0) throw new Error(`npx cm failed: ${text(run)}`);
}

function text({ code, stdout, stderr }: CmRun): string {
  return `exit code ${String(code)}\n${stdout}\n${stderr}`;
}

const Report = z.object({
  stacks: z.array(
    z.object({ stack: z.string(), changes: z.array(z.object({ address: z.string(), action: z.string() })) }),
  ),
});

/** `STACK/ADDRESS: ACTION` of all that a deployment changed, from its report. */
function changesOf(report: string): string[] {
  return Report.parse(JSON.parse(report))
    .stacks.flatMap(({ stack, changes }) => changes.map(({ address, action }) => `${stack}/${address}: ${action}`))
    .sort();
}

function baseYaml(hostedZoneId: string): string {
  return [
    `Region: ${REGION}`,
    'Domain:',
    `  Name: ${DOMAIN}`,
    `  HostedZoneId: ${hostedZoneId}`,
    'AlertSubscription:',
    '  Email: admin@example.com',
    '',
  ].join('\n');
}
