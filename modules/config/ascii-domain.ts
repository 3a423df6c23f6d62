import { domainToASCII } from 'node:url';

/** The form with `xn--` in which DNS has a name with other letters than a to z; undefined where it has none, or needs none. */
export function asciiDomain(name: string): string | undefined {
  const ascii = domainToASCII(name);
  return /^[ -~]*$/.test(name) || ascii === '' ? undefined : ascii;
}
