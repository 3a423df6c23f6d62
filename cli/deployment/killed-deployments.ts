import { createRequire } from 'node:module';

import type * as existing from '../existing/import-existing';
import type * as unfinished from '../existing/unfinished';
import { type TerraformPlan } from '../terraform/plan';
import { planCounts } from '../terraform/plan-counts';
import { forgetKilledRuns, killedRuns } from '../terraform/killed-runs';
import { type Terraform } from '../terraform/terraform';
import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';
import { type Workspace } from '../workspace';

/** These load the packages of many services: only for a plan that creates something. */
const load = createRequire(__filename);

export interface KilledDeploymentsOptions {
  /** Id of a lock that a person knows nobody uses. */
  readonly unlock?: string | undefined;
  /** A person says that deployments were killed of which this computer knows nothing. */
  readonly importExisting: boolean;
}

/** Deployments that were killed before they could write what they had created: this one completes them. */
export class KilledDeployments {
  /** Name of the stack → when its deployment began; undefined when nobody knows. */
  private readonly began = new Map<string, Date | undefined>();
  /** Name of the stack whose lock a person wants to remove. */
  private unlocked: string | undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly options: KilledDeploymentsOptions,
    private readonly reporter: Reporter,
  ) {}

  /**
   * Learns which of the stacks were being deployed when that was killed.
   *
   * @throws CommandError (wrong use) when none of them has the lock that a person wants to remove
   */
  async find(stacks: readonly string[]): Promise<void> {
    for (const stack of stacks) {
      if (this.options.importExisting) this.began.set(stack, undefined);
      const applies = killedRuns(this.folder(stack)).filter(({ command }) => command === 'apply');
      const [first] = applies.map(({ startedAt }) => startedAt).sort((a, b) => a.getTime() - b.getTime());
      if (first !== undefined) this.began.set(stack, first);
    }
    await this.findLock(stacks);
  }

  /** Whether a deployment of the stack was killed. */
  has(stack: string): boolean {
    return this.began.has(stack);
  }

  /** Removes the lock that a person wants to remove, once Terraform is connected to its state. */
  async unlock(terraform: Terraform): Promise<void> {
    if (this.unlocked !== terraform.stack || this.options.unlock === undefined) return;
    await terraform.forceUnlock(this.options.unlock);
    this.unlocked = undefined;
    this.reporter.say(`${terraform.stack}: removed the lock ${this.options.unlock}`);
  }

  /**
   * Plans a stack again when something of it exists in AWS and in no state.
   *
   * @param plan of the stack
   * @param hasState whether the stack has a state
   * @returns the plan to apply
   * @throws CommandError (refused) when it exists, but no deployment is known to have been killed and its state may be
   *   somewhere else
   */
  async complete(terraform: Terraform, plan: TerraformPlan, hasState: boolean): Promise<TerraformPlan> {
    if (planCounts(plan).create === 0) return plan;
    const { stack } = terraform;
    const { config, states } = this.workspace;
    // casts: require has no types
    const { assertNothingExists, findUnfinished } = load('../existing/unfinished') as typeof unfinished;
    const { importExisting } = load('../existing/import-existing') as typeof existing;
    const props = { terraform, plan, project: config.base.name };
    if (!this.has(stack)) {
      const { found, problem } = await findUnfinished(props);
      if (problem !== undefined) this.reporter.say(this.reporter.colors.yellow(`${stack}: ${problem}`));
      if (found.length === 0) return plan;
      if (!hasState) assertNothingExists(stack, states.config, found);
    }
    const since = this.began.get(stack);
    const caller = await this.workspace.caller();
    const complete = await importExisting({ ...props, caller, ...(since && { since }) });
    const { adopt } = planCounts(complete);
    if (adopt > 0) {
      const what = adopt === 1 ? '1 resource exists' : `${adopt} resources exist`;
      this.reporter.say(
        `${stack}: ${what} in AWS and in no state, since a deployment was killed. This one imports what exists.`,
      );
    }
    return complete;
  }

  /** After everything that the plan of a stack says is done. */
  finished(stack: string): void {
    forgetKilledRuns(this.folder(stack));
  }

  private folder(stack: string): string {
    return this.workspace.terraform(stack).folder;
  }

  private async findLock(stacks: readonly string[]): Promise<void> {
    const { unlock } = this.options;
    if (unlock === undefined) return;
    for (const stack of stacks) {
      const lock = await this.workspace.states.readLock(stack);
      if (lock?.id !== unlock) continue;
      this.unlocked = stack;
      this.began.set(stack, this.began.get(stack) ?? lock.takenAt);
      return;
    }
    throw new CommandError(
      `--unlock ${unlock}: ${stacks.join(', ')} ${stacks.length === 1 ? 'does' : 'do'} not have this lock. Deploy without ` +
        '--unlock: when a state is locked, the message has the right id. Nothing was changed.',
      { exitCode: EXIT.wrongUse },
    );
  }
}
