import { type Action, actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../terraform/plan';
import { type AttributeChange, attributeChanges, UNKNOWN } from './attribute-changes';
import { type Line } from './fit';
import { code, shortened } from './markdown';

const WORDS: Readonly<Record<Action, string>> = {
  none: 'adopt',
  create: 'create',
  update: 'change',
  replace: '**replace**',
  delete: '**destroy**',
  forget: 'forget',
};

/** The higher, the more important. That a resource changes is more important than how its attributes change. */
const IMPORTANCE: Readonly<Record<Action, number>> = {
  delete: 70,
  replace: 70,
  forget: 60,
  update: 50,
  none: 50,
  create: 40,
};
const ATTRIBUTE_STEP = 30;

/** Longest shown value, in characters. */
const VALUE_LENGTH = 80;
/** How many of the equal characters before the first difference of two long values are shown. */
const COMMON_LENGTH = 15;
const NAME_LENGTH = 120;

/** The head of the table that `changeRows` fills. */
export const CHANGE_TABLE = '| | resource and attribute | before | after |\n| --- | --- | --- | --- |';

/** A row for each resource that a plan changes and, below it, a row for each changed attribute. */
export function changeRows(plan: TerraformPlan): Line[] {
  return effectiveChanges(plan).flatMap((resource) => {
    const importance = IMPORTANCE[actionOf(resource)];
    return [
      { text: `| ${wordOf(resource)} | ${code(resource.address)} | | |`, importance },
      ...tellingChanges(resource).map((attribute) => ({
        text: attributeRow(attribute, isForcing(resource, attribute)),
        importance: importance - ATTRIBUTE_STEP,
      })),
    ];
  });
}

/** Leaves out the values of a new resource that AWS chooses, and the second copy of its tags. */
function tellingChanges(resource: ResourceChange): AttributeChange[] {
  const isNew = ['create', 'replace'].includes(actionOf(resource));
  return attributeChanges(resource).filter(
    (attribute) =>
      !attribute.path.startsWith('tags_all') &&
      (!isNew || attribute.after !== UNKNOWN || isForcing(resource, attribute)),
  );
}

function wordOf(resource: ResourceChange): string {
  const word = WORDS[actionOf(resource)];
  return resource.change.importing !== undefined && actionOf(resource) !== 'none' ? `adopt, ${word}` : word;
}

/** Whether an attribute is a reason why the resource is replaced. */
function isForcing({ change: { replace_paths: paths = [] } }: ResourceChange, { path }: AttributeChange): boolean {
  return paths.some(
    ([first]) =>
      first !== undefined && (path === first || path.startsWith(`${first}[`) || path.startsWith(`${first}.`)),
  );
}

function attributeRow({ path, before, after }: AttributeChange, isForcingReplacement: boolean): string {
  const [shortBefore, shortAfter] = shortenedPair(before, after);
  const reason = isForcingReplacement ? ' (forces the replacement)' : '';
  return `| | ${code(path, NAME_LENGTH)}${reason} | ${cell(shortBefore)} | ${cell(shortAfter)} |`;
}

function cell(value: string | undefined): string {
  return value === undefined ? '' : code(value, VALUE_LENGTH);
}

/** Cuts long values so that a person sees where they differ. */
function shortenedPair(
  before: string | undefined,
  after: string | undefined,
): [string | undefined, string | undefined] {
  if (before === undefined || after === undefined || Math.max(before.length, after.length) <= VALUE_LENGTH) {
    return [before, after];
  }
  const start = Math.max(0, commonLength(before, after) - COMMON_LENGTH);
  const cut = (text: string) => shortened(start > 0 ? `…${text.slice(start)}` : text, VALUE_LENGTH);
  return [cut(before), cut(after)];
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
