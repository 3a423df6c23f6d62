import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { literal } from '../../aws/literal';

/** The folder on the instance for the scripts of host/. */
const PROGRAMS = '/usr/local/libexec/container-manager';

/** The DNS name of a new mount target is known everywhere after 90 seconds at most. The rest is for a slow start. */
const MOUNT_SECONDS = 300;

/** How long draining another instance may take, in addition to the container's own time to stop. */
const DRAIN_SECONDS = 600;

export interface UserDataProps {
  /** The cluster that the ECS agent joins. */
  readonly clusterName: string;
  /** May be empty. */
  readonly volumes: readonly HostVolume[];
  /** Seconds between SIGTERM and SIGKILL of the container. */
  readonly stopTimeoutSeconds: number;
}

export interface HostVolume {
  /** Key in `Volumes`, e.g. `Data`. */
  readonly id: string;
  /** A token. */
  readonly fileSystemId: string;
}

/**
 * The shell script that an instance runs at its first boot, as a Terraform template. With volumes it writes a systemd unit
 * that mounts and locks them. The ECS agent requires that unit, so a reboot does the same without this script.
 */
export function userData({ clusterName, volumes, stopTimeoutSeconds }: UserDataProps): string {
  const hasVolumes = volumes.length > 0;
  const folders = volumes.map(({ id }) => folder(id)).join(' ');
  return [
    literal(HEAD),
    ...(hasVolumes ? [fstab(volumes), literal(worldLock(folders, stopTimeoutSeconds + DRAIN_SECONDS))] : []),
    // comes last: if something above fails, the ECS agent joins no cluster and starts no container
    `echo 'ECS_CLUSTER=${clusterName}' >/etc/ecs/ecs.config\n`,
    ...(hasVolumes ? [START_AGENT] : []),
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
    ({ id, fileSystemId }) => `${fileSystemId}:/ ${folder(id)} efs _netdev,noresvport,tls,iam 0 0\n`,
  );
  return `# the volumes, also for people who come by SSH or Session Manager
sed -i '\\# /mnt/efs/#d' /etc/fstab
cat >>/etc/fstab <<'END_OF_FILE'
${lines.join('')}END_OF_FILE
`;
}

function worldLock(folders: string, lockSeconds: number): string {
  return `mkdir -p ${PROGRAMS} /etc/systemd/system/ecs.service.d
${program('mount-volumes.sh')}
${program('world-lock.sh')}
${file('/etc/systemd/system/world-lock.service', worldLockUnit(folders, lockSeconds))}
${file('/etc/systemd/system/ecs.service.d/world-lock.conf', AGENT_DROP_IN)}
systemctl daemon-reload
`;
}

function program(name: string): string {
  const path = `${PROGRAMS}/${name}`;
  return `${file(path, readFileSync(join(__dirname, 'host', name), 'utf8'))}chmod 755 ${path}\n`;
}

function file(path: string, content: string): string {
  return `cat >${path} <<'END_OF_FILE'\n${content}END_OF_FILE\n`;
}

/** systemd stops units in the reverse order of their start: first the containers end, then the lock, then the mounts. */
const worldLockUnit = (folders: string, lockSeconds: number) => `[Unit]
Description=One instance at a time on ${folders}
Wants=network-online.target
After=network-online.target remote-fs.target
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

const AGENT_DROP_IN = `[Unit]
Requires=world-lock.service
After=world-lock.service
`;

const START_AGENT = `# the agent's start was queued at boot, before it required the lock: queue it anew. It waits for cloud-init, which waits
# for this script, so do not wait for it here.
systemctl start --no-block ecs.service
`;
