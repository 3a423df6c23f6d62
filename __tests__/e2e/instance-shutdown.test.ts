import { userData, type UserDataProps } from '../../modules/leaf/ecs-asg/user-data';
import { bootAndShutDown, whyNoMachine } from '../support/machine/machine';

const UNITS = '/etc/systemd/system';

/** The user data of an instance; without the named files, which it wrote, if they are given. */
function script(more: Partial<UserDataProps> = {}, without: readonly string[] = []): string {
  const whole = userData({
    clusterName: 'games-cluster',
    volumes: [{ id: 'Data', fileSystemId: 'fs-data' }],
    stopTimeoutSeconds: 20,
    ports: [],
    noNewPrivileges: false,
    ...more,
  }).replace(/([$%])\1\{/g, '$1{');
  const removed = without.map((path) => `rm ${UNITS}/${path}\n`).join('');
  return whole.replace('systemctl daemon-reload\n', `${removed}$&`);
}

/** A container that gets its whole time, between the end of the agent and that of Docker. */
const CONTAINER_SAVES = [
  'container: runs',
  'ecs.service: ended',
  'docker stop -t 20 c0ffee',
  'container: SIGTERM',
  'container: saved',
  'stop-containers.service: ended',
  'docker.service: ended',
];

const reason = whyNoMachine();
const describeWithMachine = reason === undefined ? describe : describe.skip;

describeWithMachine(`an instance that shuts down${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  test('ends the agent, then the container with its whole time, then Docker, then what holds its volume and the lock, and the mounts after the lock', async () => {
    const { log } = await bootAndShutDown(script());

    expect(log.slice(0, 8)).toEqual(['reserved ports: ', ...CONTAINER_SAVES]);
    // nothing orders the lock and what holds the container's volume: by now the container has saved
    const [lock, umount] = ['world-lock.service: ended', 'umount /mnt/efs/Data: 0'];
    expect(log.slice(8, 12).sort()).toEqual([
      'amazon-ecs-volume-plugin.service: ended',
      'amazon-efs-mount-watchdog.service: ended',
      umount,
      lock,
    ]);
    expect(log.indexOf(lock)).toBeLessThan(log.indexOf(umount));
    expect(log.slice(12).sort()).toEqual(['tunnel of the container: ended', 'tunnel of the instance: ended']);
  });

  test('without volumes gives the container its whole time too', async () => {
    const { log } = await bootAndShutDown(script({ volumes: [], ports: [{ protocol: 'udp', port: 34_197 }] }));

    expect(log.filter((line) => !/^(amazon|tunnel)/.test(line))).toEqual(['reserved ports: 34197', ...CONTAINER_SAVES]);
  });

  test("kills a container that does not end within its time, before Docker's own", async () => {
    const { log } = await bootAndShutDown(script({ stopTimeoutSeconds: 1 }));

    expect(log).toContain('docker stop: killed the container');
    expect(log.filter((line) => line.startsWith('docker'))).toEqual([
      'docker stop -t 1 c0ffee',
      'docker stop: killed the container',
      'docker.service: ended',
    ]);
  });

  // each of them is needed
  test.each([
    [
      'the drop-in of the volume plugin, the container loses its volume',
      'amazon-ecs-volume-plugin.service.d/stop-after-docker.conf',
      'container: its volume is gone',
    ],
    [
      'the unit that stops containers, Docker kills the container',
      'ecs.service.d/stop-containers.conf',
      'docker stop: killed the container',
    ],
  ])('without %s', async (_, path, line) => {
    const { log } = await bootAndShutDown(script({}, [path]));

    expect(log).toContain(line);
    expect(log).not.toContain('container: saved');
  });

  test("without the tasks' slice, systemd ends the container first, and kills it", async () => {
    const { log } = await bootAndShutDown(script({}, ['ecstasks.slice']));

    expect(log).toContain('container: SIGTERM');
    expect(log).not.toContain('container: saved');
    expect(log).not.toContain('docker stop: killed the container');
  });

  test('without an order between the lock and the mounts, the lock keeps the instance from unmounting', async () => {
    const { log } = await bootAndShutDown(script().replace(/^After=mnt-efs-.*\n/m, ''));

    expect(log).toContain('umount /mnt/efs/Data: 32');
  });
});
