#!/bin/bash
# stop-containers.sh SECONDS
# Stops the containers of ECS tasks and gives them SECONDS between SIGTERM and SIGKILL. Docker itself gives them 10 seconds
# when it stops. Leaves the ECS agent's own container to ecs.service.
set -euo pipefail

limit=$1
ids=$(docker ps --quiet --filter label=com.amazonaws.ecs.task-arn)
mapfile -t containers < <(printf '%s' "$ids")

if ((${#containers[@]} == 0)); then
  exit
fi
echo "stop-containers: ${#containers[@]} to stop, $limit seconds at most"
docker stop -t "$limit" "${containers[@]}"
echo "stop-containers: stopped"
