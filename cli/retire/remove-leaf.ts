import { DeleteFileSystemCommand } from '@aws-sdk/client-efs';
import { z } from 'zod';

import { systemClock } from '../../lambdas/shared/clock';
import { Names } from '../../modules/aws/naming';
import { BASE_STACK_NAME, stackNameOf } from '../../modules/config/stack-name';
import { placeOfState } from '../../modules/config/state-place';
import { fileSystemsOfLeaves } from '../aws/file-systems';
import { assertNotElsewhere } from '../leaf/elsewhere';
import { findGroup } from '../leaf/group';
import { deleteInvitations, invitationsOf } from '../leaf/invitations';
import { assertNotKilled } from './killed-deployment';
import { forgetKilledRuns } from '../terraform/killed-runs';
import { connectState } from '../state/connect';
import { fileSystemIn, parseState, type StackContents, stackContents } from '../state/contents';
import { CommandError, EXIT } from '../terminal/errors';
import { withoutInterruption } from '../terminal/interrupts';
import { type Reporter } from '../terminal/reporter';
import { actionOf, effectiveChanges, type ResourceChange } from '../terraform/plan';
import { Terraform } from '../terraform/terraform';
import { type Workspace } from '../workspace';
import { drain } from './drain';
import { writeEmptyStack } from './empty-stack';
import { assertStateComplete, isNothing, type LeafInventory, type Removal, removalOf } from './removal';
import { partialRemovalError } from './removal-text';

const valuesSchema = z.record(z.string(), z.unknown());

/**
 * Name of the stack of the leaf that a person names.
 *
 * @param name id of a leaf or name of its stack; the config need not have it
 * @throws CommandError (wrong use) for base
 */
export function leafStackName(name: string): string {
  const stack = stackNameOf(name.toLowerCase());
  if (stack !== BASE_STACK_NAME) return stack;
  throw new CommandError('base is not a leaf: ./cm destroy base --delete-data removes it', {
    exitCode: EXIT.wrongUse,
  });
}

/** Removes one leaf. Every step may be repeated: a second run finishes what the first one left. */
export class LeafRemoval {
  private readonly terraform: Terraform;
  private readonly deleteData: boolean;

  /**
   * Changes and writes nothing.
   *
   * @param stack name of the leaf's stack; its YAML may be gone
   * @param options.deleteData whether all file systems are deleted, also those that an earlier removal kept
   */
  constructor(
    private readonly workspace: Workspace,
    private readonly stack: string,
    { deleteData }: { readonly deleteData: boolean },
    private readonly reporter: Reporter,
  ) {
    this.deleteData = deleteData;
    this.terraform = new Terraform(stack, workspace.project.removalFolder(stack));
  }

  /**
   * Finds out what the removal would keep and delete. Changes nothing of the leaf. Writes cdktf.out/removal/<stack>, and
   * moves a local state from before `State.Bucket` was set to the bucket.
   *
   * @throws CommandError (wrong use) when nothing of the leaf exists; (refused) when its state is somewhere else, or it is
   *   deployed in another account or Region or under another Name; when Terraform or credentials are missing
   */
  async plan(): Promise<Removal> {
    const { stack, workspace } = this;
    const { config, states } = workspace;
    await workspace.prepare([stack]);
    await assertNotKilled(stack, states);
    const inventory = await this.inventory();
    assertStateComplete(inventory, placeOfState(config.base, stack));
    const leaf = config.leaves.find(({ stackName }) => stackName === stack);
    const removal = removalOf(inventory, leaf, this.deleteData);
    // deployments would ask for the YAML of an empty state for ever
    if (isNothing(removal) && !(await states.stacks()).includes(stack)) {
      // under a changed Name nothing of it is found
      const { account } = await workspace.caller();
      await assertNotElsewhere({ base: config.base, clients: workspace.clients, states, account }, [leaf?.id ?? stack]);
      throw new CommandError(
        `${stack} is not deployed, and no file system of it was kept: there is nothing to remove`,
        {
          exitCode: EXIT.wrongUse,
        },
      );
    }
    return removal;
  }

  /**
   * Does what `plan` found.
   *
   * @throws CommandError when a step fails: the file systems to keep are kept, and a second run finishes
   */
  async run(removal: Removal): Promise<void> {
    try {
      await this.remove(removal);
      const { project } = this.workspace;
      for (const folder of [project.stackFolder(this.stack), this.terraform.folder]) forgetKilledRuns(folder);
    } catch (error) {
      throw partialRemovalError(`${this.stack} was not removed completely; the file systems to keep are kept`, error);
    }
  }

