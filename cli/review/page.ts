import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type Finding, type GuardedPlan } from '../guard/finding';
import { guard } from '../guard/guard';
import { effectiveChanges, type TerraformPlan } from '../terraform/plan';
import { changedOutputs, planCounts } from '../terraform/plan-counts';
import { changedPathsBlock } from './changed-paths';
import { CHANGE_TABLE, changeRows } from './change-table';
import { criticalAccess } from './critical-access';
import { type Block, fit, type Line } from './fit';
import { code, prose } from './markdown';
import { newProjectBlock } from './new-project';
import { type Deployed } from './plan-folder';
import { newSecrets } from './rules/new-secrets';
import { openedPorts } from './rules/opened-ports';
import { openedToNetworks } from './rules/opened-to-networks';
import { widerPolicies } from './rules/wider-policies';
import { stateChangeBlock } from './state-change';
import { type WidenedAccess } from './widened-access';
import { Work } from './work';

/** The plan of one stack. */
export interface StackPlan {
  readonly stack: string;
  readonly plan: TerraformPlan;
}

/** In characters. GitHub allows 65,536 in a comment, and .ci/comment-plan adds the commit to the page. */
export const PAGE_LIMIT = 65_400;

/** First line of every page: .ci/comment-plan finds its comment by it. */
export const PAGE_MARK = '<!-- container-manager: plan -->';

/** Second line of a page on which nothing changes. */
export const NO_CHANGES = '## No changes';

/** Kinds of critical access are below one another: none pushes a worse one out. */
const IMPORTANCE = {
  paths: 140,
  critical: 130,
  unplanned: 110,
  refused: 100,
  review: 95,
  warned: 90,
  stack: 80,
  note: 85,
} as const;

/**
 * Plans as Markdown for a comment on GitHub: first what a person must not miss, then a line for each stack, then the
 * changes. At most `PAGE_LIMIT` characters.
 *
 * @param deployed by default the stacks whose plans have existing resources, and no kept file system
 * @param unplanned names of the stacks that could not be planned
 * @param paths of the files that the pull request changes; by default the page says nothing about them
 */
export function planPage(
  plans: readonly StackPlan[],
  { stacks: deployed, keptFileSystems: fileSystems, stateChange, newProject }: Deployed = deployedIn(plans),
  unplanned: readonly string[] = [],
  paths?: readonly string[],
): string {
  const guarded = plans.map((each): GuardedPlan => ({
    ...each,
    isAwake: each.stack === BASE_STACK_NAME ? false : 'unknown',
  }));
  const deployedLeaves = deployed.filter((stack) => stack !== BASE_STACK_NAME);
  const known = new Set([...plans.map(({ stack }) => stack), ...unplanned]);
  const orphans = deployedLeaves.filter((leaf) => !known.has(leaf));
  const { refused, warnings } = guard({ plans: guarded, deployedLeaves, orphans, fileSystems, isWhole: true }, []);
  const work = new Work();
  const widened = guarded.flatMap((plan) =>
    [newSecrets, openedPorts, openedToNetworks].flatMap((rule) => rule(plan)).concat(widerPolicies(plan, work)),
  );
  const blocks = [
    ...(paths === undefined ? [] : [changedPathsBlock(paths, IMPORTANCE.paths)]),
    stateChangeBlock(stateChange),
    newProjectBlock(newProject),
    accessBlock('CAUTION', 'Lets somebody in, or gives them the rights of an administrator', criticalLines(guarded)),
    findings('CAUTION', 'Could not be planned', unplanned.map(failure), IMPORTANCE.unplanned),
    findings('CAUTION', './cm deploy refuses this', refused, IMPORTANCE.refused),
    accessBlock('WARNING', 'Grants more access than before', accessLines(widened, IMPORTANCE.review)),
    findings('WARNING', './cm deploy warns of this', warnings, IMPORTANCE.warned),
    notes(plans, deployed),
    stackTable(plans),
    ...plans.map(changes),
  ];
  const isChanged =
    plans.some(({ plan }) => hasChanges(plan)) ||
    refused.length > 0 ||
    unplanned.length > 0 ||
    stateChange !== undefined ||
    newProject !== undefined;
  const heading = `${PAGE_MARK}\n${isChanged ? '## Terraform plan' : NO_CHANGES}\n\n`;
  const { text, omitted } = fit(blocks, PAGE_LIMIT - heading.length - OMISSION_ROOM);
  return `${heading}${omitted === 0 ? '' : omission(omitted)}${text}\n`;
}

