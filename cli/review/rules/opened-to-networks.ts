import { IPv4 } from 'ipaddr.js';
import { z } from 'zod';

import { MAX_SECURITY_GROUP_RULES } from '../../../modules/aws/limits';
import { type GuardedPlan } from '../../guard/finding';
import { effectiveChanges, type ResourceChange } from '../../terraform/plan';
import { type WidenedAccess } from '../widened-access';
import { isInternet, portsText, protocolName } from './opened-ports';

/** Our modules make rules of this type alone, for `AllowedCidrs` of a container and of SSH. */
const TYPE = 'aws_vpc_security_group_ingress_rule';

const rule = z
  .object({
    security_group_id: z.string().nullish(),
    ip_protocol: z.string(),
    from_port: z.number(),
    to_port: z.number(),
    cidr_ipv4: z.string().refine((cidr) => IPv4.isValidCIDRFourPartDecimal(cidr)),
  })
  .transform((one) => ({ ...one, network: IPv4.parseCIDR(one.cidr_ipv4) }));

type Rule = z.infer<typeof rule>;

/**
 * Finds each port that a plan newly opens to some networks, but not to the internet. A list that becomes narrower opens
 * nothing: the plan's rules together decide, not each by itself.
 */
export function openedToNetworks({ stack, plan }: GuardedPlan): WidenedAccess[] {
  const before = byGroup(plan.resource_changes.flatMap((resource) => rulesOf(resource, 'before')));
  return effectiveChanges(plan).flatMap((resource) =>
    rulesOf(resource, 'after')
      .filter((opened) => !isInternet(opened.cidr_ipv4) && !before(opened).some((old) => contains(old, opened)))
      .map((opened) => ({
        stack,
        address: resource.address,
        message: `opens ${textOf(opened)} to ${opened.cidr_ipv4}`,
      })),
  );
}

function textOf({ ip_protocol, from_port: from, to_port: to, cidr_ipv4: range }: Rule): string {
  return portsText([{ protocol: protocolName(ip_protocol), from, to, range }]);
}

function rulesOf({ type, change }: ResourceChange, side: 'before' | 'after'): Rule[] {
  const { data } = rule.safeParse(change[side]);
  return type === TYPE && data !== undefined ? [data] : [];
}

/** Those of the same group: as many as a group of ours has, so that no plan keeps the review busy. */
function byGroup(rules: readonly Rule[]): (of: Rule) => readonly Rule[] {
  const groups = new Map<unknown, Rule[]>();
  for (const one of rules) {
    const group = groups.get(one.security_group_id) ?? [];
    if (group.length < MAX_SECURITY_GROUP_RULES) group.push(one);
    groups.set(one.security_group_id, group);
  }
  return ({ security_group_id: group }) => groups.get(group) ?? [];
}

function contains(outer: Rule, inner: Rule): boolean {
  const [address, prefix] = inner.network;
  return (
    outer.ip_protocol === inner.ip_protocol &&
    outer.from_port <= inner.from_port &&
    outer.to_port >= inner.to_port &&
    outer.network[1] <= prefix &&
    address.match(outer.network)
  );
}
