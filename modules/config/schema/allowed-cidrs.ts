import { type z } from 'zod';

import { MAX_SECURITY_GROUP_RULES } from '../../aws/limits';
import { network, NETWORKS } from './cidr';
import { listOf, type Report, type RightParts, withRule } from './containers';
import { MAX_PORT_RULES, type portsSchema } from './ports';

const EVERYBODY = '0.0.0.0/0';

export const EMPTY_LIST =
  'is empty, so nobody could connect: name at least one network, or remove AllowedCidrs, and everybody can connect';

const networks = listOf(network, NETWORKS).min(1, { error: EMPTY_LIST });

/** `Container.AllowedCidrs`. */
export const allowedCidrsSchema = withRule(networks, checkNetworks)
  .optional()
  .describe(
    `Who can connect to \`Ports\`: networks in CIDR notation, IPv4 only, e.g. \`203.0.113.9/32\` for one address. Nobody else reaches the ports, but everybody can still wake the leaf by DNS: [what it is good for](operations.md#let-only-friends-connect). Entries of \`Ports\` × networks: at most ${MAX_PORT_RULES}. Default: everybody.`,
  );

function checkNetworks(list: RightParts<z.output<typeof networks>>, report: Report): void {
  list.forEach((cidr, index) => {
    if (cidr === EVERYBODY) report([index], `${EVERYBODY} is everybody, which is the default: remove AllowedCidrs`);
    if (cidr !== undefined && list.indexOf(cidr) !== index) {
      report([index], `${cidr} is listed twice: remove one of the two`);
    }
  });
}

interface Keys {
  readonly ports?: RightParts<z.output<typeof portsSchema>> | undefined;
  readonly allowedCidrs?: RightParts<z.output<typeof networks>> | undefined;
}

/** Each network has a rule for each entry of `Ports`. */
export function checkRoom({ ports = [], allowedCidrs = [] }: Keys, report: Report): void {
  const count = ports.length * allowedCidrs.length;
  if (count <= MAX_PORT_RULES) return;
  report(
    ['AllowedCidrs'],
    `${allowedCidrs.length} networks for ${ports.length} entries of Ports are ${count} rules, and the security group has room for ${MAX_PORT_RULES} (AWS allows ${MAX_SECURITY_GROUP_RULES}, of which ${MAX_SECURITY_GROUP_RULES - MAX_PORT_RULES} are for SSH): name fewer or larger networks, or write ports in a row as one range such as 16262-16272`,
  );
}
