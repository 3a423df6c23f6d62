import { BackupClient } from '@aws-sdk/client-backup';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { assertNoVault } from '../state/never-deployed';
import { type Caller } from '../aws/caller';
import { CommandError, EXIT } from '../terminal/errors';
import { groupsOf } from '../aws/groups';
import { planText } from '../terraform/plan-counts';
import { stackFolder, synthesize } from '../project/project';
import { type Reporter } from '../terminal/reporter';
import { assertRightPlace } from '../state/same-account';
import { assertStateIsSaved, connectState, stacksWithState } from '../state/connect';
import { Terraform } from '../terraform/terraform';
import { endsVault, lostBackups } from './backups-of-base';
import { forgetState } from './forget-state';
import { removedInPart } from './removed-in-part';

/** The end of base. */
export class BaseRemoval {
  private readonly terraform = new Terraform(BASE_STACK_NAME, stackFolder(BASE_STACK_NAME));
  private readonly backup: BackupClient;

  constructor(
    private readonly base: BaseConfig,
    private readonly caller: Caller,
    private readonly reporter: Reporter,
  ) {
    this.backup = new BackupClient({ region: base.region });
  }

  /**
   * Plans it. Changes nothing.
   *
   * @returns what would be destroyed, for a person
   * @throws CommandError (refused) while leaves stand on it, or backups would have to go that AWS does not delete, or it
   *   stands in another account or region, or its state is somewhere else; (wrong use) where it is not deployed
   */
  async plan(): Promise<string> {
    const stacks = await stacksWithState(this.base);
    assertNoLeaves(stacks);
    if (!stacks.includes(BASE_STACK_NAME)) {
      assertStateIsSaved(this.terraform);
      await assertNoVault(this.base, this.backup);
      throw new CommandError('base is not deployed: there is nothing to destroy', { exitCode: EXIT.wrongUse });
    }
    await assertRightPlace(this.base, this.caller, [BASE_STACK_NAME]);
    await this.assertNoGroups();
    await this.reporter.during('Synthesizing', synthesize);
    const plan = await this.reporter.during(`Planning the end of ${BASE_STACK_NAME}`, async () => {
      await connectState(this.terraform, this.base);
      return this.terraform.plan({ destroys: true });
    });
    if (!endsVault(plan)) await assertNoVault(this.base, this.backup);
    const backups = await lostBackups(this.backup, plan);
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
    assertNoLeaves(await stacksWithState(this.base));
    await this.assertNoGroups();
    try {
      await this.reporter.during(`Destroying ${BASE_STACK_NAME}`, (say) => this.terraform.applyPlan(say));
    } catch (error) {
      throw removedInPart(`${BASE_STACK_NAME} is removed in part`, error);
    }
    await forgetState(this.base, BASE_STACK_NAME);
  }

  /** The plan file holds values. */
  discardPlan(): void {
    this.terraform.discardPlan();
  }

  /** Of a leaf whose state is on another computer. */
  private async assertNoGroups(): Promise<void> {
    const groups = [...(await groupsOf(this.base)).keys()];
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
