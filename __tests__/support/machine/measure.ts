import { userData } from '../../../modules/leaf/ecs-asg/user-data';
import { bootAndShutDown, whyNoMachine } from './machine';

/**
 * Prints when each part of an instance's boot begins and ends: a real systemd, in which each part takes as many seconds as the
 * constant says. `npx tsx __tests__/support/machine/measure.ts`, as root, on Linux.
 */
const SECONDS = {
  docker: 2,
  'cloud-config': 1,
  'mount Data': 3,
  'cloud-final': 0.5,
  'ecs-pre-start': 3,
  registration: 2,
  pull: 12,
};

async function measure(): Promise<void> {
  const reason = whyNoMachine();
  if (reason !== undefined) throw new Error(reason);
  const script = userData({
    clusterName: 'games-cluster',
    volumes: [{ id: 'Data', fileSystemId: 'fs-data' }],
    stopTimeoutSeconds: 1,
    ports: [],
    noNewPrivileges: false,
    earlyPull: 'itzg/minecraft-server:2026.9.1',
  }).replace(/([$%])\1\{/g, '$1{');
  const hooks = Object.fromEntries(Object.entries(SECONDS).map(([part, seconds]) => [part, `sleep ${seconds}\n`]));
  const { events } = await bootAndShutDown(script, hooks);
  const start = events[0]?.seconds ?? 0;
  for (const { seconds, text } of events)
    process.stdout.write(`${(seconds - start).toFixed(1).padStart(5)} s  ${text}\n`);
}

void measure();
