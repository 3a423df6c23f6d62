import { IPv4, IPv6, parseCIDR } from 'ipaddr.js';

/**
 * Whether this is an IPv4 network in CIDR notation with no bit set behind its prefix. EC2 would clear such bits silently
 * and so let in more addresses than somebody meant; the provider refuses them:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export function isCidr(text: string): boolean {
  return (
    IPv4.isValidCIDRFourPartDecimal(text) &&
    IPv4.parseCIDR(text)[0].toString() === IPv4.networkAddressFromCIDR(text).toString()
  );
}

/** Whether this is an IPv6 network in CIDR notation or an IPv6 address. */
export function isIpv6(text: string): boolean {
  return IPv6.isValidCIDR(text) || IPv6.isValid(text);
}

/** The one form of a network that EC2 gives back, so that `10.0.0.0/08` and `10.0.0.0/8` are one: `isCidr` says that it is one. */
export function normalizeCidr(cidr: string): string {
  return parseCIDR(cidr).join('/');
}
