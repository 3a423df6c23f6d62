import { IPv4, IPv6 } from 'ipaddr.js';
import { z } from 'zod';

import { MAX_SECURITY_GROUP_RULES } from '../../../modules/aws/limits';
import { type GuardedPlan } from '../../guard/finding';
import { effectiveChanges, type ResourceChange } from '../../terraform/plan';
import { type WidenedAccess } from '../widened-access';
import {
  dangerousServices,
  isInternet,
  isPort,
  isPortOf,
  type OpenedPorts,
  portsText,
  protocolName,
} from './opened-ports';

/** Our modules make rules of this type alone, for `AllowedCidrs` of a container and of SSH. */
const TYPE = 'aws_vpc_security_group_ingress_rule';

const port = z.number().nullish();

const rule = z.object({
  security_group_id: z.string().nullish(),
  ip_protocol: z.string().nullish(),
  from_port: port,
  to_port: port,
  cidr_ipv4: z.string().nullish(),
  cidr_ipv6: z.string().nullish(),
  prefix_list_id: z.string().nullish(),
});

interface Rule {
  readonly group: string | undefined;
  /** Of every protocol when undefined. */
  readonly protocol: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Who gets in, e.g. `203.0.113.0/24`, or the id of a prefix list. */
  readonly source: string;
  readonly network: readonly [IPv4 | IPv6, number] | undefined;
  readonly isReadable: boolean;
}

/** What is newly opened to one network. */
export interface NetworkOpening extends WidenedAccess {
  /** Absent when the rule could not be read. */
  readonly network?: string;
  /** E.g. `TCP 22 (SSH)` or `every port`. */
  readonly opened: string;
  /** Absent where it is every port, or the protocol has none. */
  readonly ports?: OpenedPorts;
  /** Whether somebody could get in by it who is no player. */
  readonly isDangerous: boolean;
}

/**
 * Finds each port that a plan newly opens to some networks, but not to the internet, and rules that cannot be read. A list
 * that becomes narrower opens nothing: the plan's rules together decide, not each by itself.
 */
export function openedToNetworks({ stack, plan }: GuardedPlan): NetworkOpening[] {
  const before = byGroup(plan.resource_changes.flatMap((resource) => rulesOf(resource, 'before')));
  return effectiveChanges(plan).flatMap((resource) =>
    rulesOf(resource, 'after')
      .filter((opened) => !isInternet(opened.source) && !before(opened).some((old) => contains(old, opened)))
      .map((opened) => ({ stack, address: resource.address, ...openingOf(opened) })),
  );
}

function openingOf({
  protocol,
  from,
  to,
  source: network,
  isReadable,
}: Rule): Omit<NetworkOpening, 'stack' | 'address'> {
  if (!isReadable) return { message: 'has a rule that could not be read', opened: '', isDangerous: true };
  if (protocol === undefined) {
    return { message: `opens every port to ${network}`, network, opened: 'every port', isDangerous: true };
  }
  const ports = { protocol, from, to, range: network };
  const isAny = from === -Infinity;
  const opened = isPortOf(protocol) ? (isAny ? `${protocol} any` : portsText([ports])) : protocol;
  const isDangerous = dangerousServices(ports).length > 0;
  const found = { message: `opens ${opened} to ${network}`, network, opened, isDangerous };
  return isPortOf(protocol) && !isAny ? { ...found, ports } : found;
}

/** One rule, or none: of a rule for another security group, and of what `openedPorts` calls unreadable. */
function rulesOf({ type, change }: ResourceChange, side: 'before' | 'after'): Rule[] {
  const { data } = rule.safeParse(change[side]);
  if (type !== TYPE || data === undefined) return [];
  const { security_group_id: group, cidr_ipv4, cidr_ipv6, prefix_list_id: list } = data;
  const name = protocolName(data.ip_protocol ?? '-1');
  const protocol = name === '-1' || name === 'ALL' ? undefined : name;
  const [from, to] = portsIn(protocol, data);
  const cidrs = [cidr_ipv4, cidr_ipv6].filter(isPresent);
  const isRange = !isPortOf(name) || from === -Infinity || (isPort(from) && isPort(to) && from <= to);
  const sources = [
    ...cidrs.map((source) => ({ source, network: networkIn(source), isList: false })),
    ...(isPresent(list) ? [{ source: `the prefix list ${list}`, network: undefined, isList: true }] : []),
  ];
  return sources.map(({ source, network, isList }) => ({
    source,
    network,
    group: group ?? undefined,
    protocol,
    from,
    to,
    isReadable: isRange && (isList || network !== undefined),
  }));
}

/** The provider may have an empty text for what is not there. */
function isPresent(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== '';
}

/** Without numbers it is each that the protocol has. */
function portsIn(
  protocol: string | undefined,
  { from_port: from, to_port: to }: z.infer<typeof rule>,
): [number, number] {
  if (protocol === undefined || typeof from !== 'number') return [-Infinity, Infinity];
  return [from, to ?? from];
}

function networkIn(cidr: string): Rule['network'] {
  if (IPv4.isValidCIDRFourPartDecimal(cidr)) return IPv4.parseCIDR(cidr);
  return IPv6.isValidCIDR(cidr) ? IPv6.parseCIDR(cidr) : undefined;
}

/** Those of the same group: as many as a group of ours has, so that no plan keeps the review busy. */
function byGroup(rules: readonly Rule[]): (of: Rule) => readonly Rule[] {
  const groups = new Map<string | undefined, Rule[]>();
  for (const one of rules) {
    const group = groups.get(one.group) ?? [];
    if (group.length < MAX_SECURITY_GROUP_RULES) group.push(one);
    groups.set(one.group, group);
  }
  return ({ group }) => groups.get(group) ?? [];
}

function contains(outer: Rule, inner: Rule): boolean {
  const isProtocol = outer.protocol === undefined || outer.protocol === inner.protocol;
  if (!isProtocol || outer.from > inner.from || outer.to < inner.to) return false;
  return outer.source === inner.source || isWithin(inner.network, outer.network);
}

function isWithin(inner: Rule['network'], outer: Rule['network']): boolean {
  if (inner === undefined || outer === undefined) return false;
  const [[address, prefix], [, outerPrefix]] = [inner, outer];
  return address.kind() === outer[0].kind() && outerPrefix <= prefix && address.match([outer[0], outerPrefix]);
}
