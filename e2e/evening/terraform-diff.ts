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

/** What Terraform's words say that a plan changes. */
export interface Diff {
  /** `ACTION ADDRESS`, in alphabetical order; without the ends of addresses. */
  readonly resources: string[];
  /**
   * `ADDRESS ~ NAME OLD -> NEW` (or that it is not known yet), `ADDRESS + NAME VALUE` or `ADDRESS - NAME VALUE`, in alphabetical order, of what stays
   * there: of updated and replaced resources, and of outputs. Not of what a replaced one gets from AWS, nor of a block
   * that Terraform takes out and puts in again as it was.
   */
  readonly attributes: string[];
}

/** Reads what `cdktf diff` says. */
export function readDiff(said: string): Diff {
  const resources: string[] = [];
  const attributes: string[] = [];
  let [address, action] = ['', ''];
  for (const line of said.split('\n')) {
    const [, name, what = ''] = RESOURCE.exec(line) ?? [];
    if (name !== undefined) {
      [address, action] = [withoutHash(name), ACTIONS[what] ?? what];
      resources.push(`${action} ${address}`);
    }
    if (line.includes('Changes to Outputs:')) [address, action] = ['output', 'update'];
    const [, sign, attribute, rest = ''] = ATTRIBUTE.exec(line) ?? [];
    // the beginning of a list or an object, whose own lines follow
    if (sign === undefined || attribute === undefined || /[[{(]$/.test(rest)) continue;
    if (action === 'update' || (action === 'replace' && !rest.endsWith(UNKNOWN))) {
      const change = rest.endsWith(UNKNOWN) ? UNKNOWN : rest.replace(/ -> null$/, '');
      attributes.push(`${address} ${sign} ${attribute} ${change}`);
    }
  }
  return { resources: resources.sort(), attributes: withoutPairs(attributes).sort() };
}

/** Without what is taken out and put in again. */
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
