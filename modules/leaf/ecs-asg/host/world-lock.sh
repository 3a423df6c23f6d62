#!/bin/bash
# world-lock.sh SECONDS FOLDER...
# One instance at a time on a world: takes a lock in each folder, the root of a file system that other instances may
# have mounted too, and holds the locks for as long as it lives. Fails when they are not free within SECONDS.
set -euo pipefail

limit=$1
shift
deadline=$((SECONDS + limit))

for folder in "$@"; do
  file=$folder/.container-manager.lock
  # opened for writing: NFS makes flock() a lock on bytes, and refuses an exclusive one on a file opened for reading
  exec {lock}>>"$file"
  said=
  # asked for again and again: a waiting NFS client itself asks only every 30 seconds
  until flock --nonblock "$lock"; do
    if ((SECONDS >= deadline)); then
      echo "world-lock: another instance still holds $file after $limit seconds: no container starts here" >&2
      exit 1
    fi
    if [[ -z $said ]]; then
      echo "world-lock: another instance holds $file: waiting for it to end, $limit seconds at most"
      said=yes
    fi
    sleep 1
  done
  echo "world-lock: holding $file"
done

echo "container-manager: step locked $(date --utc +%Y-%m-%dT%H:%M:%SZ)"
# for await-lock.sh, only now
if [[ -n ${RUNTIME_DIRECTORY:-} ]]; then
  : >"$RUNTIME_DIRECTORY/held"
fi
# the open files, and with them the locks, pass to the process that stays
exec sleep infinity
