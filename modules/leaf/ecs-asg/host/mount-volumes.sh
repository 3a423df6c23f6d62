#!/bin/bash
# mount-volumes.sh SECONDS FOLDER...
# Mounts the folders as /etc/fstab says, all at once, again and again until it works: a new mount target's name is not
# known everywhere at once. Fails when a folder is not mounted within SECONDS. The container writes there, and root works there:
# root follows none of the container's links and runs none of its programs.
set -euo pipefail

limit=$1
shift
deadline=$((SECONDS + limit))

# by their units, not by mount(8): what a service leaves running before its start, here the TLS tunnel, systemd kills
read -ra units <<<"$(systemd-escape --path --suffix=mount "$@")"
until systemctl start "${units[@]}"; do
  if ((SECONDS >= deadline)); then
    systemctl status --no-pager --full "${units[@]}" >&2 || true
    echo "mount-volumes: $* could not be mounted within $limit seconds: no container starts here" >&2
    exit 1
  fi
  sleep 5
done

for folder in "$@"; do
  # not in /etc/fstab: mount.nfs does not know nosymfollow
  mount -o remount,bind,nosuid,nodev,noexec,nosymfollow "$folder" || true
  options=$(findmnt --noheadings --output OPTIONS --mountpoint "$folder" || true)
  if [[ ",$options," == *,nosymfollow,* ]]; then
    echo "mount-volumes: $folder is mounted"
  else
    echo "mount-volumes: $folder is mounted, but follows symbolic links: beware of the container's when you work there" >&2
  fi
done
echo "container-manager: step mounted $(date --utc +%Y-%m-%dT%H:%M:%SZ)"
