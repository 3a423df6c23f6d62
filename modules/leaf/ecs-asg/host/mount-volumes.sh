#!/bin/bash
# mount-volumes.sh SECONDS FOLDER...
# Mounts each folder as /etc/fstab says, again and again until it works: a new mount target's name is not known
# everywhere at once. Fails when a folder is not mounted within SECONDS. The container writes there, and root works there:
# root follows none of the container's links and runs none of its programs.
set -euo pipefail

limit=$1
shift
deadline=$((SECONDS + limit))

for folder in "$@"; do
  # by its unit, not by mount(8): what a service leaves running before its start, here the TLS tunnel, systemd kills
  unit=$(systemd-escape --path --suffix=mount "$folder")
  until systemctl start "$unit"; do
    if ((SECONDS >= deadline)); then
      systemctl status --no-pager --full "$unit" >&2 || true
      echo "mount-volumes: $folder could not be mounted within $limit seconds: no container starts here" >&2
      exit 1
    fi
    sleep 5
  done
  # not in /etc/fstab: mount.nfs does not know nosymfollow
  mount -o remount,bind,nosuid,nodev,noexec,nosymfollow "$folder" || true
  options=$(findmnt --noheadings --output OPTIONS --mountpoint "$folder" || true)
  if [[ ",$options," == *,nosymfollow,* ]]; then
    echo "mount-volumes: $folder is mounted"
  else
    echo "mount-volumes: $folder is mounted, but follows symbolic links: beware of the container's when you work there" >&2
  fi
done
