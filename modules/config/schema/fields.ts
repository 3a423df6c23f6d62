import { z } from 'zod';

import { complaint, explain } from './messages';

/** A predicate or a pattern that text must satisfy. */
type Test = RegExp | ((text: string) => boolean);

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

/** Text that no error repeats, since it can be a secret. */
export function quietText(allowed: string, test: Test) {
  const quiet = explain(allowed, 'quiet');
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

/** A number above one bound, and not above another. */
export function numberAbove(bound: number, to: number, unit: string) {
  const allowed = explain(`use a number of ${unit} above ${bound}, at most ${to}`);
  return z.preprocess(asNumber, z.number(allowed).gt(bound, allowed).max(to, allowed));
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

function satisfies(test: Test, value: string): boolean {
  return test instanceof RegExp ? test.test(value) : test(value);
}

/** YAML numbers arrive as the text that was written. A zero in front means octal to some and nothing to others: no number. */
export function asNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[-+]?(0|[1-9]\d*)(\.\d+)?$/.test(value) ? Number(value) : value;
}
