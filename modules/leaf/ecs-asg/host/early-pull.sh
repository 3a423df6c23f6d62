#!/bin/bash
# IMAGE=... early-pull.sh SECONDS
# Pulls the image while the instance still boots. When the ECS agent pulls it, Docker joins the two and finds what is there.
# It starts no container, nothing waits for it, and it may fail.
set -euo pipefail

limit=$1
if timeout "$limit" docker pull --quiet -- "$IMAGE" >/dev/null; then
  echo "early-pull: pulled $IMAGE"
else
  echo "early-pull: $IMAGE could not be pulled within $limit seconds: ECS pulls it"
fi
