import { z } from 'zod';

import { listOf, type Report, type RightParts, section, withRule } from './containers';
import { integer } from './fields';

// The ECS agent reserves these for the host: ECS would never place a task that needs one of them.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
const HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];
/** The rest of the rules of a leaf's security group is for `Ssh.AllowedCidrs`. */
export const MAX_PORTS = 50;

interface Port {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

const port = integer(1, 65535, 'one port').refine((value) => !HOST_PORTS.includes(value), {
  error: ({ input }) => `${String(input)} is used by the host: choose any port but ${HOST_PORTS.join(', ')}`,
});
const entryRule = 'use one TCP: n or UDP: n in each line of the list';
const entry = z
  .preprocess(
    withUpperCaseKeys,
    section(
      {
        TCP: port.optional().describe('A TCP port, 1 to 65535.'),
        UDP: port.optional().describe('A UDP port, 1 to 65535.'),
      },
      { allowed: entryRule },
    ).superRefine(({ TCP, UDP }, context) => {
      const count = [TCP, UDP].filter((number) => number !== undefined).length;
      // an unknown key was reported already
      if (count !== 1 && context.issues.length === 0) context.addIssue(`has ${count} ports: ${entryRule}`);
    }),
  )
  .transform(({ TCP, UDP }): Port =>
    // exactly one of the two is there
    TCP === undefined ? { protocol: 'udp', port: Number(UDP) } : { protocol: 'tcp', port: TCP },
  );

/** `Container.Ports`. */
export const portsSchema = withRule(
  listOf(entry, 'use a list such as "- TCP: 25565"')
    .min(1, { error: 'is empty: name at least one port, or nobody can connect' })
    .max(MAX_PORTS, { error: `has more than ${MAX_PORTS} ports: a security group has no room for more` }),
  checkDuplicates,
);

function withUpperCaseKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, port]) => [key.toUpperCase(), port as unknown]));
}

function checkDuplicates(ports: RightParts<readonly Port[]>, report: Report): void {
  const seen = new Set<string>();
  ports.forEach(({ protocol, port } = {}, index) => {
    if (protocol === undefined || port === undefined) return;
    const name = `${protocol} ${port}`;
    if (seen.has(name)) report([index], `${name} is listed twice: remove one of the two`);
    seen.add(name);
  });
}
