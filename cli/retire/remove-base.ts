import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { assertNoVault, findVault, vaultName } from '../state/never-deployed';
import { isAlone, othersText } from '../state/new-project';
import { findOtherProjects } from '../state/other-projects';
import { CommandError, EXIT } from '../terminal/errors';
import { groupsOfLeaves } from '../aws/groups';
import { deleteInvitations, type Invitation, invitationsOf } from '../leaf/invitations';
import { planText } from '../terraform/plan-counts';
import { type Reporter } from '../terminal/reporter';
import { assertStateIsSaved, connectState } from '../state/connect';
import { type Terraform } from '../terraform/terraform';
import { assertNotLocked, deletesVault, lostBackups } from './backups-of-base';
import { assertNotKilled } from './killed-deployment';
import { forgetKilledRuns } from '../terraform/killed-runs';
import { partialRemovalError } from './removal-text';
import { type Workspace } from '../workspace';

/** Removes base. A second run finishes what the first one left. */
export class BaseRemoval {
  private readonly terraform: Terraform;

  constructor(
    private readonly workspace: Workspace,
    private readonly reporter: Reporter,
  ) {
    this.terraform = workspace.terraform(BASE_STACK_NAME);
  }

  /**
   * Plans the removal. Changes nothing of base. Writes its Terraform and the plan file, and moves a local state from
   * before `State.Bucket` was set to the bucket.
   *
   * @returns what would be destroyed, for a person
   * @throws CommandError (refused) while leaves use base, when AWS would not delete the vault for its backups or its lock, or when
   *   base is deployed in another account or Region or has its state somewhere else; (wrong use) when it is not deployed,
   *   with the projects of other Names
   */
  async plan(): Promise<string> {
    const { clients, config, project, states } = this.workspace;
    const stacks = await this.workspace.prepare([BASE_STACK_NAME]);
    assertNoLeaves(stacks);
    await assertNotKilled(BASE_STACK_NAME, states);
    if (!stacks.includes(BASE_STACK_NAME)) {
      assertStateIsSaved(this.terraform, project);
      await assertNoVault(config.base, clients.backup);
      throw await this.notDeployed();
    }
    await this.assertNoGroups();
    assertNotLocked(await findVault(clients.backup, vaultName(config.base)), new Date());
    await this.reporter.during('Synthesizing', () => this.workspace.synthesize());
    const plan = await this.reporter.during(`Planning to destroy ${BASE_STACK_NAME}`, async () => {
      for (const done of await connectState(this.terraform, states)) this.reporter.say(`${BASE_STACK_NAME}: ${done}`);
      return this.terraform.plan({ destroys: true });
    });
    if (!deletesVault(plan)) await assertNoVault(config.base, clients.backup);
    const backups = await lostBackups(clients.backup, plan);
    const invitations = await invitationsOf(clients.ssm, config.base.name);
    return [
      planText(BASE_STACK_NAME, plan),
      ...(backups === undefined ? [] : [backups]),
      ...(invitations.length === 0 ? [] : [leftInvitationsText(invitations)]),
    ].join('\n');
  }

  /**
   * Applies what `plan` planned.
   *
   * @throws CommandError (refused) when a leaf was deployed in the meantime; when it fails or is interrupted: a second run
   *   finishes
   */
  async run(): Promise<void> {
    // while the person was asked, a leaf may have been deployed: that does not change base's state or make the plan stale
    assertNoLeaves(await this.workspace.states.stacks());
    await this.assertNoGroups();
    try {
      await this.reporter.during(`Destroying ${BASE_STACK_NAME}`, (say) => this.terraform.applyPlan(say));
    } catch (error) {
      throw partialRemovalError(`${BASE_STACK_NAME} was not removed completely`, error);
    }
    const { clients, config, states } = this.workspace;
    await deleteInvitations(clients.ssm, config.base.name, await invitationsOf(clients.ssm, config.base.name));
    await states.delete(BASE_STACK_NAME);
    forgetKilledRuns(this.terraform.folder);
  }

  /** Deletes the plan file, which holds values. */
  discardPlan(): void {
    this.terraform.discardPlan();
  }

  /** Under a changed Name nothing is deployed. */
  private async notDeployed(): Promise<CommandError> {
    const { clients, config, project, states } = this.workspace;
    const { name } = config.base;
    const others = await findOtherProjects({ name, clients, states, project });
    const text = 'base is not deployed: there is nothing to destroy';
    return new CommandError(isAlone(others) ? text : `${text}\n${othersText(name, others)}`, {
      exitCode: EXIT.wrongUse,
    });
  }

  /** @throws CommandError (refused) when AWS has a leaf whose state is somewhere else, e.g. on another computer */
  private async assertNoGroups(): Promise<void> {
    const { clients, config } = this.workspace;
    const groups = [...(await groupsOfLeaves(clients.autoScaling, config.base.name)).keys()];
    if (groups.length === 0) return;
    throw new CommandError(
      `leaves whose states are not here still use base: AWS has ${groups.join(', ')}. Remove them first, where their ` +
        'states are, with ./cm retire or ./cm destroy',
      { exitCode: EXIT.refused },
    );
  }
}

/** Of leaves that are gone: somebody removed them without ./cm. */
function leftInvitationsText(invitations: readonly Invitation[]): string {
  const names = invitations.map(({ leafId, friend }) => `${friend} (${leafId})`);
  return `Links to the start page that are left of leaves, and are deleted: those of ${names.join(', ')}.`;
}

function assertNoLeaves(stacks: readonly string[]): void {
  const leaves = stacks.filter((stack) => stack !== BASE_STACK_NAME);
  if (leaves.length === 0) return;
  throw new CommandError(
    `leaves still use base: ${leaves.join(', ')}. Remove them first, with ./cm retire or ./cm destroy`,
    { exitCode: EXIT.refused },
  );
}
