import { existsSync } from 'node:fs';
import { relative } from 'node:path';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type GuardedPlan } from '../guard/finding';
import { effectiveChanges, type TerraformPlan } from '../terraform/plan';
import { askYes } from '../terminal/prompts';
import { CommandError, EXIT, InterruptedError } from '../terminal/errors';
import { groupsOfLeaves, isUp } from '../aws/groups';
import { withoutInterruption } from '../terminal/interrupts';
import { findLeaf } from '../project/find-leaf';
import { Names } from '../../modules/aws/naming';
import { planDetails } from '../changes/plan-details';
import { changedOutputs } from '../terraform/plan-counts';
import { type Reporter } from '../terminal/reporter';
import { connectState } from '../state/connect';
import { type Terraform } from '../terraform/terraform';
import { type Workspace } from '../workspace';
import { enforce, judge } from '../guard/enforce';
import { offerToDeleteCopies } from './local-copies';
import { keepInterrupted } from './keep-interrupted';
import { KilledDeployments, type KilledDeploymentsOptions } from './killed-deployments';
import { prepareDeployment, type Surroundings } from './preparation';
import { type DeploymentReport, ReportBuilder } from './report';
import { print } from '../terminal/output';

export interface DeploymentOptions extends KilledDeploymentsOptions {
  /** Do not ask. */
  readonly yes: boolean;
  /** Print no outputs: the report has them. */
  readonly json: boolean;
  /** What the guard would refuse, and a person allows. */
  readonly allowDestroy: readonly string[];
  /** Name of a project that is new on purpose, beside what the account has. */
  readonly newProject?: string;
  /** Name each new resource and every changed attribute. @default false */
  readonly verbose?: boolean;
}

const TO_FINISH = 'The next ./cm deploy finishes it.';

/** A stack that is ready to be applied. */
interface Planned extends Omit<GuardedPlan, 'isAwake'> {
  readonly terraform: Terraform;
}

/** One run of `./cm deploy`. */
export class Deployment {
  private readonly reportBuilder = new ReportBuilder();
  private readonly usedAllowances = new Set<string>();
  private readonly killed: KilledDeployments;

  constructor(
    private readonly workspace: Workspace,
    private readonly options: DeploymentOptions,
    private readonly reporter: Reporter,
  ) {
    this.killed = new KilledDeployments(workspace, options, reporter);
  }

  /** What happened so far, also after a failure. */
  get report(): DeploymentReport {
    return this.reportBuilder.report;
  }

  /**
   * @param names ids of leaves, or base; none for everything
   * @throws CommandError when anything fails, is refused, or a person says no
   */
  async run(names: readonly string[]): Promise<void> {
    const leaves = this.leafStacks(names);
    const stacks = [BASE_STACK_NAME, ...leaves];
    const { deployed, surroundings } = await prepareDeployment(
      { workspace: this.workspace, reporter: this.reporter, killed: this.killed, newProject: this.options.newProject },
      stacks,
      names.length === 0,
    );
    const { project, usedQuickstart } = this.workspace;
    const lockFile = project.lockFile();
    const isLocked = existsSync(lockFile);
    try {
      await withoutInterruption(() => this.deploy(leaves, deployed.includes(BASE_STACK_NAME), surroundings));
    } finally {
      for (const stack of stacks) this.workspace.terraform(stack).discardPlan();
      this.tellUnusedAllowances();
      if (!isLocked && !usedQuickstart && existsSync(lockFile)) {
        this.reporter.say(
          `Wrote ${relative('', lockFile)}, which locks the Terraform providers: commit it with your config.`,
        );
      }
    }
    await offerToDeleteCopies(this.workspace, this.options.yes, this.reporter);
  }

  private leafStacks(names: readonly string[]): string[] {
    const { config } = this.workspace;
    if (names.length === 0) return config.leaves.map(({ stackName }) => stackName);
    const leaves = names.filter((name) => name.toLowerCase() !== BASE_STACK_NAME);
    return [...new Set(leaves.map((name) => findLeaf(this.workspace, name).stackName))];
  }

  /** Leaves read base's outputs: when these change, a leaf has to be planned after base is applied. */
  private async deploy(leaves: readonly string[], isBaseDeployed: boolean, around: Surroundings): Promise<void> {
    const base = await this.planAll([BASE_STACK_NAME]);
    const isBaseFirst = !isBaseDeployed || base.some(({ plan }) => changedOutputs(plan).length > 0);
    if (!isBaseFirst) {
      await this.apply([...base, ...(await this.planAll(leaves))], around);
      return;
    }
    await this.apply(base, around, leaves);
    if (leaves.length === 0) return;
    this.reporter.say('Base has new outputs: now the leaves are planned with them.');
    // stacks without YAML were reported with base
    await this.apply(await this.planAll(leaves), { ...around, orphans: [] });
  }

