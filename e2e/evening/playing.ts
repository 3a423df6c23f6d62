import { setTimeout } from 'node:timers/promises';

import { type StartsReport } from '../../cli/status/starts-report';
import { ASLEEP_ADDRESS } from '../../lambdas/shared/address-record';
import { START_STEPS } from '../../lambdas/shared/starts';
import { CRASH_NOTE, WOKEN_BY_NOTE } from '../../lambdas/shared/told-tags';
import { DOMAIN, PROJECT } from '../deployed/project-in-emulator';
import { assertSucceeded } from '../project-copy/cm-run';
import { type Step } from './steps';
import { type Evening, HOST_NAME } from './evening';

const GROUP_RULE = `${PROJECT}-minecraft-group-change`;
/** Of both leaves: EC2's events name no group. */
const INSTANCE_RULES = [`${PROJECT}-minecraft-instance-comes`, `${PROJECT}-valheim-instance-comes`];
const NO_MAILS = { players: [], admins: [] };

/** Players come and go. */
export function playing(step: Step<Evening>): void {
  step('after the first deployment both leaves are asleep', asleep);
  step('a DNS query for minecraft, in mixed case, wakes it; other queries leave valheim asleep', ask);
  step('when EC2 launches the instance, the DNS record gets its address before the instance is in service', coming);
  step('when the instance is in service, nothing is left to write, and nobody is told yet', launched);
  step('when the container runs, each subscriber gets one e-mail with the address', ready);
  step('more queries for a leaf that is awake change nothing', moreQueries);
  step('when nobody is connected, the alarm Container Activity puts minecraft to sleep', silence);
  step(
    'when somebody connects before the old instance has ended, the record gets the address of the new one',
    reconnect,
  );
  step('./cm status --starts shows both starts step by step', starts);
  step('a start of the container that fails once changes nothing, and nobody is told', failOnce);
  step(
    'a crash puts minecraft to sleep, and each subscriber gets one e-mail, also when AWS sends the event twice',
    crash,
  );
  step('when the event of a termination is lost, the schedule corrects the record and sends the e-mail', lostEvent);
  step('after ./cm sleep --stay no query wakes minecraft, and ./cm status says why', stay);
}

async function asleep(evening: Evening): Promise<void> {
  await expect(evening.minecraft.desired()).resolves.toBe(0);
  await expect(evening.valheim.desired()).resolves.toBe(0);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  await evening.subscribe();
}

async function ask({ system, minecraft, valheim }: Evening): Promise<void> {
  await minecraft.delayLaunch();
  await system.logQueries([
    { name: DOMAIN, type: 'SOA' },
    { name: `valheim.${DOMAIN}`, type: 'AAAA' },
    { name: `VALHEIM.${DOMAIN}`, type: 'TXT' },
    { name: `valheim.${DOMAIN}`, responseCode: 'SERVFAIL' },
    { name: `wp-admin.${DOMAIN}`, responseCode: 'NXDOMAIN' },
    { name: `mInEcRaFt.ExAmPlE.cOm` },
    { name: `xvalheim.${DOMAIN}` },
  ]);

  await expect(minecraft.desired()).resolves.toBe(1);
  await expect(valheim.desired()).resolves.toBe(0);
}

async function coming(evening: Evening): Promise<void> {
  const { minecraft } = evening;
  const [host] = await minecraft.coming();
  if (host === undefined) throw new Error('no instance of minecraft is launched');
  // somebody else's instance, in the same account and Region: both leaves look once, and that is all
  const { calls } = evening.system.emulator;
  const { length } = calls;
  expect((await minecraft.sendInstanceEvent('i-0123456789abcdef0', 'pending')).sort()).toEqual(INSTANCE_RULES);
  // without what EventBridge and Lambda ask for in the emulator, and the code, whose download is not signed
  const asked = calls.slice(length).filter(({ service }) => !['events', 'lambda', 'sts', ''].includes(service));
  expect(asked.map(({ action }) => action)).toEqual(['DescribeAutoScalingGroups', 'DescribeAutoScalingGroups']);
  await expect(minecraft.sendInstanceEvent(host.id, 'shutting-down')).resolves.toEqual([]);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);

  // this run ends when the instance is in service: it records for it when Route 53 was in sync
  const run = minecraft.sendInstanceEvent(host.id, 'pending');
  while ((await evening.record()) !== host.address) await setTimeout(200);

  await expect(minecraft.hosts()).resolves.toEqual([]);
  await expect(evening.record()).resolves.toBe(host.address);
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
  await minecraft.finishLaunch(host.id);
  expect((await run).sort()).toEqual(INSTANCE_RULES);
}

