import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type GuardedPlan } from '../guard/finding';
import { guard } from '../guard/guard';
import { effectiveChanges, type TerraformPlan } from '../terraform/plan';
import { changedOutputs, type PlanCounts, planCounts } from '../terraform/plan-counts';
import { Work } from '../changes/work';
import { changedPathsBlock } from './changed-paths';
import { CHANGE_TABLE, changeRows } from './change-table';
import { criticalAccess } from './critical-access';
import { type Block, fit, type Line } from './fit';
import { foldedPorts } from './folded-ports';
import { access, alert, findings, IMPORTANCE, reserved, ROOM, type StackMessage } from './lists';
import { code } from './markdown';
import { newProjectBlock } from './new-project';
import { type Deployed } from './plan-folder';
import { newSecrets } from './rules/new-secrets';
import { openedPorts } from './rules/opened-ports';
import { openedToNetworks } from './rules/opened-to-networks';
import { widerPolicies } from './rules/wider-policies';
import { stateChangeBlock } from './state-change';

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
  // each its own: what one compares does not hide what the other finds
  const [work, tableWork] = [new Work(), new Work()];
  const blocks = [
    ...(paths === undefined ? [] : [reserved(changedPathsBlock(paths, IMPORTANCE.paths), ROOM.paths)]),
    reserved(stateChangeBlock(stateChange), ROOM.state),
    reserved(newProjectBlock(newProject), ROOM.project),
    alert('CAUTION', 'Lets somebody in, or gives them the rights of an administrator', criticalLines(guarded)),
    alert('CAUTION', 'Could not be planned', findings(unplanned.map(failure), 'unplanned')),
    alert('CAUTION', './cm deploy refuses this', findings(refused, 'refused')),
    alert('WARNING', 'Grants more access than before', [
      ...access(guarded.flatMap(newSecrets), IMPORTANCE.review, ROOM.secrets),
      ...access(foldedPorts(guarded.flatMap(openedPorts)), IMPORTANCE.review, ROOM.ports),
      ...access(guarded.flatMap(openedToNetworks), IMPORTANCE.review, ROOM.networks),
      ...access(
        guarded.flatMap((plan) => widerPolicies(plan, work)),
        IMPORTANCE.review,
        ROOM.policies,
      ),
    ]),
    alert('WARNING', './cm deploy warns of this', findings(warnings, 'warned')),
    reserved(notes(plans, deployed), ROOM.note),
    reserved(stackTable(plans), ROOM.stack),
    ...plans.map((plan) => changes(plan, tableWork)),
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

function omission(lines: number): string {
  return (
    '> [!NOTE]\n' +
    `> A comment on GitHub cannot hold all of this: ${lines} lines are left out, the least important ones. ` +
    'The log of `./cm plan` names every resource.\n\n'
  );
}

function criticalLines(plans: readonly GuardedPlan[]): Line[] {
  return criticalAccess(plans).flatMap((found, kind) => access(found, IMPORTANCE.critical - kind, ROOM.critical));
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
  const lines = plans.map(({ stack, plan }) => ({
    text: stackRow(stack, plan),
    importance: IMPORTANCE.stack + weight(planCounts(plan)),
  }));
  return { heading: '| stack | create | change | replace | destroy | |\n| --- | --- | --- | --- | --- | --- |', lines };
}

/** Below one: of too many stacks, those whose resources go are shown. */
function weight({ destroy, replace, change, create, adopt }: PlanCounts): number {
  if (destroy + replace > 0) return 0.3;
  if (change + adopt > 0) return 0.2;
  return create > 0 ? 0.1 : 0;
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

function changes({ stack, plan }: StackPlan, work: Work): Block {
  return { heading: `### ${code(stack)}\n\n${CHANGE_TABLE}`, lines: changeRows(plan, work) };
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
