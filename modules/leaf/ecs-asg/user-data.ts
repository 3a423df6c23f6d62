import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { literal } from '../../aws/literal';
import { portNumbers } from '../../config/leaf-address';
import { type PortConfig } from '../../config/types';

/** The folder on the instance for the scripts of host/. */
const PROGRAMS = '/usr/local/libexec/container-manager';

const UNITS = '/etc/systemd/system';

const RESERVED_PORTS = '/etc/sysctl.d/90-container-ports.conf';

/** The DNS name of a new mount target is known everywhere after 90 seconds at most. The rest is for a slow start. */
const MOUNT_SECONDS = 300;

/** How long draining another instance may take, in addition to the container's own time to stop. */
const DRAIN_SECONDS = 600;

/** After the containers' own time to stop: for Docker to kill them and to write down how they ended. */
const DOCKER_SECONDS = 30;

/** From which Linux takes ports for outgoing connections: net.ipv4.ip_local_port_range. */
const OUTGOING_PORTS = { first: 32_768, last: 60_999 };

export interface UserDataProps {
  /** The cluster that the ECS agent joins. */
  readonly clusterName: string;
  /** May be empty. */
  readonly volumes: readonly HostVolume[];
  /** Seconds between SIGTERM and SIGKILL of the container. */
  readonly stopTimeoutSeconds: number;
  /** Ports of the instance that lead to the container. */
  readonly ports: readonly PortConfig[];
  /** Whether the task definition has Docker's security option `no-new-privileges`. */
  readonly noNewPrivileges: boolean;
}

export interface HostVolume {
  /** Key in `Volumes`, e.g. `Data`. */
  readonly id: string;
  /** A token. */
  readonly fileSystemId: string;
}

/**
 * The shell script that an instance runs at its first boot, as a Terraform template. It writes systemd units, which do their
 * work after a reboot too. One keeps the containers away from the host's programs, one stops them when the system shuts down;
 * with volumes, another one mounts and locks them. The ECS agent requires the first and the last.
 *
 * systemd stops units in the reverse order of their start. At a shutdown end: the ECS agent, the containers, Docker, what
 * holds the containers' volumes, the lock, the mounts of the instance.
 */
export function userData(props: UserDataProps): string {
  const { clusterName, volumes, stopTimeoutSeconds, ports, noNewPrivileges } = props;
  const hasVolumes = volumes.length > 0;
  const reserved = reservedPorts(ports);
  return [
    literal(HEAD),
    ...(reserved.length > 0 ? [reservePorts(reserved)] : []),
    ...(hasVolumes ? [fstab(volumes), literal(worldLock(volumes, stopTimeoutSeconds + DRAIN_SECONDS))] : []),
    literal(closeBridge()),
    literal(stopContainers(stopTimeoutSeconds)),
    'systemctl daemon-reload\n',
    // comes last: if something above fails, the ECS agent joins no cluster and starts no container
    `echo 'ECS_CLUSTER=${clusterName}' >/etc/ecs/ecs.config\n`,
    ...(hasVolumes ? [CLEAN_UP_SOONER] : []),
    ...(noNewPrivileges ? [TAKE_SECURITY_OPTIONS] : []),
    START_AGENT,
  ].join('\n');
}

const HEAD = `#!/bin/bash
# cloud-init runs this as root at the first boot and shows its output in the system log. It may be run again.
set -euo pipefail
trap 'echo "container-manager: user data failed in line $LINENO: $BASH_COMMAND" >&2' ERR
`;

function folder(volumeId: string): string {
  return `/mnt/efs/${volumeId}`;
}

function fstab(volumes: readonly HostVolume[]): string {
  const lines = volumes.map(
    ({ id, fileSystemId }) =>
      `${fileSystemId}:/ ${folder(id)} efs _netdev,noresvport,tls,iam,nosuid,nodev,noexec 0 0\n`,
  );
  return `# the volumes, also for people who come by SSH or Session Manager
sed -i '\\# /mnt/efs/#d' /etc/fstab
cat >>/etc/fstab <<'END_OF_FILE'
${lines.join('')}END_OF_FILE
`;
}

function worldLock(volumes: readonly HostVolume[], lockSeconds: number): string {
  return `mkdir -p ${PROGRAMS} ${UNITS}/{ecs,amazon-ecs-volume-plugin,amazon-efs-mount-watchdog}.service.d
${program('mount-volumes.sh')}
${program('world-lock.sh')}
${file(`${UNITS}/world-lock.service`, worldLockUnit(volumes, lockSeconds))}
${file(`${UNITS}/ecs.service.d/world-lock.conf`, REQUIRE_LOCK)}
${file(`${UNITS}/amazon-ecs-volume-plugin.service.d/stop-after-docker.conf`, STOP_PLUGIN_AFTER_DOCKER)}
${file(`${UNITS}/amazon-efs-mount-watchdog.service.d/stop-after-docker.conf`, STOP_AFTER_DOCKER)}`;
}

