import { IPv4, parseCIDR } from 'ipaddr.js';

import { type Problem } from './config-error';
import { OF_PROJECT } from './schema/cidr';
import { type YamlFile } from './yaml-file';

const PATH = ['Container', 'AllowedCidrs'];

/** What `AllowedCidrs` may have, but for nothing: addresses that nobody on the internet has, and networks within others. */
export function networkWarnings(file: YamlFile, allowedCidrs: readonly (string | undefined)[] = []): Problem[] {
  return allowedCidrs.flatMap((cidr, index) => {
    if (cidr === undefined) return [];
    const around = allowedCidrs.find((other) => other !== undefined && other !== cidr && isWithin(cidr, other));
    return [
      ...(isUnreachable(cidr)
        ? [
            `nobody on the internet has an address in ${cidr}: write the public address, which https://checkip.amazonaws.com shows`,
          ]
        : []),
      ...(around === undefined ? [] : [`${cidr} is within ${around}, which is allowed too: remove one of the two`]),
    ].map((message) => file.problem([...PATH, index], message));
  });
}

function isUnreachable(cidr: string): boolean {
  const [first, last] = [IPv4.networkAddressFromCIDR(cidr).range(), IPv4.broadcastAddressFromCIDR(cidr).range()];
  return first !== 'unicast' && first === last && !isWithin(cidr, OF_PROJECT);
}

function isWithin(inner: string, outer: string): boolean {
  return IPv4.networkAddressFromCIDR(inner).match(IPv4.parseCIDR(outer)) && prefixOf(inner) >= prefixOf(outer);
}

function prefixOf(cidr: string): number {
  return parseCIDR(cidr)[1];
}
