import { z } from 'zod';

import { type GuardedPlan } from '../../guard/finding';
import { actionOf, effectiveChanges, type ResourceChange } from '../../terraform/plan';
import { containsTrue } from '../attribute-changes';
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

/** A range with a shorter prefix is most of the internet: two of `/1` are all of it. */
const INTERNET_PREFIX = 8;

/**
 * Finds each port that a plan newly opens to the internet, and rules that may do so: those that cannot be read, and those
 * that are partly known only after apply.
 */
export function openedPorts({ stack, plan }: GuardedPlan): WidenedAccess[] {
  return effectiveChanges(plan).flatMap((resource) => {
    const before = openTo(resource, resource.change.before);
    const opened = openTo(resource, resource.change.after).filter((opening) => !before.includes(opening));
    const messages = [
      ...opened,
      ...(isUnknown(resource) ? ['opens something known only after apply: read it in the code'] : []),
    ];
    return [...new Set(messages)].map((message) => ({ stack, address: resource.address, message }));
  });
}

function openTo({ type }: ResourceChange, side: unknown): string[] {
  if (side === undefined || side === null) return [];
  return (INGRESS[type]?.(values.parse(side)) ?? []).flatMap((rule) => {
    const { data } = openings.safeParse(rule);
    if (data === undefined) return ['has a rule that could not be read'];
    const ranges = [...(data.cidr_blocks ?? []), ...(data.ipv6_cidr_blocks ?? []), data.cidr_ipv4, data.cidr_ipv6];
    return ranges.filter(isInternet).map((range) => `opens ${portsOf(data)} to the internet (${range})`);
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

/** The protocol and the ports of a rule, e.g. `TCP 25565`. */
export function portsOf({ protocol, ip_protocol, from_port, to_port }: Partial<z.infer<typeof openings>>): string {
  const name = (ip_protocol ?? protocol ?? '-1').toUpperCase();
  if (name === '-1' || name === 'ALL') return 'every port';
  const from = from_port ?? 'any';
  return to_port === undefined || to_port === null || to_port === from_port
    ? `${name} ${from}`
    : `${name} ${from}–${to_port}`;
}
