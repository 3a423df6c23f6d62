import { z } from 'zod';

import { type GuardedPlan } from '../../guard/finding';
import { actionOf, effectiveChanges, type ResourceChange } from '../../terraform/plan';
import { containsTrue } from '../../changes/attribute-changes';
import { type WidenedAccess } from '../widened-access';

const cidrs = z.array(z.string().nullish()).nullish();
const port = z.number().nullish();

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

const values = z.record(z.string(), z.unknown()).catch({});

type Values = Readonly<Record<string, unknown>>;

/** Terraform type → finds the ingress rules in a resource's values, or in Terraform's marks of them. */
const INGRESS: Readonly<Record<string, (side: Values) => readonly unknown[]>> = {
  aws_security_group: inline,
  aws_default_security_group: inline,
  aws_security_group_rule: (side) => (side.type === 'egress' ? [] : [side]),
  aws_vpc_security_group_ingress_rule: (side) => [side],
};

/** A rule that lets the internet in. */
export interface OpenedPorts {
  /** In capitals, e.g. `TCP`. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** Who gets in, e.g. `0.0.0.0/0`. */
  readonly range: string;
}

/** What opens, or may open, ports. */
export interface Opening extends WidenedAccess {
  /** Absent where it is every port, or the rule has no valid numbers of ports. */
  readonly ports?: OpenedPorts;
  /** Whether somebody could get in by it who is no player. */
  readonly isDangerous: boolean;
}

type Found = Pick<Opening, 'message' | 'ports' | 'isDangerous'>;

/** What listens there lets in everybody who knows a key or a password, or everybody. No game uses them. */
const DANGEROUS_PORTS: Readonly<Record<number, string>> = {
  22: 'SSH',
  2049: 'NFS',
  2375: 'Docker',
  2376: 'Docker',
  3389: 'remote desktop',
};

/** Numbers that AWS takes for names: https://www.iana.org/assignments/protocol-numbers */
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'ICMP', '6': 'TCP', '17': 'UDP', '58': 'ICMPV6' };

/** A range with a shorter prefix is most of the internet: two of `/1` are all of it. */
const INTERNET_PREFIX = 8;

/**
 * Finds each port that a plan newly opens to the internet, and rules that may do so: those that cannot be read, and those
 * that are partly known only after apply.
 */
export function openedPorts({ stack, plan }: GuardedPlan): Opening[] {
  return effectiveChanges(plan).flatMap((resource) => {
    const { address, change } = resource;
    const before = new Set(openTo(resource, change.before).map(({ message }) => message));
    const opened = openTo(resource, change.after).filter(({ message }) => !before.has(message));
    const unknown = isUnknown(resource)
      ? [{ message: 'opens something known only after apply: read it in the code', isDangerous: true }]
      : [];
    const found = new Map([...opened, ...unknown].map((each) => [each.message, each]));
    return [...found.values()].map((each) => ({ stack, address, ...each }));
  });
}

function openTo({ type }: ResourceChange, side: unknown): Found[] {
  if (side === undefined || side === null) return [];
  return (INGRESS[type]?.(values.parse(side)) ?? []).flatMap((rule): Found[] => {
    const { data } = openings.safeParse(rule);
    if (data === undefined) return [{ message: 'has a rule that could not be read', isDangerous: true }];
    const ranges = [...(data.cidr_blocks ?? []), ...(data.ipv6_cidr_blocks ?? []), data.cidr_ipv4, data.cidr_ipv6];
    return ranges.filter(isInternet).map((range) => openingOf(data, range));
  });
}

/** Whether it is known only after apply who gets in, or at which ports. */
function isUnknown(resource: ResourceChange): boolean {
  const { type, change } = resource;
  const marks = values.parse(change.after_unknown);
  // AWS fills in the list of a new group whose rules are resources of their own
  if (marks.ingress === true) return actionOf(resource) === 'update';
  const rules = INGRESS[type]?.({ ...marks, type: values.parse(change.after).type }) ?? [];
  return rules.some(
    (rule) => rule === true || Object.keys(openings.shape).some((name) => containsTrue(values.parse(rule)[name])),
  );
}

/** The ingress rules within a security group. Anything that is not a list counts as one rule. */
function inline({ ingress }: Values): readonly unknown[] {
  return Array.isArray(ingress) ? ingress : ingress === undefined || ingress === null ? [] : [ingress];
}

/** Whether a network is most of the internet. */
export function isInternet(range: string | null | undefined): range is string {
  const prefix = range?.split('/')[1];
  return prefix !== undefined && Number(prefix) < INTERNET_PREFIX;
}

function openingOf(rule: z.infer<typeof openings>, range: string): Found {
  const { protocol, ip_protocol, from_port: from, to_port: to } = rule;
  const name = protocolName(ip_protocol ?? protocol ?? '-1');
  const message = (ports: string) => `opens ${ports} to the internet (${range})`;
  if (name === '-1' || name === 'ALL') return { message: message('every port'), isDangerous: true };
  if (typeof from !== 'number') return { message: message(`${name} any`), isDangerous: isPortOf(name) };
  const ports = { protocol: name, from, to: to ?? from, range };
  const isDangerous = dangerousServices(ports).length > 0;
  const found = { message: message(portsText([ports])), isDangerous };
  return isPortOf(name) && isPort(from) && isPort(ports.to) && from <= ports.to ? { ...found, ports } : found;
}

/** @param written a name or a number, as a rule has it */
export function protocolName(written: string): string {
  return PROTOCOLS[written] ?? written.toUpperCase();
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && 0 <= number && number <= 65_535;
}

/** Whether a protocol has ports. */
function isPortOf(protocol: string): boolean {
  return ['TCP', 'UDP'].includes(protocol);
}

function dangerousServices({ protocol, from, to }: OpenedPorts): string[] {
  if (protocol !== 'TCP') return [];
  const found = Object.entries(DANGEROUS_PORTS).filter(([port]) => from <= Number(port) && Number(port) <= to);
  return [...new Set(found.map(([, name]) => name))];
}

/**
 * Ports of one protocol, e.g. `TCP 22 (SSH)`, `UDP 1–2`.
 *
 * @param limit so many ranges are named; of the others there is the number
 */
export function portsText(ranges: readonly OpenedPorts[], limit = 5): string {
  const named = ranges.slice(0, limit).map((each) => {
    const services = dangerousServices(each);
    const numbers = each.from === each.to ? String(each.from) : `${each.from}–${each.to}`;
    return `${numbers}${services.length > 0 ? ` (${services.join(', ')})` : ''}`;
  });
  const more = ranges.length > limit ? ` and ${ranges.length - limit} more ranges` : '';
  return `${ranges[0]?.protocol ?? ''} ${named.join(', ')}${more}`;
}
