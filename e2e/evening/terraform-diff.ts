import { withoutHash } from './evening';

const ACTIONS: Readonly<Record<string, string>> = {
  'will be created': 'create',
  'will be updated in-place': 'update',
  'must be replaced': 'replace',
  'will be destroyed': 'delete',
};
const RESOURCE = /# (aws_\w+\.[\w-]+)(?: \([^)]*\))? ((?:will|must) be .*?)\s*$/;
const ATTRIBUTE = /^(?:\w+ )?\s*([~+-]) "?(\w+)"?\s+= (.*?)\s*$/;
const UNKNOWN = '(known after apply)';

/** The changes in Terraform's text of a plan. */
export interface Diff {
  /** `ACTION ADDRESS`, in alphabetical order; addresses without their checksums. */
  readonly resources: string[];
  /**
   * `ADDRESS ~ NAME OLD -> NEW` (or `(known after apply)`), `ADDRESS + NAME VALUE` or `ADDRESS - NAME VALUE`, in alphabetical
   * order: attributes of updated and replaced resources, and outputs. Without what AWS gives a replaced resource, and
   * without blocks that Terraform removes and adds unchanged.
   */
  readonly attributes: string[];
}

/** Reads the output of `cdktf diff`. */
export function readDiff(output: string): Diff {
  const resources: string[] = [];
  const attributes: string[] = [];
  let [address, action] = ['', ''];
  for (const line of output.split('\n')) {
    const [, name, what = ''] = RESOURCE.exec(line) ?? [];
    if (name !== undefined) {
      [address, action] = [withoutHash(name), ACTIONS[what] ?? what];
      resources.push(`${action} ${address}`);
    }
    if (line.includes('Changes to Outputs:')) [address, action] = ['output', 'update'];
    const [, sign, attribute, rest = ''] = ATTRIBUTE.exec(line) ?? [];
    // the first line of a list or an object: its own lines follow
    if (sign === undefined || attribute === undefined || /[[{(]$/.test(rest)) continue;
    if (action === 'update' || (action === 'replace' && !rest.endsWith(UNKNOWN))) {
      const change = rest.endsWith(UNKNOWN) ? UNKNOWN : rest.replace(/ -> null$/, '');
      attributes.push(`${address} ${sign} ${attribute} ${change}`);
    }
  }
  return { resources: resources.sort(), attributes: withoutPairs(attributes).sort() };
}

/** Without attributes that are removed and added unchanged. */
function withoutPairs(attributes: readonly string[]): string[] {
  const left = [...attributes];
  for (const removed of attributes.filter((line) => line.includes(' - '))) {
    const added = left.indexOf(removed.replace(' - ', ' + '));
    if (added < 0) continue;
    left.splice(added, 1);
    left.splice(left.indexOf(removed), 1);
  }
  return left;
}
