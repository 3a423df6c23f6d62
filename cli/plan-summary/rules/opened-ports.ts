import { z } from 'zod';

import { type GuardedPlan } from '../../guard/finding';
import { effectiveChanges, type ResourceChange } from '../../guard/plan';
import { type Review } from '../review';

const cidrs = z.array(z.string().nullish()).nullish().catch(undefined);
const port = z.number().nullish().catch(undefined);

const openings = z.object({
  from_port: port,
  to_port: port,
  protocol: z.string().nullish(),
  ip_protocol: z.string().nullish(),
  cidr_blocks: cidrs,
  ipv6_cidr_blocks: cidrs,
  cidr_ipv4: z.string().nullish(),
  cidr_ipv6: z.string().nullish(),
});

const withIngress = z.object({ ingress: z.array(openings) }).catch({ ingress: [] });

/** Shorter prefixes than this are most of the world: two of `/1` are all of it. */
const WORLD_PREFIX = 8;

/** Names each port that the plan opens to the world and that was not open before. */
export function openedPorts({ stack, plan }: GuardedPlan): Review[] {
  return effectiveChanges(plan).flatMap((resource) => {
    const before = openTo(resource, resource.change.before);
    const opened = openTo(resource, resource.change.after).filter((opening) => !before.includes(opening));
    return [...new Set(opened)].map((opening) => ({
      stack,
      address: resource.address,
      message: `opens ${opening} to the world`,
    }));
  });
}

function openTo({ type }: ResourceChange, values: unknown): string[] {
  return rulesOf(type, values).flatMap((rule) => {
    const ranges = [...(rule.cidr_blocks ?? []), ...(rule.ipv6_cidr_blocks ?? []), rule.cidr_ipv4, rule.cidr_ipv6];
    return ranges.filter(isWorld).map((range) => `${portsOf(rule)} (${range})`);
  });
}

function rulesOf(type: string, values: unknown): z.infer<typeof openings>[] {
  switch (type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return withIngress.parse(values).ingress;
    case 'aws_security_group_rule':
      return z.object({ type: z.literal('ingress') }).safeParse(values).success ? one(values) : [];
    case 'aws_vpc_security_group_ingress_rule':
      return one(values);
    default:
      return [];
  }
}

function one(values: unknown): z.infer<typeof openings>[] {
  const { data } = openings.safeParse(values);
  return data === undefined ? [] : [data];
}

function isWorld(range: string | null | undefined): range is string {
  const prefix = range?.split('/')[1];
  return prefix !== undefined && Number(prefix) < WORLD_PREFIX;
}

function portsOf({ protocol, ip_protocol, from_port, to_port }: z.infer<typeof openings>): string {
  const name = (ip_protocol ?? protocol ?? '-1').toUpperCase();
  if (name === '-1' || name === 'ALL') return 'every port';
  const from = from_port ?? 'any';
  return to_port === undefined || to_port === null || to_port === from_port
    ? `${name} ${from}`
    : `${name} ${from}–${to_port}`;
}
