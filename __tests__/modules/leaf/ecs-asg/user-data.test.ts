import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { userData, type UserDataProps } from '../../../../modules/leaf/ecs-asg/user-data';
import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const HOST = 'modules/leaf/ecs-asg/host';
const PROGRAMS = 'usr/local/libexec/container-manager';
const UNITS = 'etc/systemd/system';

const volume = (id: string) => ({ id, fileSystemId: `fs-${id.toLowerCase()}` });

/** The script that Terraform makes of the template, in which `${` is not escaped. */
const rendered = (more: Partial<UserDataProps> = {}) =>
  userData({ clusterName: 'games-cluster', volumes: [volume('Data')], stopTimeoutSeconds: 120, ...more }).replace(
    /([$%])\1\{/g,
    '$1{',
  );

test.each([0, 1, 2, 7])('with %d volumes it is valid shell, and not longer than EC2 takes', (count) => {
  const volumes = Array.from({ length: count }, (_, index) => volume(`Volume${index}`));
  const script = rendered({ volumes });

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
  });

  expect(script.match(/(?<!\$)\$\{[^}]*\}/g)).toEqual([
    '${aws_efs_file_system.data.id}',
    '${aws_ecs_cluster.cluster.name}',
  ]);
  expect(script).not.toMatch(/%\{/);
});

test.each([
  [30, 630],
  [3600, 4200],
])('with StopTimeoutSeconds %d the lock waits %d s for the other instance', (stopTimeoutSeconds, seconds) => {
  expect(rendered({ stopTimeoutSeconds })).toContain(`world-lock.sh ${seconds} /mnt/efs/Data\n`);
});

describeOnLinux('when it runs', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'user-data-'));
    for (const folder of ['bin', 'etc/ecs', UNITS]) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'etc/fstab'), 'UUID=1 / xfs defaults 0 0\n');
    stub('systemctl', `echo "$*" >>${root}/systemctl.log`);
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

    expect(read('etc/ecs/ecs.config')).toBe('ECS_CLUSTER=games-valheim-cluster\n');
  });

  test('each volume gets a line in fstab, with TLS and the role of the instance', () => {
    run(rendered({ volumes: [volume('Config'), volume('Data')] }));

    expect(read('etc/fstab').split('\n')).toEqual([
      'UUID=1 / xfs defaults 0 0',
      'fs-config:/ /mnt/efs/Config efs _netdev,noresvport,tls,iam 0 0',
      'fs-data:/ /mnt/efs/Data efs _netdev,noresvport,tls,iam 0 0',
      '',
    ]);
  });

  test.each(['mount-volumes.sh', 'world-lock.sh'])('writes %s unchanged and makes it executable', (name) => {
    run(rendered());

    expect(read(join(PROGRAMS, name))).toBe(readFileSync(join(HOST, name), 'utf8'));
    expect(statSync(join(root, PROGRAMS, name)).mode & 0o777).toBe(0o755);
  });

  test('the ECS agent starts only when the volumes are locked, also after a reboot', () => {
    run(rendered());

    expect(read(`${UNITS}/ecs.service.d/world-lock.conf`)).toBe(
      '[Unit]\nRequires=world-lock.service\nAfter=world-lock.service\n',
    );
  });

  test('the unit mounts the volumes and locks them, and unlocks them only after the containers have ended', () => {
    run(rendered({ volumes: [volume('Config'), volume('Data')] }));
    const unit = read(`${UNITS}/world-lock.service`).split('\n');

    expect(unit.filter((line) => line.startsWith('Exec'))).toEqual([
      `ExecStartPre=/${PROGRAMS}/mount-volumes.sh 300 /mnt/efs/Config /mnt/efs/Data`,
      `ExecStart=/${PROGRAMS}/world-lock.sh 720 /mnt/efs/Config /mnt/efs/Data`,
    ]);
    expect(unit).toEqual(
      expect.arrayContaining([
        'After=network-online.target remote-fs.target',
        'Before=docker.service ecs.service',
        'Type=notify',
        'NotifyAccess=all',
        'TimeoutStartSec=infinity',
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
    expect(script).not.toMatch(/systemctl|world-lock|efs/);
  });

  test('a second run changes nothing', () => {
    const files = ['etc/fstab', 'etc/ecs/ecs.config', `${UNITS}/world-lock.service`, `${PROGRAMS}/world-lock.sh`];
    const script = rendered({ volumes: [volume('Config'), volume('Data')] });

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
