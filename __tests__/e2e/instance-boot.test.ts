import { userData, type UserDataProps } from '../../modules/leaf/ecs-asg/user-data';
import { bootAndShutDown, type MachineLife, whyNoMachine } from '../support/machine/machine';

const LOCK = '/mnt/efs/Data/.container-manager.lock';

/** The user data of an instance. */
function script(more: Partial<UserDataProps> = {}): string {
  return userData({
    clusterName: 'games-cluster',
    volumes: [{ id: 'Data', fileSystemId: 'fs-data' }],
    stopTimeoutSeconds: 20,
    ports: [],
    noNewPrivileges: false,
    earlyPull: 'itzg/minecraft-server:2026.9.1',
    ...more,
  }).replace(/([$%])\1\{/g, '$1{');
}

const texts = ({ events }: MachineLife) => events.map(({ text }) => text);

/** Where the event is, and -1 where it never happened. */
const first = (life: MachineLife, event: string) => texts(life).indexOf(event);

const reason = whyNoMachine();
const describeWithMachine = reason === undefined ? describe : describe.skip;

describeWithMachine(`an instance that boots${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  test('mounts, starts Docker, prepares the agent and pulls the image at the same time', async () => {
    // each waits for the others to begin: in any order one after the other, no container would ever run
    const begun = (...parts: string[]) => parts.map((part) => `await-event '${part}: begins'\n`).join('');
    const life = await bootAndShutDown(script(), {
      docker: begun('mount Data'),
      'mount Data': begun('ecs-pre-start', 'pull'),
      'ecs-pre-start': begun('mount Data', 'pull'),
      // not even registering waits for the pull
      pull: begun('registration'),
    });

    expect(life.log).toContain('container: saved');
  });

  test('mounts all volumes at the same time', async () => {
    const volumes = ['Config', 'Data'].map((id) => ({ id, fileSystemId: `fs-${id}` }));
    const life = await bootAndShutDown(script({ volumes }), {
      'mount Config': "await-event 'mount Data: begins'",
      'mount Data': "await-event 'mount Config: begins'",
    });

    expect(life.log).toContain('container: saved');
  });

  test('registers only when it holds the lock, since ECS then starts the container', async () => {
    const life = await bootAndShutDown(script(), { 'mount Data': "await-event 'ecs-pre-start: ended'; sleep 1" });

    expect(first(life, 'registration: begins')).toBeGreaterThan(first(life, 'mounted Data: ended'));
    expect(first(life, 'container: starts')).toBeGreaterThan(first(life, 'registration: ended'));
    expect(life.console.map((line) => line.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'TIME'))).toEqual(
      expect.arrayContaining([
        'container-manager: step mounted TIME',
        `world-lock: holding ${LOCK}`,
        'container-manager: step locked TIME',
        'early-pull: pulled itzg/minecraft-server:2026.9.1',
      ]),
    );
  });

  test('without the wait for the lock, would start the container even before it mounts', async () => {
    const life = await bootAndShutDown(script().replace(/^ExecStartPre=.*await-lock.*\n/m, ''), {
      'mount Data': "await-event 'container: starts'",
    });

    expect(first(life, 'container: starts')).toBeGreaterThan(-1);
  });

  test('starts no container while another instance holds the lock, however often it asks for it, and starts it afterwards', async () => {
    const life = await bootAndShutDown(script().replace(/world-lock\.sh \d+/, 'world-lock.sh 1'), {
      // the other instance: it goes only after this one has given up twice
      'mounted Data': `
        setsid flock ${LOCK} bash -c '
          event "other instance: has the lock"
          until (($(grep -c "still holds" /dev/machine/console) >= 2)); do sleep 0.05; done
          event "other instance: ends"' >/dev/null 2>&1 &
        await-event 'other instance: has the lock'`,
    });

    expect(life.console).toContain(
      `world-lock: another instance still holds ${LOCK} after 1 seconds: no container starts here`,
    );
    const released = first(life, 'other instance: ends');
    expect(released).toBeGreaterThan(-1);
    expect(first(life, 'registration: begins')).toBeGreaterThan(released);
    expect(first(life, 'container: starts')).toBeGreaterThan(released);
    // the pull is no start
    expect(first(life, 'docker pull itzg/minecraft-server:2026.9.1')).toBeLessThan(released);
  });

  test('starts no container when it cannot mount, and tries again', async () => {
    const life = await bootAndShutDown(script().replace('mount-volumes.sh 300', 'mount-volumes.sh 0'), {
      'mount Data': '[[ $(grep -c "mount Data: begins" /dev/machine/events) -ge 3 ]] || { kill $PPID; exit 1; }',
    });

    expect(life.console.filter((line) => line.endsWith('no container starts here'))).toEqual(
      Array(2).fill('mount-volumes: /mnt/efs/Data could not be mounted within 0 seconds: no container starts here'),
    );
    expect(texts(life).filter((text) => text === 'registration: begins')).toHaveLength(1);
    expect(first(life, 'registration: begins')).toBeGreaterThan(first(life, 'mounted Data: begins'));
  });

  test('that loses the lock to another instance starts no further container until it has it again', async () => {
    const life = await bootAndShutDown(
      // time for the other instance to be first
      script().replace('Restart=on-abnormal', '$&\nRestartSec=5s'),
      // before this instance has a container, its lock is killed, and another instance takes it
      {
        registration: `
          [[ ! -e /run/lost ]] || exit 0
          touch /run/lost
          : >/dev/machine/console
          systemd-run --quiet --unit=other-instance flock ${LOCK} bash -c '
            event "other instance: has the lock"
            until grep -q "another instance holds" /dev/machine/console; do sleep 0.05; done
            event "other instance: ends"'
          systemctl kill --signal=KILL world-lock.service
          sleep infinity`,
      },
    );

    const released = first(life, 'other instance: ends');
    expect(released).toBeGreaterThan(first(life, 'other instance: has the lock'));
    expect(first(life, 'container: starts')).toBeGreaterThan(released);
    expect(life.console).toContain(
      `world-lock: another instance holds ${LOCK}: waiting for it to end, 620 seconds at most`,
    );
  });

  test.each([
    ['fails', 'kill $PPID; exit 1'],
    ['hangs until the agent pulls', "await-event 'docker pull image-of-the-task'"],
  ])('runs its container although the early pull %s', async (_, pull) => {
    const life = await bootAndShutDown(script(), { pull: `[[ -e /run/failed ]] || { touch /run/failed; ${pull}; }` });

    expect(life.log).toContain('container: saved');
    expect(first(life, 'docker pull image-of-the-task')).toBeLessThan(first(life, 'container: starts'));
  });

  test('hands an image with odd characters to Docker as it is, and runs no part of it', async () => {
    const image = `odd/'$(event pwned)\`event pwned\`"\${HOME} %h $HOME; event pwned`;
    const life = await bootAndShutDown(script({ earlyPull: image }));

    expect(texts(life)).toContain(`docker pull ${image}`);
    expect(texts(life)).not.toContain('pwned');
  });

  test('does not pull early where it has no image to pull without a password', async () => {
    const { events } = await bootAndShutDown(
      userData({ clusterName: 'c', volumes: [], stopTimeoutSeconds: 1, ports: [], noNewPrivileges: false }).replace(
        /([$%])\1\{/g,
        '$1{',
      ),
    );

    expect(events.filter(({ text }) => text.startsWith('docker pull'))).toEqual([
      expect.objectContaining({ text: 'docker pull image-of-the-task' }),
    ]);
  });
});
