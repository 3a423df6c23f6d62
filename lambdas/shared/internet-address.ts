import { isValid, parse } from 'ipaddr.js';

/**
 * Whether an address is one of the internet: not private, loopback (where Lambda's own API listens), link-local (where
 * metadata services listen) or reserved. Only an IP address, never a name.
 */
export function isPublicAddress(address: string): boolean {
  return isValid(address) && parse(address).range() === 'unicast';
}
