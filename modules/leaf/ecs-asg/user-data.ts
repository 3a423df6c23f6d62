import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { literal } from '../../aws/literal';
import { portNumbers } from '../../config/leaf-address';
import { type PortConfig } from '../../config/types';
import {
  CLOSE_BRIDGE,
  folder,
  PROGRAMS,
  REQUIRE_CLOSED_BRIDGE,
  requireLock,
  STOP_AFTER_DOCKER,
  STOP_CONTAINERS_AFTER_AGENT,
  STOP_PLUGIN_AFTER_DOCKER,
  stopContainersUnit,
  TASKS_SLICE,
  worldLockUnit,
} from './units';

const UNITS = '/etc/systemd/system';

const RESERVED_PORTS = '/etc/sysctl.d/90-container-ports.conf';

/** By then the ECS agent pulls the image itself. */
const EARLY_PULL_SECONDS = 900;

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
  /** An image that everybody may pull: the instance pulls it while it still boots. @default only the ECS agent pulls */
  readonly earlyPull?: string;
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
 * Nothing here waits for anything: see "How an instance boots" in docs/how-it-works.md.
 *
 * systemd stops units in the reverse order of their start. At a shutdown end: the ECS agent, the containers, Docker, what
 * holds the containers' volumes, the lock, the mounts of the instance.
 */
export function userData(props: UserDataProps): string {
  const { clusterName, volumes, stopTimeoutSeconds, ports, noNewPrivileges, earlyPull } = props;
  const hasVolumes = volumes.length > 0;
  const reserved = reservedPorts(ports);
  return [
    literal(HEAD),
    ...(reserved.length > 0 ? [reservePorts(reserved)] : []),
    // after the ports, which its connections could take
    ...(earlyPull !== undefined ? [literal(pullEarly(earlyPull))] : []),
    ...(hasVolumes ? [fstab(volumes), literal(worldLock(volumes, stopTimeoutSeconds))] : []),
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

/**
 * A transient unit, so a reboot does not pull again. Docker, the agent and the script itself do not wait for it, a shutdown at
 * most the 5 seconds, and whether it works is all the same to them. The image is no argument: systemd replaces variables in those.
 */
function pullEarly(image: string): string {
  return `mkdir -p ${PROGRAMS}
${program('early-pull.sh')}
systemd-run --quiet --no-block --collect --unit=early-pull --property=After=docker.service --property=TimeoutStopSec=5 \\
  --property=StandardOutput=journal+console --setenv=IMAGE=${oneWord(image)} ${PROGRAMS}/early-pull.sh ${EARLY_PULL_SECONDS} ||
  echo 'container-manager: the image is not pulled early' >&2
`;
}

/** As one word of the shell. */
function oneWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function worldLock(volumes: readonly HostVolume[], stopTimeoutSeconds: number): string {
  const ids = volumes.map(({ id }) => id);
  return `mkdir -p ${PROGRAMS} ${UNITS}/{ecs,amazon-ecs-volume-plugin,amazon-efs-mount-watchdog}.service.d
${program('mount-volumes.sh')}
${program('world-lock.sh')}
${program('await-lock.sh')}
${file(`${UNITS}/world-lock.service`, worldLockUnit(ids, stopTimeoutSeconds))}
${file(`${UNITS}/ecs.service.d/world-lock.conf`, requireLock(stopTimeoutSeconds))}
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
