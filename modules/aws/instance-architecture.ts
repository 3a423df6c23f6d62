/** Families without a letter for the processor, or with one that is none: Intel, before AWS named processors. */
const INTEL_FAMILIES = /^(?:t[23]|[cmr][3-5](?:d|n|dn|b|zn)?)$/;

/**
 * The architecture of an EC2 instance type, in lower case, by the name of its family; undefined where the name does not surely tell it.
 * After the generation comes the processor: `g` is AWS Graviton, `a` AMD, `i` Intel.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): 'arm64' | 'x86_64' | undefined {
  const [family = ''] = instanceType.split(/[.-]/);
  if (INTEL_FAMILIES.test(family)) return 'x86_64';
  const processor = /^[a-z]+\d+([agi])/.exec(family)?.[1];
  if (family === 'a1' || processor === 'g') return 'arm64';
  return processor === undefined ? undefined : 'x86_64';
}
