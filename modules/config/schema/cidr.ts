import { IPv4, IPv6, parseCIDR } from 'ipaddr.js';

/**
 * Whether this is an IPv4 or IPv6 network in CIDR notation with no bit set behind its prefix. EC2 would clear such bits
 * silently and so let in more addresses than somebody meant; the provider refuses them:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export function isCidr(text: string): boolean {
  if (IPv4.isValidCIDRFourPartDecimal(text)) return isNetworkAddress(text, IPv4);
  // a security group takes neither a zone (fe80::1%eth0) nor an IPv4 tail (::ffff:192.0.2.1)
  return IPv6.isValidCIDR(text) && !/[%.]/.test(text) && isNetworkAddress(text, IPv6);
}

/** The one form of a network that EC2 gives back, so that `0::/0` and `::/0` are one: `isCidr` says that it is one. */
export function normalizeCidr(cidr: string): string {
  return parseCIDR(cidr).join('/');
}

function isNetworkAddress(cidr: string, version: typeof IPv4 | typeof IPv6): boolean {
  return version.parseCIDR(cidr)[0].toString() === version.networkAddressFromCIDR(cidr).toString();
}
