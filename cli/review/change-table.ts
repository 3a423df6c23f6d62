import { type Action, actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../terraform/plan';
import { shortenedPair } from '../changes/shortened';
import { type TellingChange, tellingChanges } from '../changes/telling-changes';
import { type Work } from '../changes/work';
import { type Line } from './fit';
import { code } from './markdown';

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
const NAME_LENGTH = 120;

/** The head of the table that `changeRows` fills. */
export const CHANGE_TABLE = '| | resource and attribute | before | after |\n| --- | --- | --- | --- |';

/** A row for each resource that a plan changes and, below it, a row for each changed attribute. */
export function changeRows(plan: TerraformPlan, work: Work): Line[] {
  return effectiveChanges(plan).flatMap((resource) => {
    const importance = IMPORTANCE[actionOf(resource)];
    return [
      { text: `| ${wordOf(resource)} | ${code(resource.address)} | | |`, importance },
      ...tellingChanges(resource, work).map((attribute) => ({
        text: attributeRow(attribute),
        importance: importance - ATTRIBUTE_STEP,
      })),
    ];
  });
}

function wordOf(resource: ResourceChange): string {
  const word = WORDS[actionOf(resource)];
  return resource.change.importing !== undefined && actionOf(resource) !== 'none' ? `adopt, ${word}` : word;
}

function attributeRow({ path, before, after, forcesReplacement }: TellingChange): string {
  const [shortBefore, shortAfter] =
    before === undefined || after === undefined ? [before, after] : shortenedPair(before, after, VALUE_LENGTH);
  const reason = forcesReplacement ? ' (forces the replacement)' : '';
  return `| | ${code(path, NAME_LENGTH)}${reason} | ${cell(shortBefore)} | ${cell(shortAfter)} |`;
}

function cell(value: string | undefined): string {
  return value === undefined ? '' : code(value, VALUE_LENGTH);
}
