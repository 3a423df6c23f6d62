import { z } from 'zod';

import { listOf, type Report, type RightParts, section, withRule } from './containers';
import { asNumber, integer } from './fields';
import { complaint } from './messages';

// The ECS agent reserves these for the host: ECS would never place a task that needs one of them.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
const HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];
/** Of one instance, those of the host included (the same page). */
const MAX_RESERVED_PORTS = 100;
/** Rules for the container's ports; the others of a leaf's security group are for `Ssh.AllowedCidrs`. */
export const MAX_PORT_RULES = 50;
const MAX_PORT = 65535;

interface Port {
  readonly protocol: 'tcp' | 'udp';
  /** The first of a range. */
  readonly port: number;
  /** The last of a range; absent: it is one port. */
  readonly lastPort?: number;
  /** Where the container listens for `port`, and from there on for the others of a range; absent: on the same ports. */
  readonly containerPort?: number;
}

type Range = Pick<Port, 'port' | 'lastPort'>;

const RANGE = /^([1-9]\d*)-([1-9]\d*)$/;
const allowed = `use one port from 1 to ${MAX_PORT}, or a range such as 16262-16272`;

// the error is made of the whole union, which would hide those of its parts
const port = z.union(
  [
    integer(1, MAX_PORT, 'one port')
      .refine((value) => !isOfHost({ port: value }))
      .transform((value): Range => ({ port: value })),
    z
      .string()
      .regex(RANGE)
      .refine((text) => rangeOf(text) !== undefined && !isOfHost(rangeOf(text)))
      .transform((text): Range => rangeOf(text) ?? { port: 0 }),
  ],
  { error: ({ input }) => problemOf(input) },
);

const entryRule = 'use one TCP: n or UDP: n in each line of the list';
const entry = z
  .preprocess(
    withRightLetters,
    section(
      {
        TCP: port.optional().describe('A TCP port, 1 to 65535, or a range such as 16262-16272.'),
        UDP: port.optional().describe('A UDP port, 1 to 65535, or a range such as 16262-16272.'),
        containerPort: integer(1, MAX_PORT, 'one port')
          .optional()
          .describe(
            'The port on which the container listens, if it is another one; of a range, its first. Default: the same port.',
          ),
      },
      { allowed: entryFor },
    ).superRefine(({ TCP, UDP }, context) => {
      const count = [TCP, UDP].filter((number) => number !== undefined).length;
      // an unknown key was reported already
      if (count !== 1 && context.issues.length === 0) context.addIssue(`has ${count} ports: ${entryRule}`);
    }),
  )
  .transform(({ TCP, UDP, containerPort }): Port => ({
    protocol: TCP === undefined ? 'udp' : 'tcp',
    // exactly one of the two is there
    ...(TCP ?? UDP ?? { port: 0 }),
    ...(containerPort !== undefined && { containerPort }),
  }));

/** `Container.Ports`. */
export const portsSchema = withRule(
  listOf(entry, 'use a list such as "- TCP: 25565"')
    .min(1, { error: 'is empty: name at least one port, or nobody can connect' })
    .max(MAX_PORT_RULES, { error: `has more than ${MAX_PORT_RULES} entries: a security group has no room for more` }),
  checkPorts,
);

/** In words, for what docker-compose writes as `8080:80/tcp` too. */
function entryFor(input: unknown): string {
  const [, host = '', target = host, protocol = 'tcp'] =
    /^(\d+(?:-\d+)?)(?::(\d+)(?:-\d+)?)?(?:\/(tcp|udp))?$/i.exec(String(input)) ?? [];
  if (host === '') return entryRule;
  const [first] = host.split('-');
  const port = `${protocol.toUpperCase()}: ${host}`;
  const written = target.split('-')[0] === first ? port : `{${port}, ContainerPort: ${target}}`;
  return `${entryRule}, here "- ${written}"`;
}

function problemOf(input: unknown): string {
  const given = asNumber(input);
  const range = typeof given === 'number' ? { port: given } : rangeOf(String(input));
  const used = HOST_PORTS.find((number) => range !== undefined && isWithin(number, range));
  if (used === undefined) return complaint(given, allowed);
  return `${used} is used by the host: choose any port but ${HOST_PORTS.join(', ')}`;
}

function rangeOf(text: string): Range | undefined {
  const [port = 0, lastPort = 0] = (RANGE.exec(text) ?? []).slice(1).map(Number);
  return port >= 1 && port < lastPort && lastPort <= MAX_PORT ? { port, lastPort } : undefined;
}

function isOfHost(range: Range | undefined): boolean {
  return range !== undefined && HOST_PORTS.some((number) => isWithin(number, range));
}

function isWithin(number: number, { port, lastPort = port }: Range): boolean {
  return number >= port && number <= lastPort;
}

/** In upper case, as in `tcp: 80`; the other key has capital letters at its words. */
function withRightLetters(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [/^(tcp|udp)$/i.test(key) ? key.toUpperCase() : key, one as unknown]),
  );
}

function checkPorts(ports: RightParts<readonly Port[]>, report: Report): void {
  const seen: (Range & { readonly protocol: string })[] = [];
  let count = 0;
  ports.forEach(({ protocol, port, lastPort = port, containerPort } = {}, index) => {
    if (protocol === undefined || port === undefined || lastPort === undefined) return;
    const twice = seen.find((other) => other.protocol === protocol && port <= lastOf(other) && lastPort >= other.port);
    if (twice !== undefined) {
      const name = `${protocol} ${Math.max(port, twice.port)}`;
      report([index], `${name} is listed twice: remove one of the two`);
    }
    if (containerPort !== undefined && containerPort + lastPort - port > MAX_PORT) {
      report([index, 'ContainerPort'], `the range would end above ${MAX_PORT} in the container: use a lower port`);
    }
    seen.push({ protocol, port, lastPort });
    count += lastPort - port + 1;
  });
  const max = MAX_RESERVED_PORTS - HOST_PORTS.length;
  if (count > max) report([], `has ${count} ports: an instance of ECS has room for ${max}`);
}

function lastOf({ port, lastPort = port }: Range): number {
  return lastPort;
}