  private async inventory(): Promise<LeafInventory> {
    const { stack } = this;
    const { clients, config } = this.workspace;
    const contents = await this.reporter.during(`Reading the state of ${stack}`, () => this.readState());
    const project = contents.project ?? config.base.name;
    const groupName = contents.groupName ?? new Names(project, stack).autoScalingGroup;
    const group = await findGroup(clients.autoScaling, groupName);
    const fileSystems = await fileSystemsOfLeaves(clients.efs, project);
    const inAws = fileSystems.filter(({ leafId }) => stackNameOf(leafId) === stack);
    const leafId = contents.leafId ?? inAws[0]?.leafId ?? stack;
    const invitations = await invitationsOf(clients.ssm, project, leafId);
    return { stack, contents, project, groupName, group, inAws, invited: invitations.map(({ friend }) => friend) };
  }

  private async readState(): Promise<StackContents> {
    const { config, states } = this.workspace;
    writeEmptyStack(this.terraform, config.base);
    for (const done of await connectState(this.terraform, states)) this.reporter.say(`${this.stack}: ${done}`);
    return stackContents(parseState(await this.terraform.pullState(), this.stack));
  }

  private async remove({ leafId, toForget, lost, project, groupName, stopTimeoutSeconds }: Removal): Promise<void> {
    const { stack, workspace, reporter } = this;
    const { clients, states } = workspace;
    await reporter.during(`Putting ${stack} to sleep`, (say) =>
      drain({ client: clients.autoScaling, groupName, stopTimeoutSeconds, clock: systemClock, say }),
    );
    const kept = toForget.map(({ address }) => address);
    const lostIds = lost.map(({ fileSystemId }) => fileSystemId);
    if (kept.length > 0) await this.terraform.forget(kept);
    await reporter.during(`Destroying ${stack}`, (say) => withoutInterruption(() => this.destroy(kept, lostIds, say)));
    if (this.deleteData) await this.deleteKeptEarlier(project, lostIds);
    // also of those who were invited meanwhile: a leaf of the same id must not be theirs
    await deleteInvitations(clients.ssm, project, await invitationsOf(clients.ssm, project, leafId));
    await states.delete(stack);
  }

  private async destroy(
    kept: readonly string[],
    lostIds: readonly string[],
    say: (line: string) => void,
  ): Promise<void> {
    try {
      const changes = effectiveChanges(await this.terraform.plan());
      const wrong = changes.find((change) => actionOf(change) !== 'delete' || kept.includes(change.address));
      if (wrong !== undefined) {
        throw new CommandError(`the plan would ${actionOf(wrong)} ${wrong.address}: nothing was destroyed`);
      }
      this.assertConfirmed(changes, lostIds);
      if (changes.length > 0) await this.terraform.applyPlan(say);
    } finally {
      this.terraform.discardPlan();
    }
  }

  /** Somebody may have deployed the leaf since a person confirmed: nobody agreed to delete what came with that. */
  private assertConfirmed(deleted: readonly ResourceChange[], lostIds: readonly string[]): void {
    const unconfirmed = deleted
      .filter(({ type }) => type === 'aws_efs_file_system')
      .map(({ address, change }) => fileSystemIn({ address, values: valuesSchema.parse(change.before) }))
      .filter(({ fileSystemId, keepOnDelete }) => !lostIds.includes(fileSystemId) || (keepOnDelete && !this.deleteData))
      .map(({ fileSystemId, volumeId }) => `${fileSystemId} (volume ${volumeId})`);
    if (unconfirmed.length === 0) return;
    throw new CommandError(
      `${this.stack} was changed in the meantime: the plan would delete ${unconfirmed.join(' and ')}, which was not in ` +
        'the plan that you confirmed. Nothing was destroyed. Run it without --yes, and read what it shows before you ' +
        'confirm.',
      { exitCode: EXIT.refused },
    );
  }

  /** Deletes the file systems that an earlier removal kept: they are in no state. */
  private async deleteKeptEarlier(project: string, lostIds: readonly string[]): Promise<void> {
    const { efs } = this.workspace.clients;
    const left = await fileSystemsOfLeaves(efs, project);
    for (const { fileSystemId } of left.filter((one) => lostIds.includes(one.fileSystemId))) {
      await efs.send(new DeleteFileSystemCommand({ FileSystemId: fileSystemId }));
    }
  }
}
