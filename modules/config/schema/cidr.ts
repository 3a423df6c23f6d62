import { IPv4, IPv6, parseCIDR } from 'ipaddr.js';
import { z } from 'zod';

import { complaint, explain } from './messages';

const CIDR = 'use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix';

/** Addresses that a computer or a router shows, and that are known only behind the router, by the names of ipaddr.js. */
const PRIVATE: ReadonlySet<string> = new Set(['private', 'carrierGradeNat', 'linkLocal', 'loopback']);

/** The network of base, in which instances of other leaves have addresses. */
export const OF_PROJECT = '10.0.0.0/16';

/** What to write where there is no list of networks. */
export const NETWORKS = 'use a list of networks in CIDR notation';

/**
 * An IPv4 network in CIDR notation with no bit set behind its prefix, in the form that EC2 gives back: `10.0.0.0/08` is
 * `10.0.0.0/8`. EC2 would clear such bits silently and so let in more addresses than somebody meant; the provider refuses
 * them: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export const network = z
  .string(explain(CIDR))
  .refine(isCidr, { error: ({ input }) => problemOf(String(input)) })
  .transform((cidr) => parseCIDR(cidr).join('/'));

function isCidr(text: string): boolean {
  return IPv4.isValidCIDRFourPartDecimal(text) && networkOf(text) === parseCIDR(text)[0].toString();
}

function problemOf(text: string): string {
  if (IPv6.isValidCIDR(text) || IPv6.isValid(text)) {
    return `'${text}' is IPv6, which the network of the instances does not have: ${CIDR}`;
  }
  if (IPv4.isValidFourPartDecimal(text)) {
    const address = IPv4.parse(text);
    return PRIVATE.has(address.range()) && !address.match(IPv4.parseCIDR(OF_PROJECT))
      ? `'${text}' is a private address, which nobody on the internet has: write the public one, which https://checkip.amazonaws.com shows, with /32 after it`
      : `'${text}' has no prefix: write ${text}/32 for this one address`;
  }
  if (!IPv4.isValidCIDRFourPartDecimal(text)) return complaint(text, CIDR);
  const [address, prefix] = parseCIDR(text);
  return `'${text}' is not a network: write ${networkOf(text)}/${prefix} for all addresses of the network, or ${address.toString()}/32 for this one address`;
}

function networkOf(cidr: string): string {
  return IPv4.networkAddressFromCIDR(cidr).toString();
}