async function launched(evening: Evening): Promise<void> {
  const { id, address } = await evening.minecraft.host();

  await expect(evening.minecraft.sendGroupEvent('launched', id)).resolves.toEqual([GROUP_RULE]);

  await expect(evening.record()).resolves.toBe(address);
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function ready({ minecraft, players, admins }: Evening): Promise<void> {
  const { id, address } = await minecraft.host();
  await minecraft.startContainer(id);

  await expect(minecraft.sendTaskRunning()).resolves.toEqual([`${PROJECT}-minecraft-task-runs`]);
  await minecraft.sendTaskRunning();

  const mails = await players.empty();
  expect(mails.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
  expect(mails[0]?.text).toContain(`Address: ${HOST_NAME} (${address})\nPorts: 25565/tcp`);
  expect(mails[0]?.text).toMatch(
    /^The start took .+: .+ until AWS was asked, .+ instance, .+ image, .+ container[.]$/m,
  );
  await expect(admins.empty()).resolves.toEqual(mails);
}

async function moreQueries(evening: Evening): Promise<void> {
  const { system, minecraft } = evening;
  const before = await minecraft.hosts();

  await system.logQueries([{ name: HOST_NAME }, { name: HOST_NAME }]);

  await expect(minecraft.hosts()).resolves.toEqual(before);
  await expect(minecraft.desired()).resolves.toBe(1);
  await expect(evening.record()).resolves.toBe(before[0]?.address);
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function silence(evening: Evening): Promise<void> {
  const { minecraft } = evening;
  const { id } = await minecraft.host();
  await minecraft.delayDraining();

  await expect(minecraft.alarmOnNoConnections()).resolves.toEqual([`${PROJECT}-minecraft-scale-down`]);
  await expect(minecraft.sendGroupEvent('draining', id)).resolves.toEqual([GROUP_RULE]);

  await expect(minecraft.desired()).resolves.toBe(0);
  await expect(minecraft.draining()).resolves.toEqual([id]);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  // the instance still runs, and costs money
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function reconnect(evening: Evening): Promise<void> {
  const { system, minecraft } = evening;
  const [old = ''] = await minecraft.draining();
  await system.logQueries([{ name: HOST_NAME }]);
  const { id, address } = await minecraft.host();

  await minecraft.sendGroupEvent('launched', id);
  await minecraft.startContainer(id);
  await minecraft.sendTaskRunning();

  await expect(minecraft.draining()).resolves.toEqual([old]);
  await expect(evening.record()).resolves.toBe(address);
  const ready = ['minecraft is ready'];
  await expect(evening.mails()).resolves.toEqual({ players: ready, admins: ready });

  await minecraft.finishDraining(old);
  await expect(minecraft.sendGroupEvent('terminated', old)).resolves.toEqual([GROUP_RULE]);

  await expect(minecraft.draining()).resolves.toEqual([]);
  await expect(minecraft.hosts()).resolves.toEqual([{ id, address }]);
  await expect(evening.record()).resolves.toBe(address);
  const mails = await evening.players.empty();
  expect(mails.map(({ subject }) => subject)).toEqual(['minecraft stopped']);
  expect(mails[0]?.text).toContain(`Its instance ${old} was terminated`);
  await expect(evening.admins.empty()).resolves.toEqual(mails);
}

async function starts({ system, minecraft }: Evening): Promise<void> {
  const { id } = await minecraft.host();
  const json = await system.copy.cm(['status', 'minecraft', '--starts', '--json']);
  assertSucceeded(json);
  const { starts: found } = JSON.parse(json.stdout) as StartsReport;

  expect(found).toHaveLength(2);
  expect(found[1]?.instanceId).toBe(id);
  for (const { by, seconds, times } of found) {
    expect(by).toBe('dns');
    expect(seconds).toBeGreaterThanOrEqual(0);
    // each step has its own source
    expect(Object.keys(times).sort()).toEqual([...START_STEPS].sort());
  }
  const text = await system.copy.cm(['status', 'minecraft', '--starts']);
  assertSucceeded(text);
  expect(text.stdout).toContain('The last starts of minecraft, the oldest first');
  expect(text.stdout).toMatch(/people can connect\s+\D?\s*\d+/);
}

async function failOnce(evening: Evening): Promise<void> {
  const { minecraft } = evening;
  const { id } = await minecraft.host();
  const reason = 'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.';
  for (let times = 0; times < 2; times += 1) {
    await expect(minecraft.sendTaskFailedToStart(id, 'fedcba9876543210fedcba9876543210', reason)).resolves.toEqual([
      `${PROJECT}-minecraft-break-crash-loop`,
    ]);
  }

  await expect(minecraft.desired()).resolves.toBe(1);
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function crash({ minecraft, players, admins }: Evening): Promise<void> {
  const rule = `${PROJECT}-minecraft-break-crash-loop`;
  await expect(minecraft.sendTaskStopped(1)).resolves.toEqual([rule]);
  await expect(minecraft.sendTaskStopped(1)).resolves.toEqual([rule]);

  await expect(minecraft.desired()).resolves.toBe(0);
  const mails = await players.empty();
  expect(mails.map(({ subject }) => subject)).toEqual(['minecraft crashed with exit code 1']);
  await expect(admins.empty()).resolves.toEqual(mails);
}

async function lostEvent(evening: Evening): Promise<void> {
  await expect(evening.record()).resolves.not.toBe(ASLEEP_ADDRESS);

  await expect(evening.system.bus.tick(`${PROJECT}-minecraft-`)).resolves.toEqual([`${PROJECT}-minecraft-reconcile`]);

  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  await expect(evening.mails()).resolves.toEqual({ players: ['minecraft stopped'], admins: ['minecraft stopped'] });
}

async function stay({ system, minecraft }: Evening): Promise<void> {
  // the crash was more than five minutes ago
  await minecraft.forget(CRASH_NOTE);
  assertSucceeded(await system.copy.cm(['sleep', 'minecraft', '--stay']));

  await system.logQueries([{ name: HOST_NAME }]);

  await expect(minecraft.desired()).resolves.toBe(0);
  const { stdout } = await system.copy.cm(['status', 'minecraft']);
  expect(stdout).toContain('minecraft stays asleep until somebody runs ./cm wake minecraft.');
  await minecraft.forget(WOKEN_BY_NOTE);
}
