import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/close-bridge.sh';

test('is valid shell without findings of shellcheck', () => {
  const script = readFileSync(SCRIPT, 'utf8');

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
});

describeOnLinux('with stubs for iptables', () => {
  let bin: string;
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'close-bridge-'));
  });
  afterEach(() => {
    rmSync(bin, { recursive: true });
  });

  /** Runs the script with an iptables that fails on calls that match `fails`, and returns its calls. */
  const run = (fails: string) => {
    for (const program of ['iptables', 'ip6tables']) {
      const body = `#!/bin/bash\necho "\${0##*/} $*" >>${bin}/calls\n[[ "$*" =~ ${fails} ]] && exit 1\nexit 0\n`;
      writeFileSync(join(bin, program), body, { mode: 0o755 });
    }
    const result = spawnSync('bash', [SCRIPT], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    const calls = readFileSync(join(bin, 'calls'), 'utf8').trimEnd().split('\n');
    return { ...result, calls: calls.filter((call) => call.startsWith('iptables')) };
  };

  test('lets containers begin no connection to the host but to the endpoint of their role', () => {
    const { status, stdout, calls } = run('-C');

    expect(status).toBe(0);
    expect(stdout).toBe('close-bridge: containers reach no program of the host\n');
    expect(calls).toEqual([
      'iptables --wait 60 -N CONTAINER-MANAGER',
      'iptables --wait 60 -A CONTAINER-MANAGER -m conntrack --ctstate ESTABLISHED,RELATED,DNAT -j RETURN',
      'iptables --wait 60 -A CONTAINER-MANAGER -j REJECT',
      'iptables --wait 60 -C INPUT -i docker0 -j CONTAINER-MANAGER',
      'iptables --wait 60 -I INPUT -i docker0 -j CONTAINER-MANAGER',
    ]);
  });

  test('a second run has the same rules, each once', () => {
    const { status, calls } = run('-N');

    expect(status).toBe(0);
    expect(calls[1]).toBe('iptables --wait 60 -F CONTAINER-MANAGER');
    expect(calls.filter((call) => call.includes('INPUT'))).toEqual([
      'iptables --wait 60 -C INPUT -i docker0 -j CONTAINER-MANAGER',
    ]);
  });

  test.each(['REJECT', '-[CI]'])('fails when a rule cannot be set, and says that no container starts: %s', (fails) => {
    const { status, stdout, stderr } = run(fails);

    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe('close-bridge: the bridge could not be closed: no container starts here\n');
  });
});

/** Why there is no network of containers here; undefined when there can be one. */
function whyNoNetwork(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs Linux and root';
  const probe = 'iptables -S >/dev/null && ip6tables -S >/dev/null && ip link add docker0 type bridge';
  const { status } = spawnSync('unshare', ['--net', 'sh', '-c', probe]);
  return status === 0 ? undefined : 'needs iptables, iproute2 and the right to make network namespaces';
}
const reason = whyNoNetwork();
const describeWithNetwork = reason === undefined ? describe : describe.skip;

describeWithNetwork(`in network namespaces${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  // a host with docker0, its sshd (22), the agent's introspection (51678) and its endpoint for credentials (127.0.0.1:51679), to which
  // the agent leads 169.254.170.2; and a container, from which each is asked
  const NETWORK = `
set -euo pipefail
ip link set lo up
ip link add docker0 type bridge
ip addr add 172.17.0.1/16 dev docker0
ip link set docker0 up
sysctl -qw net.ipv4.conf.all.route_localnet=1
unshare --net sleep 60 & container=$!
for ((i = 0; i < 100; i++)); do
  [[ $(readlink /proc/$container/ns/net) != $(readlink /proc/self/ns/net) ]] && break
  sleep 0.05
done
ip link add veth0 type veth peer name eth0 netns $container
ip link set veth0 master docker0 up
inside() { nsenter --net=/proc/$container/ns/net "$@"; }
inside ip link set lo up
inside ip addr add 172.17.0.2/16 dev eth0
inside ip link set eth0 up
inside ip route add default via 172.17.0.1
iptables -t nat -A PREROUTING -d 169.254.170.2 -p tcp --dport 80 -j DNAT --to-destination 127.0.0.1:51679
node -e '
  const serve = (port, host) => require("net").createServer((socket) => socket.end()).listen(port, host);
  serve(22); serve(51678); serve(51679, "127.0.0.1");
  console.error("listening");
' 2>ready & servers=$!
trap 'kill $servers $container' EXIT
for ((i = 0; i < 200; i++)); do grep -q listening ready && break; sleep 0.05; done
CLOSE
for address in 172.17.0.1:22 172.17.0.1:51678 169.254.170.2:80; do
  if inside timeout 2 bash -c "</dev/tcp/\${address/://}" 2>/dev/null; then echo "$address open"; else echo "$address closed"; fi
done
`;
  const ask = (close: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'bridge-'));
    try {
      const { stdout, stderr } = spawnSync('unshare', ['--net', 'bash', '-c', NETWORK.replace('CLOSE', close)], {
        encoding: 'utf8',
        cwd: folder,
      });
      return {
        answers: stdout
          .trimEnd()
          .split('\n')
          .filter((line) => /^\d/.test(line)),
        stderr,
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('without the rules a container reaches the sshd and the agent of its host', () => {
    expect(ask('').answers).toEqual(['172.17.0.1:22 open', '172.17.0.1:51678 open', '169.254.170.2:80 open']);
  });

  test('with the rules it reaches only the credentials of its own role', () => {
    const close = `bash ${process.cwd()}/${SCRIPT}`;

    expect(ask(`${close}; ${close}`).answers).toEqual([
      '172.17.0.1:22 closed',
      '172.17.0.1:51678 closed',
      '169.254.170.2:80 open',
    ]);
  });
});
