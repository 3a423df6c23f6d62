#!/bin/bash
# close-bridge.sh
# Keeps containers on Docker's bridge away from the programs of the host, such as sshd and the ECS agent. Players reach the
# container, and it reaches other machines, by FORWARD, not by INPUT.
set -euo pipefail
trap 'echo "close-bridge: the bridge could not be closed: no container starts here" >&2' ERR

chain=CONTAINER-MANAGER
programs=(iptables)
# the bridge has no IPv6, so this is a second lock: without the command a container may start
if [[ -e /proc/net/if_inet6 ]] && command -v ip6tables >/dev/null; then
  programs+=(ip6tables)
fi

for program in "${programs[@]}"; do
  rules=("$program" --wait 60)
  "${rules[@]}" -N "$chain" 2>/dev/null || "${rules[@]}" -F "$chain"
  # RETURN, not ACCEPT: the rules of the ECS agent come after these.
  # DNAT is 169.254.170.2, where the container gets the credentials of its own role: the agent leads it to 127.0.0.1
  "${rules[@]}" -A "$chain" -m conntrack --ctstate ESTABLISHED,RELATED,DNAT -j RETURN
  "${rules[@]}" -A "$chain" -j REJECT
  "${rules[@]}" -C INPUT -i docker0 -j "$chain" 2>/dev/null || "${rules[@]}" -I INPUT -i docker0 -j "$chain"
done
echo 'close-bridge: containers reach no program of the host'
