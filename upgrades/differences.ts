/** Terraform of each stack: `<config>/<stack>` → the JSON that was synthesized. */
export type Synthesized = ReadonlyMap<string, unknown>;

/** The runtime of the functions after the upgrade. */
export const NEXT_RUNTIME = 'nodejs24.x';

/** What must differ: every other difference is a failure, and so is none of these. */
const EXPECTED: readonly { readonly path: RegExp; readonly after: RegExp }[] = [
  { path: /^terraform\.required_providers\.aws\.version$/, after: /^"6\./ },
  { path: /^resource\.aws_lambda_function\.\w+\.runtime$/, after: new RegExp(`^"${NEXT_RUNTIME}"$`) },
];

/** A value that is not what it was. */
export interface Difference {
  /** `<config>/<stack> <path>`, e.g. `full/base resource.aws_vpc.Network.cidr_block`. */
  readonly where: string;
  /** As JSON; `absent` where there is none. */
  readonly before: string;
  readonly after: string;
}

/** @returns what differs and is not expected to, then what is expected to differ and was seen */
export function compare(before: Synthesized, after: Synthesized) {
  const all = [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((stack) => differencesOf(stack, flat(before.get(stack)), flat(after.get(stack))));
  const isExpected = ({ path, after: value }: (typeof all)[number]) =>
    EXPECTED.some((expected) => expected.path.test(path) && expected.after.test(value));
  return { unexpected: all.filter((one) => !isExpected(one)), expected: all.filter(isExpected) };
}

type Values = ReadonlyMap<string, string>;

function differencesOf(stack: string, before: Values, after: Values): (Difference & { readonly path: string })[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({
      where: `${stack} ${path}`,
      path,
      before: before.get(path) ?? 'absent',
      after: after.get(path) ?? 'absent',
    }));
}

/** Path of each value, e.g. `resource.aws_vpc.Network.tags.Name` → its JSON. An empty list or object is a value. */
function flat(value: unknown, path = ''): Values {
  if (value === undefined) return new Map();
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return new Map([[path, JSON.stringify(value)]]);
  }
  return new Map(
    Object.entries(value)
      // cdktf's notes about itself
      .filter(([key]) => key !== '//')
      .flatMap(([key, part]) => [...flat(part, path === '' ? key : `${path}.${key}`)]),
  );
}
