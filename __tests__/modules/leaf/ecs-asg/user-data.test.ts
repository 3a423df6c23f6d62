import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type PortConfig } from '../../../../modules/config/types';
import { userData, type UserDataProps } from '../../../../modules/leaf/ecs-asg/user-data';
import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const HOST = 'modules/leaf/ecs-asg/host';
const PROGRAMS = 'usr/local/libexec/container-manager';
const UNITS = 'etc/systemd/system';

const tcp = (port: number): PortConfig => ({ protocol: 'tcp', port });
const udp = (port: number): PortConfig => ({ protocol: 'udp', port });
const volume = (id: string) => ({ id, fileSystemId: `fs-${id.toLowerCase()}` });

/** The script that Terraform makes of the template, in which `${` is not escaped. */
const rendered = (more: Partial<UserDataProps> = {}) =>
  userData({
    clusterName: 'games-cluster',
    volumes: [volume('Data')],
    stopTimeoutSeconds: 120,
    ports: [],
    noNewPrivileges: false,
    ...more,
  }).replace(/([$%])\1\{/g, '$1{');

test.each([0, 1, 2, 7])('with %d volumes it is valid shell, and not longer than EC2 takes', (count) => {
  const volumes = Array.from({ length: count }, (_, index) => volume(`Volume${index}`));
  // the 50 entries and 94 ports that fit: 44 ranges of two, and 6 single ports
  const ports = Array.from({ length: 50 }, (_, index) => ({
    ...udp(50_000 + 2 * index),
    ...(index < 44 && { lastPort: 50_001 + 2 * index }),
  }));
  const script = rendered({
    // the longest that the names of a cluster and an image can be
    clusterName: 'x'.repeat(255),
    earlyPull: `${'x'.repeat(200)}:${'y'.repeat(54)}`,
    stopTimeoutSeconds: 3600,
    noNewPrivileges: true,
    volumes,
    ports,
  });

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html: 16 KB before it is encoded
  expect(Buffer.byteLength(script)).toBeLessThan(16 * 1024);
});

test('escapes every ${ of the shell for Terraform, and leaves those of tokens', () => {
  const script = userData({
    clusterName: '${aws_ecs_cluster.cluster.name}',
    volumes: [{ id: 'Data', fileSystemId: '${aws_efs_file_system.data.id}' }],
    stopTimeoutSeconds: 120,
    ports: [],
    noNewPrivileges: false,
    earlyPull: 'registry/${file("/etc/passwd")}%{ for x in y }',
  });

  expect(script.match(/(?<!\$)\$\{[^}]*\}/g)).toEqual([
    '${aws_efs_file_system.data.id}',
    '${aws_ecs_cluster.cluster.name}',
  ]);
  expect(script).not.toMatch(/(?<!%)%\{/);
});

test.each([
  [30, 630],
  [3600, 4200],
])('with StopTimeoutSeconds %d the lock waits %d s for the other instance', (stopTimeoutSeconds, seconds) => {
  expect(rendered({ stopTimeoutSeconds })).toContain(`world-lock.sh ${seconds} /mnt/efs/Data'\n`);
});

test.each([
  [30, 300 + 630 + 90],
  [3600, 300 + 4200 + 90],
])(
  'with StopTimeoutSeconds %d the agent waits %d s: for mounting, for the lock and for its own image',
  (stop, seconds) => {
    expect(rendered({ stopTimeoutSeconds: stop })).toContain(`\nTimeoutStartSec=${seconds}\n`);
  },
);

describeOnLinux('when it runs', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'user-data-'));
    for (const folder of ['bin', 'etc/ecs', 'etc/sysctl.d', UNITS]) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'etc/fstab'), 'UUID=1 / xfs defaults 0 0\n');
    stub('systemctl', `echo "$*" >>${root}/systemctl.log`);
    stub('systemd-run', `printf '%s\\n' "$@" >>${root}/systemd-run.log`);
    stub('sysctl', `echo "$*" >>${root}/sysctl.log`);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const stub = (program: string, body: string) => {
    writeFileSync(join(root, 'bin', program), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  };
  const read = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll(root, '');

  /** Runs the script like an instance, but with its files under `root`. */
  const run = (script: string) =>
    spawnSync('bash', ['-s'], {
      input: script.replace(/(?<=[ >])\/(etc|usr)\//g, `${root}/$1/`),
      encoding: 'utf8',
      env: { PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}` },
    });

  test('the ECS agent joins the cluster', () => {
    run(rendered({ clusterName: 'games-valheim-cluster' }));

    expect(read('etc/ecs/ecs.config')).toMatch(/^ECS_CLUSTER=games-valheim-cluster$/m);
  });

  test('with volumes the agent cleans up stopped tasks after an hour, as AWS advises for EFS', () => {
    run(rendered());

    expect(read('etc/ecs/ecs.config').split('\n')).toEqual([
      'ECS_CLUSTER=games-cluster',
      'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=1h',
      '',
    ]);
  });

  test.each<[string, PortConfig[], string]>([
    ['the first and the last one', [udp(60_999), udp(32_768)], '32768,60999'],
    ['those of a range', [{ ...udp(32_766), lastPort: 32_769 }], '32768,32769'],
    ['one with both protocols', [udp(34_197), tcp(34_197)], '34197'],
    ['only those', [tcp(25_565), udp(50_000), tcp(61_000), udp(32_767)], '50000'],
  ])('keeps ports of the container that Linux could use for outgoing connections: %s', (_, ports, reserved) => {
    run(rendered({ ports }));

    expect(read('etc/sysctl.d/90-container-ports.conf')).toBe(`net.ipv4.ip_local_reserved_ports = ${reserved}\n`);
    expect(read('sysctl.log')).toBe('-q -p /etc/sysctl.d/90-container-ports.conf\n');
  });

  test('reserves no port that Linux does not use for outgoing connections', () => {
    const script = rendered({ ports: [tcp(25_565), udp(32_767), tcp(61_000)] });

    expect(run(script).status).toBe(0);
    expect(script).not.toContain('sysctl');
  });

  test('each volume gets a line in fstab, with TLS and the role of the instance, and nothing on it runs', () => {
    run(rendered({ volumes: [volume('Config'), volume('Data')] }));

    expect(read('etc/fstab').split('\n')).toEqual([
      'UUID=1 / xfs defaults 0 0',
      'fs-config:/ /mnt/efs/Config efs _netdev,noresvport,tls,iam,nosuid,nodev,noexec 0 0',
      'fs-data:/ /mnt/efs/Data efs _netdev,noresvport,tls,iam,nosuid,nodev,noexec 0 0',
      '',
    ]);
  });

  test.each([
    'mount-volumes.sh',
    'world-lock.sh',
    'await-lock.sh',
    'early-pull.sh',
    'close-bridge.sh',
    'stop-containers.sh',
  ])('writes %s unchanged and makes it executable', (name) => {
    run(rendered({ earlyPull: 'itzg/minecraft-server:2026.9.1' }));

    expect(read(join(PROGRAMS, name))).toBe(readFileSync(join(HOST, name), 'utf8'));
    expect(statSync(join(root, PROGRAMS, name)).mode & 0o777).toBe(0o755);
  });

  describe('the early pull', () => {
    test('is a unit of this boot alone: after Docker, for 15 minutes at most, and a shutdown waits 5 seconds for it', () => {
      run(rendered({ earlyPull: 'itzg/minecraft-server:2026.9.1' }));

      expect(read('systemd-run.log').split('\n')).toEqual([
        '--quiet',
        '--no-block',
        '--collect',
        '--unit=early-pull',
        '--property=After=docker.service',
        '--property=TimeoutStopSec=5',
        '--property=StandardOutput=journal+console',
        '--setenv=IMAGE=itzg/minecraft-server:2026.9.1',
        `/${PROGRAMS}/early-pull.sh`,
        '900',
        '',
      ]);
    });

    test('begins after the ports of the container are reserved, which its connections could take', () => {
      stub('systemd-run', `cp ${root}/sysctl.log ${root}/sysctl-before-pull.log`);

      run(rendered({ earlyPull: 'ubuntu', ports: [udp(50_000)] }));

      expect(read('sysctl-before-pull.log')).toBe('-q -p /etc/sysctl.d/90-container-ports.conf\n');
    });

    test.each(["a'b", '$(touch pwned)', '`reboot`', 'a b;c', '--help', '"', '%{x}', '${HOME}', '\\'])(
      'hands on any image as one word: %s',
      (image) => {
        const { status, stderr } = run(rendered({ earlyPull: image }));

        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect(read('systemd-run.log').split('\n')).toContain(`--setenv=IMAGE=${image}`);
      },
    );

    test('that systemd refuses changes nothing else', () => {
      stub('systemd-run', 'exit 1');

      const { status, stderr } = run(rendered({ earlyPull: 'ubuntu' }));

      expect({ status, stderr }).toEqual({ status: 0, stderr: 'container-manager: the image is not pulled early\n' });
      expect(read('systemctl.log')).toBe('daemon-reload\nstart --no-block ecs.service\n');
    });

    test('of no image is not there', () => {
      expect(rendered()).not.toMatch(/systemd-run|early-pull|docker pull/);
    });
  });

  test('with NoNewPrivileges the agent says that it takes security options, as AWS asks for', () => {
    run(rendered({ volumes: [], noNewPrivileges: true }));

    expect(read('etc/ecs/ecs.config')).toBe('ECS_CLUSTER=games-cluster\nECS_SELINUX_CAPABLE=true\n');
  });

  test('the ECS agent starts only when the volumes are locked, also after a reboot', () => {
    run(rendered());

    expect(read(`${UNITS}/ecs.service.d/world-lock.conf`)).toBe(
      '[Unit]\nRequires=world-lock.service\nAfter=world-lock.service\n\n' +
        `[Service]\nExecStartPre=/${PROGRAMS}/await-lock.sh\nTimeoutStartSec=1110\n`,
    );
  });

  test('the unit mounts the volumes and locks them, and unlocks them only after the containers have ended', () => {
    run(rendered({ volumes: [volume('Config'), volume('Data')] }));
    const unit = read(`${UNITS}/world-lock.service`).split('\n');

    expect(unit.filter((line) => line.startsWith('Exec'))).toEqual([
      `ExecStart=/bin/bash -c '/${PROGRAMS}/mount-volumes.sh 300 /mnt/efs/Config /mnt/efs/Data` +
        ` && exec /${PROGRAMS}/world-lock.sh 720 /mnt/efs/Config /mnt/efs/Data'`,
    ]);
    expect(unit).toEqual(
      expect.arrayContaining([
        'After=network-online.target remote-fs.target',
        'After=mnt-efs-Config.mount mnt-efs-Data.mount',
        'Before=docker.service ecs.service',
        'Type=exec',
        'RuntimeDirectory=world-lock',
        'StandardOutput=journal+console',
      ]),
    );
  });

  test('systemd reads the new units before the ECS agent is started, and the script does not wait for the agent', () => {
    run(rendered());

    expect(read('systemctl.log')).toBe('daemon-reload\nstart --no-block ecs.service\n');
  });

  test('without volumes nothing is mounted or locked', () => {
    const script = rendered({ volumes: [] });

    expect(run(script).status).toBe(0);
    expect(read('etc/fstab')).toBe('UUID=1 / xfs defaults 0 0\n');
    expect(read('etc/ecs/ecs.config')).toBe('ECS_CLUSTER=games-cluster\n');
    expect(script).not.toMatch(/world-lock|efs/);
  });

  describe.each([
    ['with volumes', [volume('Data')]],
    ['without volumes', []],
  ])('%s', (_, volumes) => {
    test.each([
      [1, 31],
      [120, 150],
      [3600, 3630],
    ])('the containers get %d s when the system shuts down, and Docker half a minute more', (seconds, limit) => {
      run(rendered({ volumes, stopTimeoutSeconds: seconds }));
      const unit = read(`${UNITS}/stop-containers.service`).split('\n');

      expect(unit).toEqual(
        expect.arrayContaining([
          `ExecStop=/${PROGRAMS}/stop-containers.sh ${seconds}`,
          `TimeoutStopSec=${limit}`,
          'RemainAfterExit=yes',
        ]),
      );
    });

    test('no container starts before the bridge is closed to the programs of the host, also after a reboot', () => {
      run(rendered({ volumes }));
      const unit = read(`${UNITS}/close-bridge.service`).split('\n');

      expect(unit).toEqual(
        expect.arrayContaining([
          'Before=docker.service ecs.service',
          'Type=oneshot',
          'RemainAfterExit=yes',
          `ExecStart=/${PROGRAMS}/close-bridge.sh`,
          'StandardOutput=journal+console',
        ]),
      );
      expect(read(`${UNITS}/ecs.service.d/close-bridge.conf`)).toBe(
        '[Unit]\nRequires=close-bridge.service\nAfter=close-bridge.service\n',
      );
    });

    test('the containers end after the ECS agent and before Docker, and never by the end of their slice', () => {
      run(rendered({ volumes }));

      expect(read(`${UNITS}/stop-containers.service`)).toContain('\nAfter=docker.service\nBefore=ecs.service\n');
      expect(read(`${UNITS}/ecs.service.d/stop-containers.conf`)).toBe('[Unit]\nWants=stop-containers.service\n');
      expect(read(`${UNITS}/ecstasks.slice`)).toContain('\nDefaultDependencies=no\n');
      expect(read('systemctl.log')).toBe('daemon-reload\nstart --no-block ecs.service\n');
    });
  });

  test('what holds the volumes of a container ends after Docker, and leaves the TLS tunnels', () => {
    run(rendered());

    expect(read(`${UNITS}/amazon-ecs-volume-plugin.service.d/stop-after-docker.conf`)).toMatch(
      /^\[Unit\]\nBefore=docker\.service\n\n\[Service\]\n#.*\nKillMode=process\n$/,
    );
    expect(read(`${UNITS}/amazon-efs-mount-watchdog.service.d/stop-after-docker.conf`)).toBe(
      '[Unit]\nBefore=docker.service\n',
    );
  });

  test('a second run changes nothing', () => {
    const files = [
      'etc/fstab',
      'etc/ecs/ecs.config',
      'etc/sysctl.d/90-container-ports.conf',
      `${UNITS}/world-lock.service`,
      `${UNITS}/stop-containers.service`,
      `${UNITS}/close-bridge.service`,
      `${PROGRAMS}/world-lock.sh`,
    ];
    const script = rendered({ volumes: [volume('Config'), volume('Data')], ports: [udp(50_000)] });

    run(script);
    const before = files.map(read);
    const second = run(script);

    expect(second.status).toBe(0);
    expect(files.map(read)).toEqual(before);
  });

  test('when a step fails, the script says which one, and the ECS agent joins no cluster', () => {
    stub('systemctl', 'exit 1');

    const { status, stderr } = run(rendered());

    expect(status).toBe(1);
    expect(stderr).toMatch(/^container-manager: user data failed in line \d+: systemctl daemon-reload$/m);
    expect(() => read('etc/ecs/ecs.config')).toThrow('ENOENT');
  });
});
