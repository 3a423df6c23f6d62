import { z } from 'zod';

import { complaint, explain, type FormerKeys, unknownKey } from './messages';

/** The keys of a section by their names in the application: `maxAZs` is written `MaxAZs` in YAML. */
type Shape = Readonly<Record<string, z.ZodType>>;
type Present<Value> = Value extends readonly (infer Element)[] ? readonly Element[] : Exclude<Value, undefined>;
type Values<Keys extends Shape> = { readonly [Name in keyof Keys]: Present<z.output<Keys[Name]>> };
type Optional<Keys extends Shape> = {
  [Name in keyof Keys]: undefined extends z.output<Keys[Name]> ? Name : never;
}[keyof Keys];

/**
 * What the application sees of a section: readonly, and a key without a value or default is absent. Made by `Pick` and
 * `Omit`, since an editor then leads from a use to the key's declaration and shows its comment.
 */
type Section<Keys extends Shape> = Omit<Values<Keys>, Optional<Keys>> & Partial<Pick<Values<Keys>, Optional<Keys>>>;

/** A value without those of its parts that are wrong. Lists keep their length. */
export type RightParts<Value> = Value extends readonly (infer Element)[]
  ? readonly (RightParts<Element> | undefined)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: RightParts<Value[Key]> | undefined }
    : Value;

interface SectionOptions {
  /** What the error tells the user to write where there is no map. */
  readonly allowed?: string | ((input: unknown) => string);
  readonly former?: FormerKeys;
  readonly compose?: FormerKeys;
  /** Whether an error repeats what is there in place of the map: it can be a secret. @default 'echo' */
  readonly echo?: 'quiet' | 'echo';
}

/** What zod tells the error function of a map. */
interface UnknownKeys {
  readonly code?: string;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

/**
 * A map with these keys and no others. In YAML they begin with a capital letter, in the result as they are here.
 *
 * @param former keys of earlier formats
 * @param compose keys of docker-compose
 */
export function section<const Keys extends Shape>(
  shape: Keys,
  { allowed, former = {}, compose = {}, echo = 'echo' }: SectionOptions = {},
) {
  const inYaml = Object.fromEntries(Object.entries(shape).map(([name, schema]) => [capitalized(name), schema]));
  const known = Object.keys(inYaml);
  const toWrite = (input: unknown) =>
    typeof allowed === 'function' ? allowed(input) : (allowed ?? `use a map with ${known.join(', ')}`);
  const schema = z.strictObject(inYaml, {
    // one line for each unknown key
    error: ({ code, input, keys = [] }: UnknownKeys) =>
      code === 'unrecognized_keys'
        ? keys.map((key) => unknownKey(key, known, { former, compose })).join('\n')
        : complaint(input, toWrite(input), echo),
  });
  const renamed = withRightParts(schema, (value, isWrong) =>
    Object.fromEntries(
      Object.keys(shape)
        .filter((name) => !isWrong(capitalized(name)) && value[capitalized(name)] !== undefined)
        .map((name) => [name, value[capitalized(name)]]),
    ),
  );
  // a cast, since zod's type knows the keys by their names in YAML; written out, errors of the compiler show the keys
  return renamed as z.ZodType as z.ZodType<
    { [Name in keyof Section<Keys>]: Section<Keys>[Name] },
    Readonly<Record<string, unknown>>
  >;
}

/** A map whose keys the user chooses. */
export function mapOf<Value extends z.ZodType>(
  value: Value,
  allowed: string,
): z.ZodType<Readonly<Record<string, z.output<Value>>>> {
  return withRightParts(z.record(z.string(), value, explain(allowed)), (map, isWrong) =>
    Object.fromEntries(Object.entries(map).map(([key, one]) => [key, isWrong(key) ? undefined : one])),
  );
}

/**
 * A list.
 *
 * @param echo whether the error repeats what is there in its place: it can be a secret
 */
export function listOf<Element extends z.ZodType>(element: Element, allowed: string, echo: 'quiet' | 'echo' = 'echo') {
  return withRightParts(z.array(element, explain(allowed, echo)), (list, isWrong) =>
    list.map((one, index) => (isWrong(index) ? undefined : one)),
  );
}

/** Reports a problem at a path of YAML's keys, below the value that is checked. */
export type Report = (path: readonly (string | number)[], message: string) => void;

/**
 * Adds a check over several values. It also runs when some of them are wrong, so that all problems come at once, and
 * then sees only the others; `isWrong` says of a key of the value whether something in it is wrong.
 */
export function withRule<Schema extends z.ZodType>(
  schema: Schema,
  check: (value: RightParts<z.output<Schema>>, report: Report, isWrong: (key: string) => boolean) => void,
): Schema {
  return schema.superRefine(
    (value, context) => {
      if (isOfOtherType(context)) return;
      const wrong = context.issues.flatMap(({ path = [] }) => path.slice(0, 1));
      check(
        // a cast, since `section`, `mapOf` and `listOf` have left out what is wrong
        value as RightParts<z.output<Schema>>,
        (path, message) => {
          context.addIssue({ code: 'custom', path: [...path], message });
        },
        (key) => wrong.includes(key),
      );
    },
    { when: () => true },
  );
}

/** Replaces a map or list after the check of its parts, also when some of them are wrong. */
function withRightParts<Schema extends z.ZodType<object>>(
  schema: Schema,
  replace: (value: z.output<Schema>, isWrong: (part: string | number) => boolean) => unknown,
): Schema {
  return schema.superRefine(
    (value, context) => {
      if (isOfOtherType(context)) return;
      const wrong = context.issues.flatMap(({ code, path = [] }) =>
        path.length === 1 && code !== 'unrecognized_keys' ? path : [],
      );
      // a cast, since parts can be missing: then there are issues, and only `withRule` sees the value
      context.value = replace(value, (part) => wrong.includes(part)) as z.output<Schema>;
    },
    { when: () => true },
  );
}

/** Whether the value is not a map or list at all, e.g. text. */
function isOfOtherType({ issues }: { readonly issues: readonly z.core.$ZodRawIssue[] }): boolean {
  return issues.some(({ code, path = [] }) => code === 'invalid_type' && path.length === 0);
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
