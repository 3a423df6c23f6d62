import { z } from 'zod';

import { complaint, type FormerKeys, unknownKey } from './messages';

/** What zod tells an error function of ours. */
interface Issue {
  readonly code?: string;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

interface SectionOptions {
  /** What the error tells the user to write where there is no map. */
  readonly allowed?: string;
  readonly former?: FormerKeys;
}

/** A predicate or a pattern that text must satisfy. */
type Test = RegExp | ((text: string) => boolean);

const explain = (allowed: string) => ({ error: ({ input }: Issue) => complaint(input, allowed) });

/**
 * Text.
 *
 * @param allowed what the error tells the user to write
 * @param wrongPart what of a wrong text the error repeats
 */
export function text(allowed: string, test: Test, wrongPart: (text: string) => string = (all) => all) {
  return z.string(explain(allowed)).refine((value) => satisfies(test, value), {
    error: ({ input }) => complaint(typeof input === 'string' ? wrongPart(input) : input, allowed),
  });
}

/** Text that no error repeats, since it may be what nobody should see. */
export function quietText(allowed: string, test: Test) {
  const quiet = { error: ({ input }: Issue) => complaint(input, allowed, 'quiet') };
  return z.string(quiet).refine((value) => satisfies(test, value), quiet);
}

/**
 * A whole number with both bounds allowed. Quoted digits and `!ENV` count too.
 *
 * @param what what the number is, e.g. `a whole number of minutes`
 */
export function integer(from: number, to: number, what: string) {
  const allowed = explain(`use ${what} from ${from} to ${to}`);
  return z.preprocess(asNumber, z.int(allowed).min(from, allowed).max(to, allowed));
}

/** A number that is not below a bound. */
export function numberFrom(from: number, unit: string) {
  const allowed = explain(`use a number of ${unit}, ${from} or more`);
  return z.preprocess(asNumber, z.number(allowed).min(from, allowed));
}

/** `true` or `false`; text that says so counts too, since `!ENV` gives text. */
export function flag() {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value),
    z.boolean(explain('use true or false')),
  );
}

/** One of a few words. */
export function choice<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, explain(`use ${words.join(' or ')}`));
}

/**
 * A map with these keys and no others.
 *
 * @param former keys that are no more
 */
export function section<const Shape extends z.ZodRawShape>(
  shape: Shape,
  { allowed = `use a map with ${Object.keys(shape).join(', ')}`, former = {} }: SectionOptions = {},
) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    // one line for each unknown key
    error: ({ code, input, keys: unknown = [] }: Issue) =>
      code === 'unrecognized_keys'
        ? unknown.map((key) => unknownKey(key, keys, former)).join('\n')
        : complaint(input, allowed),
  });
}

/** A map whose keys the user chooses. */
export function mapOf<Value extends z.ZodType>(value: Value, allowed: string) {
  return z.record(z.string(), value, explain(allowed));
}

/** A list. */
export function listOf<Element extends z.ZodType>(element: Element, allowed: string) {
  return z.array(element, explain(allowed));
}

/** Reports a problem at a path below the value that is checked. */
export type Report = (path: readonly (string | number)[], message: string) => void;

/**
 * Adds a check over several values. It also runs when some of them are wrong, so that all problems come at once: it
 * therefore takes nothing for granted about the value.
 */
export function withRule<Schema extends z.ZodType>(schema: Schema, check: (value: unknown, report: Report) => void) {
  return schema.superRefine(
    (value, context) => {
      check(value, (path, message) => {
        context.addIssue({ code: 'custom', path: [...path], message });
      });
    },
    { when: () => true },
  );
}

/** A property of what a rule looks at; undefined where there is none. */
export function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

function satisfies(test: Test, value: string): boolean {
  return test instanceof RegExp ? test.test(value) : test(value);
}

// YAML numbers arrive as the text that was written. A zero in front means octal to some and nothing to others: no number.
function asNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[-+]?(0|[1-9]\d*)(\.\d+)?$/.test(value) ? Number(value) : value;
}
