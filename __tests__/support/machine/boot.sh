#!/bin/bash
# boot.sh MACHINE
# Boots a systemd of its own, in namespaces of its own, from the folder MACHINE (see machine.ts). A line on standard input
# shuts it down. Ends when the machine has ended. Needs root and Linux.
set -euo pipefail

machine=$1
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cgroup=$machine/cgroups/container-manager-test-$$

mount -t cgroup2 cgroup2 "$machine/cgroups"
mkdir "$cgroup"
(
  echo "$BASHPID" >"$cgroup/cgroup.procs"
  exec unshare --pid --mount --uts --ipc --net --cgroup --fork --kill-child "$here/init.sh" "$machine" </dev/null
) &
unshare=$!
trap 'kill -KILL $unshare; wait; find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null' EXIT

read -r
# systemd's signal for poweroff.target, to the init of the new PID namespace
kill -s RTMIN+4 "$(<"/proc/$unshare/task/$unshare/children")"
wait "$unshare" || true
trap 'find "$cgroup" -depth -type d -exec rmdir {} \;' EXIT
