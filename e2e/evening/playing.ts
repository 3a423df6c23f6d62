import { ASLEEP_ADDRESS } from '../../lambdas/shared/address-record';
import { DOMAIN, PROJECT } from '../deployed/project-in-emulator';
import { type Step } from './steps';
import { type Evening, HOST_NAME } from './evening';

const GROUP_RULE = `${PROJECT}-minecraft-group-change`;
const NO_MAILS = { players: [], admins: [] };

/** Players come and go. */
export function playing(step: Step<Evening>): void {
  step('everybody sleeps', asleep);
  step('somebody asks for minecraft, in mixed case, among noise: it wakes, valheim sleeps on', ask);
  step('its instance is launched: the record says its address', launched);
  step('its container runs: one e-mail to each tells the address', ready);
  step('more queries change nothing', moreQueries);
  step('nobody is connected any more: Container Activity puts it to sleep', silence);
  step('somebody connects before the old instance is gone: the record ends on the new one', reconnect);
  step('the container crashes: asleep at once, one e-mail to each, however often AWS tells', crash);
  step('the event of its end is lost: the schedule heals record and notices', lostEvent);
}

async function asleep(evening: Evening): Promise<void> {
  await expect(evening.minecraft.desired()).resolves.toBe(0);
  await expect(evening.valheim.desired()).resolves.toBe(0);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  await evening.subscribe();
}

async function ask({ system, minecraft, valheim }: Evening): Promise<void> {
  await system.asks([
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

async function launched(evening: Evening): Promise<void> {
  const { id, address } = await evening.minecraft.host();

  await expect(evening.minecraft.groupTells('launched', id)).resolves.toEqual([GROUP_RULE]);

  await expect(evening.record()).resolves.toBe(address);
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function ready({ minecraft, players, admins }: Evening): Promise<void> {
  const { id, address } = await minecraft.host();
  await minecraft.containerStarts(id);

  await expect(minecraft.taskRuns()).resolves.toEqual([`${PROJECT}-minecraft-task-runs`]);
  await minecraft.taskRuns();

  const mails = await players.empty();
  expect(mails.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
  expect(mails[0]?.text).toContain(`Address: ${HOST_NAME} (${address})\nPorts: 25565/tcp`);
  await expect(admins.empty()).resolves.toEqual(mails);
}

async function moreQueries(evening: Evening): Promise<void> {
  const { system, minecraft } = evening;
  const before = await minecraft.hosts();

  await system.asks([{ name: HOST_NAME }, { name: HOST_NAME }]);

  await expect(minecraft.hosts()).resolves.toEqual(before);
  await expect(minecraft.desired()).resolves.toBe(1);
  await expect(evening.record()).resolves.toBe(before[0]?.address);
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function silence(evening: Evening): Promise<void> {
  const { minecraft } = evening;
  const { id } = await minecraft.host();
  await minecraft.drainsSlowly();

  await expect(minecraft.nobodyIsConnected()).resolves.toEqual([`${PROJECT}-minecraft-scale-down`]);
  await expect(minecraft.groupTells('drains', id)).resolves.toEqual([GROUP_RULE]);

  await expect(minecraft.desired()).resolves.toBe(0);
  await expect(minecraft.draining()).resolves.toEqual([id]);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  // it is still paid for
  await expect(evening.mails()).resolves.toEqual(NO_MAILS);
}

async function reconnect(evening: Evening): Promise<void> {
  const { system, minecraft } = evening;
  const [old = ''] = await minecraft.draining();
  await system.asks([{ name: HOST_NAME }]);
  const { id, address } = await minecraft.host();

  await minecraft.groupTells('launched', id);
  await minecraft.containerStarts(id);
  await minecraft.taskRuns();

  await expect(minecraft.draining()).resolves.toEqual([old]);
  await expect(evening.record()).resolves.toBe(address);
  const ready = ['minecraft is ready'];
  await expect(evening.mails()).resolves.toEqual({ players: ready, admins: ready });

  await minecraft.isDrained(old);
  await expect(minecraft.groupTells('terminated', old)).resolves.toEqual([GROUP_RULE]);

  await expect(minecraft.draining()).resolves.toEqual([]);
  await expect(minecraft.hosts()).resolves.toEqual([{ id, address }]);
  await expect(evening.record()).resolves.toBe(address);
  const mails = await evening.players.empty();
  expect(mails.map(({ subject }) => subject)).toEqual(['minecraft stopped']);
  expect(mails[0]?.text).toContain(`Its instance ${old} was terminated`);
  await expect(evening.admins.empty()).resolves.toEqual(mails);
}

async function crash({ minecraft, players, admins }: Evening): Promise<void> {
  const rule = `${PROJECT}-minecraft-break-crash-loop`;
  await expect(minecraft.containerEnds(1)).resolves.toEqual([rule]);
  await expect(minecraft.containerEnds(1)).resolves.toEqual([rule]);

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