/** Terraform's own message could hold values. */
function failure(stack: string): StackMessage {
  return { stack, message: 'see the log of ./cm plan for the reason' };
}

const OMISSION_ROOM = 300;

type StackMessage = Pick<Finding, 'stack' | 'message'>;

function omission(lines: number): string {
  return (
    '> [!NOTE]\n' +
    `> A comment on GitHub cannot hold all of this: ${lines} lines are left out, the least important ones. ` +
    '`./cm plan` shows the rest.\n\n'
  );
}

function findings(kind: string, title: string, found: readonly StackMessage[], importance: number): Block {
  const lines = found.map(({ stack, message }) => ({ text: `> - ${code(stack)}: ${prose(message)}`, importance }));
  return { heading: `> [!${kind}]\n> **${title}**\n>`, lines };
}

function accessBlock(kind: string, title: string, lines: readonly Line[]): Block {
  return { heading: `> [!${kind}]\n> **${title}**\n>`, lines };
}

function criticalLines(plans: readonly GuardedPlan[]): Line[] {
  return criticalAccess(plans).flatMap((found, kind) => accessLines(found, IMPORTANCE.critical - kind));
}

function accessLines(found: readonly WidenedAccess[], importance: number): Line[] {
  return found.map(({ stack, address, message }) => ({
    text: `> - ${code(stack)}: ${code(address)} ${prose(message)}`,
    importance,
  }));
}

function notes(plans: readonly StackPlan[], deployed: readonly string[]): Block {
  const base = plans.find(({ stack }) => stack === BASE_STACK_NAME);
  const hasNewOutputs = base !== undefined && changedOutputs(base.plan).length > 0 && plans.length > 1;
  const texts = [
    ...plans
      .filter(({ plan }) => plan.errored)
      .map(({ stack }) => `The plan of ${code(stack)} is incomplete: Terraform failed.`),
    ...(hasNewOutputs ? ['The outputs of base change: ./cm deploy plans the leaves again after it applied base.'] : []),
    ...(base !== undefined && !deployed.includes(BASE_STACK_NAME)
      ? ['Base is not deployed yet: leaves can be planned when it is.']
      : []),
  ];
  return { heading: '**Notes**\n', lines: texts.map((text) => ({ text: `- ${text}`, importance: IMPORTANCE.note })) };
}

function stackTable(plans: readonly StackPlan[]): Block {
  const lines = plans.map(({ stack, plan }) => ({ text: stackRow(stack, plan), importance: IMPORTANCE.stack }));
  return { heading: '| stack | create | change | replace | destroy | |\n| --- | --- | --- | --- | --- | --- |', lines };
}

function stackRow(stack: string, plan: TerraformPlan): string {
  const { adopt, create, change, replace, destroy } = planCounts(plan);
  const numbers = [create, change, replace, destroy].map((count) => (count === 0 ? '' : String(count)));
  const more = [
    ...(adopt > 0 ? [`${adopt} to adopt`] : []),
    ...(changedOutputs(plan).length > 0 ? [`outputs: ${changedOutputs(plan).length}`] : []),
    ...(hasChanges(plan) ? [] : ['no changes']),
  ];
  return `| ${[code(stack), ...numbers, more.join(', ')].join(' | ')} |`;
}

function changes({ stack, plan }: StackPlan): Block {
  return { heading: `### ${code(stack)}\n\n${CHANGE_TABLE}`, lines: changeRows(plan) };
}

function hasChanges(plan: TerraformPlan): boolean {
  return effectiveChanges(plan).length > 0 || changedOutputs(plan).length > 0 || plan.errored;
}

function deployedIn(plans: readonly StackPlan[]): Deployed {
  return { stacks: plans.filter(isDeployed).map(({ stack }) => stack), keptFileSystems: [] };
}

function isDeployed({ plan }: StackPlan): boolean {
  return plan.resource_changes.some(
    ({ mode, change: { before } }) => mode === 'managed' && before !== null && before !== undefined,
  );
}
