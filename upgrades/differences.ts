/** Terraform of each stack: `<config>/<stack>` → the JSON that was synthesized. */
export type Synthesized = ReadonlyMap<string, unknown>;

/** What may differ: the provider's version, and the note of cdktf about itself. */
const MAY_DIFFER = [/\/\/$/, /^terraform\.required_providers\.aws\.version$/];

/** Each value that differs, as `<config>/<stack> <path>: <before> -> <after>`. Empty where nothing does. */
export function differences(before: Synthesized, after: Synthesized): string[] {
  const stacks = [...new Set([...before.keys(), ...after.keys()])].sort();
  return stacks.flatMap((stack) => {
    const [old, young] = [flat(before.get(stack)), flat(after.get(stack))];
    return [...new Set([...old.keys(), ...young.keys()])]
      .filter((path) => old.get(path) !== young.get(path))
      .filter((path) => MAY_DIFFER.every((pattern) => !pattern.test(path)))
      .map((path) => `${stack} ${path}: ${old.get(path) ?? 'absent'} -> ${young.get(path) ?? 'absent'}`);
  });
}

/** Path of each value, e.g. `resource.aws_vpc.Network.tags.Name` → its JSON. An empty list or object is a value. */
function flat(value: unknown, path = ''): ReadonlyMap<string, string> {
  // '//' is a note that holds whole objects
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0 || path.endsWith('//')) {
    return new Map([[path, JSON.stringify(value) ?? 'absent']]);
  }
  return new Map(Object.entries(value).flatMap(([key, part]) => [...flat(part, path === '' ? key : `${path}.${key}`)]));
}
