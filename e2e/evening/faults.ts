import { ASLEEP_ADDRESS } from '../../lambdas/shared/address-record';
import { PROJECT } from '../deployed/project-in-emulator';
import { type FaultProps } from '../emulator/faults';
import { type Step } from './steps';
import { type Evening, HOST_NAME } from './evening';

/** How many attempts a function's AWS client makes for a call: lambdas/shared/clients.ts. */
const ATTEMPTS = 4;
const THROTTLING = { status: 429, code: 'Throttling' } as const;

/** AWS fails longer than a function's clients retry: Lambda runs the function a second time. */
export function faults(step: Step<Evening>): void {
  step('AWS throttles start-system for a while: the second run of the function wakes minecraft', wake);
  step('Route 53 fails for a while: the second run of the function sets the record', setRecord);
  step(
    'SNS fails for a while: the second run of the function sends each subscriber one e-mail that minecraft is ready',
    tell,
  );
  step(
    'AWS throttles break-crash-loop for a while: the second run of the function puts minecraft to sleep after one crash, ' +
      'and nobody gets a second e-mail about crashes in this hour',
    sleep,
  );
}

async function wake(evening: Evening): Promise<void> {
  const failed = failing(evening, { service: 'autoscaling', ...THROTTLING, times: ATTEMPTS + 1 });

  await evening.system.logQueries([{ name: HOST_NAME }]);

  expect(failed()).toBe(ATTEMPTS + 1);
  await expect(evening.minecraft.desired()).resolves.toBe(1);
  await expect(evening.valheim.desired()).resolves.toBe(0);
}

async function setRecord(evening: Evening): Promise<void> {
  const { id, address } = await evening.minecraft.host();
  const failed = failing(evening, { service: 'route53', status: 500, times: ATTEMPTS + 1 });

  await evening.minecraft.sendGroupEvent('launched', id);

  expect(failed()).toBe(ATTEMPTS + 1);
  await expect(evening.record()).resolves.toBe(address);
}

async function tell(evening: Evening): Promise<void> {
  const { id } = await evening.minecraft.host();
  await evening.minecraft.startContainer(id);
  // to both topics at once
  const failed = failing(evening, { service: 'sns', action: 'Publish', status: 500, times: 2 * ATTEMPTS });

  await evening.minecraft.sendTaskRunning();

  expect(failed()).toBe(2 * ATTEMPTS);
  const told = ['minecraft is ready'];
  await expect(evening.mails()).resolves.toEqual({ players: told, admins: told });
}

async function sleep(evening: Evening): Promise<void> {
  const { minecraft, system } = evening;
  const failed = failing(evening, { service: 'autoscaling', ...THROTTLING, times: ATTEMPTS });

  await minecraft.sendTaskStopped(1);

  expect(failed()).toBe(ATTEMPTS);
  await expect(minecraft.desired()).resolves.toBe(0);
  await expect(evening.mails()).resolves.toEqual({ players: [], admins: [] });
  await system.bus.tick(`${PROJECT}-minecraft-`);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  await expect(evening.mails()).resolves.toEqual({ players: ['minecraft stopped'], admins: ['minecraft stopped'] });
}

/** Lets calls fail from now on. Returns a function that counts those that failed since. */
function failing({ system: { emulator } }: Evening, fault: FaultProps & { readonly status: number }): () => number {
  const before = emulator.calls.length;
  emulator.fail(fault);
  return () => emulator.calls.slice(before).filter(({ status }) => status === fault.status).length;
}
