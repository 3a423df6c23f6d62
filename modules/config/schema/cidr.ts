import { isIPv4, isIPv6 } from 'node:net';

/**
 * Whether this is an IPv4 or IPv6 network in CIDR notation with no bit set behind its prefix. EC2 would clear such bits
 * without a word and so let in more addresses than somebody meant; the provider refuses them:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export function isCidr(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  if (length === undefined || more.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  const bits = isIPv4(address) ? bitsOfIpv4(address) : isIPv6(address) ? bitsOfIpv6(address) : '';
  return Number(length) <= bits.length && bits !== '' && !bits.slice(Number(length)).includes('1');
}

/** The one form of a network that EC2 gives back, so that `0::/0` and `::/0` are one: `isCidr` says that it is one. */
export function normalizeCidr(cidr: string): string {
  const [address = '', length] = cidr.split('/');
  // a URL's address is in the short form of RFC 5952, in lower case
  const short = isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return `${short}/${Number(length)}`;
}

function bitsOfIpv4(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function bitsOfIpv6(address: string): string {
  // neither a zone (fe80::1%eth0) nor an IPv4 tail (::ffff:192.0.2.1) stands in a security group
  if (/[%.]/.test(address)) return '';
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'));
  const [before, after] = address.split('::');
  const head = groups(before);
  const tail = groups(after);
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
