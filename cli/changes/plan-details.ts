import { type Colors } from 'picocolors/types';

import { visibleOnOneLine } from '../terminal/visible';
import { actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../terraform/plan';
import { countsLine, signOf } from '../terraform/plan-counts';
import { attributeLines } from './attribute-lines';
import { countedByKind } from './kinds';
import { isHarmless, replacementText } from './replacement';
import { type TellingChange, tellingChanges } from './telling-changes';
import { Work } from './work';

/** How a plan is shown. */
export interface PlanView {
  readonly colors: Colors;
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** Whether to name each new resource, and every attribute. */
  readonly verbose: boolean;
}

/** Where there is no terminal, e.g. in a log. */
const DEFAULT_COLUMNS = 100;
/** A narrower terminal wraps. */
const LEAST_COLUMNS = 40;
/** So many new resources are named, and of so many more the kinds are counted. */
const NAMED = 5;
/** So many attributes of one resource are shown. */
const SHOWN_ATTRIBUTES = 10;
const [INDENT, RESOURCE_INDENT] = [' '.repeat(8), ' '.repeat(6)];

/**
 * A plan for a person who is asked whether to apply it: how much changes, what is new, what changes and from which value to
 * which, and last what is replaced or destroyed, each of these by its name.
 */
export function planDetails(stack: string, plan: TerraformPlan, { colors, columns, verbose }: PlanView): string {
  const width = Math.max(LEAST_COLUMNS, columns ?? DEFAULT_COLUMNS);
  const work = new Work();
  const changes = effectiveChanges(plan);
  const of = (...actions: readonly string[]) => changes.filter((each) => actions.includes(actionOf(each)));
  const named = (resources: readonly ResourceChange[], color = (line: string) => line) =>
    resources.flatMap((each) => {
      const head = `  ${signOf(each)} ${visibleOnOneLine(each.address)}${adoption(each)}`;
      return [isHarmless(each) ? head : color(head), ...detailsOf(each, width, verbose, work)];
    });
  return [
    countsLine(stack, plan),
    ...created(of('create'), width, verbose),
    ...named(of('none', 'update', 'forget')),
    ...named(of('replace'), colors.yellow),
    ...named(of('delete'), colors.red),
  ].join('\n');
}

function adoption({ change: { importing } }: ResourceChange): string {
  return importing?.id === undefined ? '' : ` (adopts ${visibleOnOneLine(importing.id)})`;
}

function created(resources: readonly ResourceChange[], width: number, verbose: boolean): string[] {
  if (verbose || resources.length <= NAMED) {
    return resources.map((each) => `  ${signOf(each)} ${visibleOnOneLine(each.address)}`);
  }
  const kinds = countedByKind(resources).join(', ');
  return wrapped(`${resources.length} new: ${kinds} (--verbose names them)`, width - RESOURCE_INDENT.length).map(
    (line, index) => `${index === 0 ? '    + ' : RESOURCE_INDENT}${line}`,
  );
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

function detailsOf(resource: ResourceChange, width: number, verbose: boolean, work: Work): string[] {
  const changes = [...withoutZeros(tellingChanges(resource, work))].sort(byImportance);
  const shown = verbose ? changes : changes.slice(0, SHOWN_ATTRIBUTES);
  const left = changes.length - shown.length;
  return [
    ...(actionOf(resource) === 'replace' ? wrapped(replacementText(resource), width - INDENT.length) : []),
    ...shown.flatMap((change) => attributeLines(change, width - INDENT.length)),
    ...(left > 0 ? [`and ${left} more attributes (--verbose shows them)`] : []),
  ].map((line) => `${INDENT}${line}`);
}

/** To the provider, zero and false often are the same as no value: such changes say nothing beside others. */
function withoutZeros(changes: readonly TellingChange[]): readonly TellingChange[] {
  const others = changes.filter(
    ({ before = 'none', after = 'none' }) => ![before, after].every((value) => ['none', '0', 'false'].includes(value)),
  );
  return others.length === 0 ? changes : others;
}

/** What forces a replacement is first: it is never among those that are left out. */
function byImportance(one: TellingChange, other: TellingChange): number {
  return Number(other.forcesReplacement) - Number(one.forcesReplacement);
}
