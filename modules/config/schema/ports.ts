import { z } from 'zod';

import { type PortConfig } from '../types';
import { integer, listOf, property, type Report, section, withRule } from './fields';

// The ECS agent keeps these for the host, so that ECS would never place a task that wants one:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
const HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];
/** The rest of the rules of a leaf's security group is for `Ssh.AllowedCidrs`. */
export const MAX_PORTS = 50;

const port = integer(1, 65535, 'one port').refine((value) => !HOST_PORTS.includes(value), {
  error: ({ input }) => `${String(input)} is a port of the host: use any but ${HOST_PORTS.join(', ')}`,
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
  .transform(({ TCP, UDP }): PortConfig =>
    // exactly one of the two is there
    TCP === undefined ? { protocol: 'udp', port: Number(UDP) } : { protocol: 'tcp', port: TCP },
  );

/** `Container.Ports`. */
export const portsSchema = withRule(
  listOf(entry, 'use a list such as "- TCP: 25565"')
    .min(1, { error: 'is empty: name at least one port, or nobody could connect' })
    .max(MAX_PORTS, { error: `has more than ${MAX_PORTS} ports: a security group takes no more` }),
  checkDuplicates,
);

function withUpperCaseKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, port]) => [key.toUpperCase(), port as unknown]));
}

function checkDuplicates(value: unknown, report: Report): void {
  if (!Array.isArray(value)) return;
  const seen = new Set<string>();
  value.forEach((candidate: unknown, index) => {
    const protocol = property(candidate, 'protocol');
    if (typeof protocol !== 'string') return;
    const name = `${protocol} ${String(property(candidate, 'port'))}`;
    if (seen.has(name)) report([index], `${name} stands in the list twice: remove one of the two`);
    seen.add(name);
  });
}
