import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { z } from 'zod';

import { BASE_STACK_NAME } from '../../modules/base/base-stack';
import { type BaseConfig } from '../../modules/config/types';
import { effectiveChanges, type TerraformPlan } from '../guard/plan';
import { type Caller } from '../lib/caller';
import { CommandError, EXIT } from '../lib/errors';
import { planSummary } from '../lib/plan-summary';
import { stackFolder, synthesize } from '../lib/project';
import { type Reporter } from '../lib/reporter';
import { assertRightPlace } from '../lib/right-place';
import { connectState, stacksWithState } from '../lib/state';
import { Terraform } from '../lib/terraform';
import { forgetState } from './forget-state';
import { removedInPart } from './removed-in-part';

/** The end of base. */
export class BaseRemoval {
  private readonly terraform = new Terraform(BASE_STACK_NAME, stackFolder(BASE_STACK_NAME));

  constructor(
    private readonly base: BaseConfig,
    private readonly caller: Caller,
    private readonly reporter: Reporter,
  ) {}

  /**
   * Plans it. Changes nothing.
   *
   * @returns what would be destroyed, for a person
   * @throws CommandError (refused) while leaves stand on it, or backups would have to go that AWS does not delete, or it
   *   stands in another account or region; (wrong use) where it is not deployed
   */
  async plan(): Promise<string> {
    const stacks = await stacksWithState(this.base);
    const leaves = stacks.filter((stack) => stack !== BASE_STACK_NAME);
    if (leaves.length > 0) {
      throw new CommandError(
        `leaves stand on base: ${leaves.join(', ')}. Remove them first, with npx cm retire or npx cm destroy`,
        { exitCode: EXIT.refused },
      );
    }
    if (!stacks.includes(BASE_STACK_NAME)) {
      throw new CommandError('base is not deployed: there is nothing to destroy', { exitCode: EXIT.wrongUse });
    }
    await assertRightPlace(this.base, this.caller, [BASE_STACK_NAME]);
    await this.reporter.during('Synthesizing', synthesize);
    const plan = await this.reporter.during(`Planning the end of ${BASE_STACK_NAME}`, async () => {
      await connectState(this.terraform, this.base);
      return this.terraform.plan('-destroy');
    });
    await this.assertVaultCanGo(plan);
    return planSummary(BASE_STACK_NAME, plan);
  }

  /**
   * Does what `plan` said.
   *
   * @throws CommandError when it fails or is interrupted: a second run finishes
   */
  async run(): Promise<void> {
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

  private async assertVaultCanGo(plan: TerraformPlan): Promise<void> {
    const vault = effectiveChanges(plan).find(({ type }) => type === 'aws_backup_vault');
    if (vault === undefined) return;
    const { name, force_destroy: isForced } = vaultSchema.parse(vault.change.before);
    if (isForced === true) return;
    const { NumberOfRecoveryPoints: backups = 0 } = await new BackupClient({ region: this.base.region }).send(
      new DescribeBackupVaultCommand({ BackupVaultName: name }),
    );
    if (backups === 0) return;
    throw new CommandError(
      `the backup vault ${name} holds ${backups} backups, and AWS deletes no vault that holds any. Delete them in the ` +
        'console (AWS Backup, Vaults), or set Maturity: devel in base.yaml and run npx cm deploy base: then they go with it',
      { exitCode: EXIT.refused },
    );
  }
}

const vaultSchema = z.object({ name: z.string(), force_destroy: z.boolean().nullish() });
