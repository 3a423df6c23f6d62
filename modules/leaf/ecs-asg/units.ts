/** The folder on the instance for the scripts of host/. */
export const PROGRAMS = '/usr/local/libexec/container-manager';

/** The DNS name of a new mount target is known everywhere after 90 seconds at most. The rest is for a slow start. */
const MOUNT_SECONDS = 300;

/** How long draining another instance may take, in addition to the container's own time to stop. */
const DRAIN_SECONDS = 600;

/** For the ECS agent's own preparations, as long as systemd gives a unit by default. */
const PREPARE_SECONDS = 90;

/** After the containers' own time to stop: for Docker to kill them and to write down how they ended. */
const DOCKER_SECONDS = 30;

/** Where a volume is mounted on the instance. */
export function folder(volumeId: string): string {
  return `/mnt/efs/${volumeId}`;
}

/** How long an instance waits for the lock of another one, in seconds. */
function lockSeconds(stopTimeoutSeconds: number): number {
  return stopTimeoutSeconds + DRAIN_SECONDS;
}

/**
 * Mounts the volumes, locks them, and holds the locks. The unit counts as started at once, so that Docker, which ends before
 * it, need not wait for it. `requireLock` keeps the ECS agent waiting.
 */
export function worldLockUnit(volumeIds: readonly string[], stopTimeoutSeconds: number): string {
  const folders = volumeIds.map(folder).join(' ');
  const mounts = volumeIds.map((id) => `mnt-efs-${id}.mount`).join(' ');
  return `[Unit]
Description=One instance at a time on ${folders}
Wants=network-online.target
After=network-online.target remote-fs.target
# the lock ends before the mounts that it is on, also where remote-fs.target was never started
After=${mounts}
# and after Docker, which does not wait for it
Before=docker.service ecs.service

[Service]
Type=exec
# for await-lock.sh; systemd deletes it when the unit ends
RuntimeDirectory=world-lock
ExecStart=/bin/bash -c '${PROGRAMS}/mount-volumes.sh ${MOUNT_SECONDS} ${folders} && exec ${PROGRAMS}/world-lock.sh ${lockSeconds(stopTimeoutSeconds)} ${folders}'
# after a signal, not after a limit
Restart=on-abnormal
OOMScoreAdjust=-1000
StandardOutput=journal+console
`;
}

/** The AMI's own ExecStartPre= come first: they load the agent's image while the volumes are mounted. */
export function requireLock(stopTimeoutSeconds: number): string {
  return `[Unit]
Requires=world-lock.service
After=world-lock.service

[Service]
ExecStartPre=${PROGRAMS}/await-lock.sh
TimeoutStartSec=${MOUNT_SECONDS + lockSeconds(stopTimeoutSeconds) + PREPARE_SECONDS}
`;
}

export const CLOSE_BRIDGE = `[Unit]
Description=Keeps the containers away from the programs of the host
Before=docker.service ecs.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${PROGRAMS}/close-bridge.sh
StandardOutput=journal+console
`;

export const REQUIRE_CLOSED_BRIDGE = `[Unit]
Requires=close-bridge.service
After=close-bridge.service
`;

export const STOP_AFTER_DOCKER = `[Unit]
Before=docker.service
`;

export const STOP_PLUGIN_AFTER_DOCKER = `${STOP_AFTER_DOCKER}
[Service]
# the TLS tunnels of the containers' volumes are its children: they stay until the volumes are unmounted
KillMode=process
`;

/** It stops after the agent, which would start the task again, and before Docker, which gives a container 10 seconds. */
export const stopContainersUnit = (stopTimeoutSeconds: number) => `[Unit]
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

export const STOP_CONTAINERS_AFTER_AGENT = `[Unit]
Wants=stop-containers.service
`;

/** The agent puts each task below this slice. By default a slice stops first at a shutdown, with everything in it. */
export const TASKS_SLICE = `[Unit]
Description=ECS tasks
DefaultDependencies=no
`;
