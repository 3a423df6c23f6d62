import { MAX_STACK_PREFIX_LENGTH } from '../aws/naming';
import { asciiDomain } from './ascii-domain';
import { hostNameOf } from './leaf-address';
import { BASE_STACK_NAME, stackNameOf } from './stack-name';

// RFC 1035, 2.3.4: the whole name with its dots
const MAX_HOST_NAME_LENGTH = 253;

/**
 * What is wrong with the name of a leaf's file.
 *
 * @param id in lower case
 * @param name `Name` of base.yaml, undefined where that is wrong
 * @param domain `Domain.Name` of base.yaml, undefined where it is absent or wrong
 */
export function problemsOfLeafId(id: string, name: string | undefined, domain: string | undefined): string[] {
  const problems: string[] = [];
  if (stackNameOf(id) === BASE_STACK_NAME) problems.push(`a leaf cannot be named ${BASE_STACK_NAME}: rename the file`);
  if (!isDnsName(id)) {
    const ascii = asciiDomain(id);
    const cure =
      ascii === undefined || !isDnsName(ascii)
        ? 'rename the file; use letters, digits and dashes (no dash first or last), at most 63 between two dots'
        : `rename the file to ${ascii}.yaml, which means the same, or use only the letters a to z`;
    problems.push(`'${id}' cannot be part of a DNS name: ${cure}`);
  }
  const prefix = name === undefined ? '' : `${name}-${stackNameOf(id)}`;
  if (prefix.length > MAX_STACK_PREFIX_LENGTH) {
    problems.push(
      `the AWS names would begin with ${prefix}, which has ${prefix.length} characters: at most ${MAX_STACK_PREFIX_LENGTH} are allowed, so shorten the file's name or Name in base.yaml`,
    );
  }
  const host = domain === undefined ? '' : hostNameOf(id, { name: domain });
  if (host.length > MAX_HOST_NAME_LENGTH) {
    problems.push(`the DNS name ${host} has ${host.length} characters: at most ${MAX_HOST_NAME_LENGTH} are allowed`);
  }
  return problems;
}

function isDnsName(name: string): boolean {
  return name.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}
