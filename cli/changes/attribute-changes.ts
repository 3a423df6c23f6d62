import { z } from 'zod';

import { actionOf, type ResourceChange } from '../terraform/plan';
import { TooMuchWorkError, Work } from './work';

/** One attribute that a plan changes. */
export interface AttributeChange {
  /** E.g. `ingress[0].from_port`. */
  readonly path: string;
  /** The value as a person may see it; undefined when there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The values of one attribute before and after, with Terraform's marks of them. */
interface Sides {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
}

/** Shown for a value of the environment or of a command: it may be a password. */
const MASKED = '(masked)';
/** Shown for what Terraform knows to be sensitive. */
const SENSITIVE = '(sensitive)';
/** Shown for a value that is known only after apply. */
export const UNKNOWN = '(known after apply)';
/** Shown for values that take too long to compare. */
const NOT_COMPARED = '(too much to compare)';

/** To compare a character takes a fraction of the time that other steps take. */
const CHARACTERS_PER_STEP = 10;

/**
 * The attributes that a plan changes of a resource, in the plan's order. JSON within attributes (policies, container
 * definitions) is compared by its content. Empty for a resource that is deleted.
 *
 * @param work of all resources that are shown together; where it was too much, one change says so
 */
export function attributeChanges(resource: ResourceChange, work = new Work()): AttributeChange[] {
  const { change } = resource;
  if (['delete', 'forget'].includes(actionOf(resource))) return [];
  const sides = {
    path: [],
    before: change.before,
    after: change.after,
    unknown: change.after_unknown,
    beforeSensitive: change.before_sensitive,
    afterSensitive: change.after_sensitive,
  };
  try {
    return compare(sides, work);
  } catch (error) {
    // a RangeError is the stack's: JSON can be nested as deeply as its writer likes
    if (!(error instanceof TooMuchWorkError || error instanceof RangeError)) throw error;
    return [{ path: 'every attribute', before: NOT_COMPARED, after: NOT_COMPARED }];
  }
}

function compare(sides: Sides, work: Work): AttributeChange[] {
  const { path, unknown, beforeSensitive, afterSensitive } = sides;
  const [before, after] = [parsed(sides.before), parsed(sides.after)];
  const [textBefore, textAfter] = [textOf(before), textOf(after)];
  work.take(Math.ceil((textBefore.length + textAfter.length) / CHARACTERS_PER_STEP));
  const isSame = unknown !== true && textBefore === textAfter;
  if (isSame && !containsTrue(unknown)) return [];
  const isWhole = unknown === true || beforeSensitive === true || afterSensitive === true;
  if (!isWhole && [before, after, unknown].some(isComposite) && areComparable(before, after)) {
    return compareMembers({ ...sides, before, after }, work);
  }
  const isSensitive = containsTrue(beforeSensitive) || containsTrue(afterSensitive);
  const shownBefore = shown(path, before, isSensitive);
  const shownAfter = unknown === true ? UNKNOWN : shown(path, after, isSensitive);
  if (shownBefore === undefined && shownAfter === undefined) return [];
  return [{ path: nameOf(path), before: shownBefore, after: shownAfter }];
}

function compareMembers(
  { path, before, after, unknown, beforeSensitive, afterSensitive }: Sides,
  work: Work,
): AttributeChange[] {
  const names = namesOf(after);
  const isNamed =
    // marks are by index, not by name
    !containsTrue([beforeSensitive, afterSensitive]) &&
    [before, after].every((value) => !isComposite(value) || namesOf(value)) &&
    (!containsTrue(unknown) || (Array.isArray(unknown) && unknown.length === names?.length));
  const of = (value: unknown, itsNames = namesOf(value)) => (isNamed ? byName(value, itsNames) : membersOf(value));
  const [membersBefore, membersAfter, membersUnknown] = [of(before), of(after), of(unknown, names)];
  const keys = new Set([membersBefore, membersAfter, membersUnknown].flatMap((members) => Object.keys(members)));
  return [...keys].flatMap((key) =>
    compare(
      {
        path: [...path, Array.isArray(before ?? after ?? unknown) ? `[${key}]` : key],
        before: membersBefore[key],
        after: membersAfter[key],
        unknown: membersUnknown[key],
        beforeSensitive: membersOf(beforeSensitive)[key],
        afterSensitive: membersOf(afterSensitive)[key],
      },
      work,
    ),
  );
}

function shown(path: readonly string[], value: unknown, isSensitive: boolean): string | undefined {
  if (isEmpty(value)) return undefined;
  if (isSensitive) return SENSITIVE;
  if (canHoldPassword(path)) return MASKED;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Environments, commands, and container definitions in which neither can be found. */
function canHoldPassword(path: readonly string[]): boolean {
  const isBelow = path.some((part) => /^(environment|command)/i.test(part));
  return isBelow || (path[0] === 'container_definitions' && path.length <= 2);
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // it only looked like JSON
    return value;
  }
}

function areComparable(before: unknown, after: unknown): boolean {
  if (!isComposite(before) || !isComposite(after))
    return [before, after].some((value) => value === undefined || value === null);
  return Array.isArray(before) === Array.isArray(after);
}

const named = z.union([
  z.array(z.object({ name: z.string().min(1) })).transform((members) => members.map(({ name }) => name)),
  // queries of alarms
  z.array(z.object({ id: z.string().min(1) })).transform((members) => members.map(({ id }) => id)),
]);

/** Names of a list's members when all differ: such members are compared by name, not by index. */
function namesOf(value: unknown): string[] | undefined {
  const names = Array.isArray(value) ? named.safeParse(value).data : undefined;
  return names !== undefined && names.length > 0 && new Set(names).size === names.length ? names : undefined;
}

function byName(value: unknown, names: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(Object.values(membersOf(value)).map((member, index) => [names[index] ?? '', member]));
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function membersOf(value: unknown): Record<string, unknown> {
  return isComposite(value) ? { ...value } : {};
}

function isEmpty(value: unknown): boolean {
  if (isComposite(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '';
}

/** Whether one of Terraform's marks (unknown, sensitive) is set anywhere within them. */
export function containsTrue(marks: unknown): boolean {
  return marks === true || Object.values(membersOf(marks)).some(containsTrue);
}

/** The value as JSON; the word for undefined, which JSON does not have. */
function textOf(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

function nameOf(path: readonly string[]): string {
  return path.join('.').replaceAll('.[', '[');
}
