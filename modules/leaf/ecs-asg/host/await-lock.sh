#!/bin/bash
# await-lock.sh
# Ends when world-lock.service holds the locks, and fails when that has ended without them: the ECS agent, which would start
# a container, starts after this.
set -euo pipefail

while :; do
  state=$(systemctl is-active world-lock.service || true)
  case $state in
    active)
      if [[ -e /run/world-lock/held ]]; then
        exit
      fi
      ;;
    inactive | failed)
      echo "await-lock: world-lock.service is $state: no container starts here" >&2
      exit 1
      ;;
  esac
  sleep 0.2
done