function closeBridge(): string {
  return `mkdir -p ${PROGRAMS} ${UNITS}/ecs.service.d
${program('close-bridge.sh')}
${file(`${UNITS}/close-bridge.service`, CLOSE_BRIDGE)}
${file(`${UNITS}/ecs.service.d/close-bridge.conf`, REQUIRE_CLOSED_BRIDGE)}`;
}

function stopContainers(stopTimeoutSeconds: number): string {
  return `mkdir -p ${PROGRAMS} ${UNITS}/ecs.service.d
${program('stop-containers.sh')}
${file(`${UNITS}/stop-containers.service`, stopContainersUnit(stopTimeoutSeconds))}
${file(`${UNITS}/ecs.service.d/stop-containers.conf`, STOP_CONTAINERS_AFTER_AGENT)}
${file(`${UNITS}/ecstasks.slice`, TASKS_SLICE)}`;
}

/** Otherwise an outgoing connection, e.g. the agent's own, may have taken the container's port before it starts. */
function reservePorts(ports: readonly number[]): string {
  return `${file(RESERVED_PORTS, `net.ipv4.ip_local_reserved_ports = ${ports.join(',')}\n`)}sysctl -q -p ${RESERVED_PORTS}
`;
}

function reservedPorts(ports: readonly PortConfig[]): number[] {
  const { first, last } = OUTGOING_PORTS;
  const outgoing = ports.flatMap(portNumbers).filter((port) => port >= first && port <= last);
  return [...new Set(outgoing)].sort((one, other) => one - other);
}

function program(name: string): string {
  const path = `${PROGRAMS}/${name}`;
  return `${file(path, readFileSync(join(__dirname, 'host', name), 'utf8'))}chmod 755 ${path}\n`;
}

function file(path: string, content: string): string {
  return `cat >${path} <<'END_OF_FILE'\n${content}END_OF_FILE\n`;
}

const worldLockUnit = (volumes: readonly HostVolume[], lockSeconds: number) => {
  const folders = volumes.map(({ id }) => folder(id)).join(' ');
  const mounts = volumes.map(({ id }) => `mnt-efs-${id}.mount`).join(' ');
  return `[Unit]
Description=One instance at a time on ${folders}
Wants=network-online.target
After=network-online.target remote-fs.target
# the lock ends before the mounts that it is on, also where remote-fs.target was never started
After=${mounts}
Before=docker.service ecs.service

[Service]
Type=notify
NotifyAccess=all
ExecStartPre=${PROGRAMS}/mount-volumes.sh ${MOUNT_SECONDS} ${folders}
ExecStart=${PROGRAMS}/world-lock.sh ${lockSeconds} ${folders}
# both have limits of their own and say what went wrong
TimeoutStartSec=infinity
# after a signal, not after a limit
Restart=on-abnormal
OOMScoreAdjust=-1000
StandardOutput=journal+console
`;
};

const REQUIRE_LOCK = `[Unit]
Requires=world-lock.service
After=world-lock.service
`;

const CLOSE_BRIDGE = `[Unit]
Description=Keeps the containers away from the programs of the host
Before=docker.service ecs.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${PROGRAMS}/close-bridge.sh
StandardOutput=journal+console
`;

const REQUIRE_CLOSED_BRIDGE = `[Unit]
Requires=close-bridge.service
After=close-bridge.service
`;

const STOP_AFTER_DOCKER = `[Unit]
Before=docker.service
`;

const STOP_PLUGIN_AFTER_DOCKER = `${STOP_AFTER_DOCKER}
[Service]
# the TLS tunnels of the containers' volumes are its children: they stay until the volumes are unmounted
KillMode=process
`;

/** It stops after the agent, which would start the task again, and before Docker, which gives a container 10 seconds. */
const stopContainersUnit = (stopTimeoutSeconds: number) => `[Unit]
Description=Gives the containers time to save when the system shuts down
After=docker.service
Before=ecs.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStop=${PROGRAMS}/stop-containers.sh ${stopTimeoutSeconds}
TimeoutStopSec=${stopTimeoutSeconds + DOCKER_SECONDS}
StandardOutput=journal+console
`;

const STOP_CONTAINERS_AFTER_AGENT = `[Unit]
Wants=stop-containers.service
`;

/** The agent puts each task below this slice. By default a slice stops first at a shutdown, with everything in it. */
const TASKS_SLICE = `[Unit]
Description=ECS tasks
DefaultDependencies=no
`;

/**
 * By default 3 hours. With EFS, AWS advises less, about one hour: until then a stopped task keeps its mounts, and their
 * credentials can expire.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
 */
const CLEAN_UP_SOONER = `echo 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=1h' >>/etc/ecs/ecs.config
`;

/**
 * AWS asks for it where a task definition has dockerSecurityOptions. Docker itself uses no SELinux on this AMI.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const TAKE_SECURITY_OPTIONS = `echo 'ECS_SELINUX_CAPABLE=true' >>/etc/ecs/ecs.config
`;

const START_AGENT = `# the agent's start was queued at boot, before it depended on the units above: queue it again. It waits for cloud-init,
# which waits for this script, so do not wait for it here.
systemctl start --no-block ecs.service
`;