  /** Plans all of them before it fails, so that a person sees all errors at once. */
  private async planAll(stacks: readonly string[]): Promise<Planned[]> {
    const planned: Planned[] = [];
    const failures: CommandError[] = [];
    for (const stack of stacks) {
      try {
        planned.push(await this.plan(stack));
      } catch (error) {
        if (!(error instanceof CommandError) || error instanceof InterruptedError) throw error;
        failures.push(error);
      }
    }
    if (failures.length === 0) return planned;
    const isRefused = failures.every(({ exitCode }) => exitCode === EXIT.refused);
    throw new CommandError(failures.map(({ message }) => message).join('\n\n'), {
      exitCode: isRefused ? EXIT.refused : EXIT.failed,
    });
  }

  private async plan(stack: string): Promise<Planned> {
    const { states } = this.workspace;
    const terraform = this.workspace.terraform(stack);
    const plan = await this.reporter.during(`Planning ${stack}`, async () => {
      for (const done of await connectState(terraform, states)) this.reporter.say(`${stack}: ${done}`);
      await this.killed.unlock(terraform);
      // from here on the only state is the one that Terraform is connected to
      const saved = await states.read(stack);
      for (const address of await keepInterrupted(terraform, saved)) {
        this.reporter.say(`${stack}: completes ${address}, whose creation was interrupted`);
      }
      return this.killed.complete(terraform, await terraform.plan(), saved.length > 0);
    });
    const isUnchanged = !hasChanges({ plan });
    if (isUnchanged) await this.killed.completed(stack, plan);
    this.reportBuilder.planned(stack, plan, isUnchanged);
    return { stack, plan, terraform };
  }

  /** Called when plans are shown, and not before: planning and applying base takes minutes. */
  private async withAwake(planned: readonly Planned[]): Promise<GuardedPlan[]> {
    const { clients, config } = this.workspace;
    const { name } = config.base;
    const groups = await groupsOfLeaves(clients.autoScaling, name);
    return planned.map((one) => ({
      ...one,
      isAwake: isUp(groups.get(new Names(name, one.stack).autoScalingGroup)),
    }));
  }

  /**
   * Summary, guard, question, apply.
   *
   * @param later stacks that are planned after it
   */
  private async apply(planned: readonly Planned[], around: Surroundings, later: readonly string[] = []): Promise<void> {
    const plans = await this.withAwake(planned);
    this.show(plans);
    const verdict = judge({ ...around, plans }, this.options.allowDestroy, this.reporter);
    for (const allowance of verdict.usedAllowances) this.usedAllowances.add(allowance);
    this.reportBuilder.judged(verdict);
    enforce(verdict, this.unchanged);
    const changed = planned.filter(hasChanges);
    if (changed.length === 0) return;
    if (!this.options.yes) {
      if (later.length > 0) {
        this.reporter.say(`Then the leaves are planned, and you are asked about them: ${later.join(', ')}`);
      }
      await askYes('Apply this?', 'read the plan above and add --yes', this.unchanged);
    }
    const failed: string[] = [];
    for (const { stack, terraform, plan } of changed) {
      if (await this.applyOne(terraform, plan)) continue;
      failed.push(stack);
      // leaves need it
      if (stack === BASE_STACK_NAME) break;
    }
    if (failed.length === 0) return;
    throw new CommandError(
      `Not deployed, or only in part: ${failed.join(', ')}. Fix the error above, then deploy again.`,
    );
  }

  private show(plans: readonly GuardedPlan[]): void {
    const { colors, columns } = this.reporter;
    const view = { colors, columns, verbose: this.options.verbose ?? false };
    for (const { stack, plan } of plans) this.reporter.say(planDetails(stack, plan, view));
  }

  private async applyOne(terraform: Terraform, plan: TerraformPlan): Promise<boolean> {
    const { stack } = terraform;
    try {
      const outputs = await this.reporter.during(`Applying ${stack}`, (say) => terraform.applyPlan(say));
      await this.killed.completed(stack, plan);
      this.reportBuilder.applied(stack, outputs);
      if (!this.options.json) printOutputs(stack, outputs);
      return true;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.reportBuilder.failed(stack, error.message);
      if (error instanceof InterruptedError) throw howToFinish(error);
      this.reporter.say(this.reporter.colors.red(error.message));
      return false;
    }
  }

  /** What to say when the guard or a person says no: base may be applied by then. */
  private get unchanged(): string {
    const isBaseApplied = this.report.stacks.some(({ result }) => result === 'applied');
    return isBaseApplied ? 'Base is applied. Nothing else was changed.' : 'Nothing was changed.';
  }

  private tellUnusedAllowances(): void {
    const unused = this.options.allowDestroy.filter((allowance) => !this.usedAllowances.has(allowance));
    for (const allowance of unused) {
      this.reporter.say(this.reporter.colors.yellow(`--allow-destroy ${allowance}: nothing was refused for it.`));
    }
  }
}

/** When the state could not be saved, the error already says what to do before the next deployment. */
function howToFinish(error: InterruptedError): InterruptedError {
  if (!error.isStateSaved) return error;
  return new InterruptedError(`${error.message}${error.failure === '' ? ' ' : '\n\n'}${TO_FINISH}`);
}

function hasChanges({ plan }: Pick<GuardedPlan, 'plan'>): boolean {
  return effectiveChanges(plan).length > 0 || changedOutputs(plan).length > 0;
}

function printOutputs(stack: string, outputs: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    print(`${stack}.${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  }
}
