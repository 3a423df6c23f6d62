import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { assertNoVault } from '../state/never-deployed';
import { CommandError, EXIT } from '../terminal/errors';
import { groupsOfLeaves } from '../aws/groups';
import { planText } from '../terraform/plan-counts';
import { type Reporter } from '../terminal/reporter';
import { assertStateIsSaved, connectState } from '../state/connect';
import { type Terraform } from '../terraform/terraform';
import { endsVault, lostBackups } from './backups-of-base';
import { removedInPart } from './removed-in-part';
import { type Workspace } from '../workspace';

/** The end of base. */
export class BaseRemoval {
  private readonly terraform: Terraform;

  constructor(
    private readonly workspace: Workspace,
    private readonly reporter: Reporter,
  ) {
    this.terraform = workspace.terraform(BASE_STACK_NAME);
  }

  /**
   * Plans it. Changes nothing.
   *
   * @returns what would be destroyed, for a person
   * @throws CommandError (refused) while leaves stand on it, or backups would have to go that AWS does not delete, or it
   *   stands in another account or region, or its state is somewhere else; (wrong use) where it is not deployed
   */
  async plan(): Promise<string> {
    const { clients, config, project, states } = this.workspace;
    const stacks = await this.workspace.prepare([BASE_STACK_NAME]);
    assertNoLeaves(stacks);
    if (!stacks.includes(BASE_STACK_NAME)) {
      assertStateIsSaved(this.terraform, project);
      await assertNoVault(config.base, clients.backup);
      throw new CommandError('base is not deployed: there is nothing to destroy', { exitCode: EXIT.wrongUse });
    }
    await this.assertNoGroups();
    await this.reporter.during('Synthesizing', () => this.workspace.synthesize());
    const plan = await this.reporter.during(`Planning the end of ${BASE_STACK_NAME}`, async () => {
      await connectState(this.terraform, states);
      return this.terraform.plan({ destroys: true });
    });
    if (!endsVault(plan)) await assertNoVault(config.base, clients.backup);
    const backups = await lostBackups(clients.backup, plan);
    return [planText(BASE_STACK_NAME, plan), ...(backups === undefined ? [] : [backups])].join('\n');
  }

  /**
   * Does what `plan` said.
   *
   * @throws CommandError (refused) where a leaf was deployed meanwhile; when it fails or is interrupted: a second run
   *   finishes
   */
  async run(): Promise<void> {
    // a person was waited for; a new leaf does not change base's state, so that the plan would still be applied
    assertNoLeaves(await this.workspace.states.stacks());
    await this.assertNoGroups();
    try {
      await this.reporter.during(`Destroying ${BASE_STACK_NAME}`, (say) => this.terraform.applyPlan(say));
    } catch (error) {
      throw removedInPart(`${BASE_STACK_NAME} is removed in part`, error);
    }
    await this.workspace.states.delete(BASE_STACK_NAME);
  }

  /** The plan file holds values. */
  discardPlan(): void {
    this.terraform.discardPlan();
  }

  /** Of a leaf whose state is on another computer. */
  private async assertNoGroups(): Promise<void> {
    const { clients, config } = this.workspace;
    const groups = [...(await groupsOfLeaves(clients.autoScaling, config.base.name)).keys()];
    if (groups.length === 0) return;
    throw new CommandError(
      `leaves stand on base whose states are not here: AWS has ${groups.join(', ')}. Remove them first, where their ` +
        'states are, with ./cm retire or ./cm destroy',
      { exitCode: EXIT.refused },
    );
  }
}

function assertNoLeaves(stacks: readonly string[]): void {
  const leaves = stacks.filter((stack) => stack !== BASE_STACK_NAME);
  if (leaves.length === 0) return;
  throw new CommandError(
    `leaves stand on base: ${leaves.join(', ')}. Remove them first, with ./cm retire or ./cm destroy`,
    { exitCode: EXIT.refused },
  );
}
