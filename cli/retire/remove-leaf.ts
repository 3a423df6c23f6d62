import { DeleteFileSystemCommand } from '@aws-sdk/client-efs';
import { z } from 'zod';

import { systemClock } from '../../lambdas/shared/clock';
import { stackNameOf } from '../../modules/config/stack-name';
import { actionOf, effectiveChanges, type ResourceChange } from '../terraform/plan';
import { findGroup } from '../leaf/group';
import { CommandError, EXIT } from '../terminal/errors';
import { withoutInterruption } from '../terminal/interrupts';
import { Names } from '../../modules/aws/naming';
import { placeOfState } from '../../modules/config/state-place';
import { type Reporter } from '../terminal/reporter';
import { connectState } from '../state/connect';
import { Terraform } from '../terraform/terraform';
import { fileSystemsOfLeaves } from '../aws/file-systems';
import { drain } from './drain';
import { writeEmptyStack } from './empty-stack';
import { assertKnownToState } from './known-to-state';
import { type KeptFileSystem, type Removal, removalOf } from './removal';
import { removedInPart } from './removed-in-part';
import { fileSystemIn, parseState, stackContents } from '../state/contents';
import { type Workspace } from '../workspace';

const valuesSchema = z.record(z.string(), z.unknown());

export interface LeafRemovalProps {
  readonly workspace: Workspace;
  /** Name of the leaf's stack; its YAML may be gone. */
  readonly stack: string;
  /** Whether the file systems go too. */
  readonly deleteData: boolean;
  /** Volumes that have KeepOnDelete in the YAML, where there still is one. */
  readonly keptByYaml: readonly string[];
  /** Of its container. */
  readonly stopTimeoutSeconds: number;
  readonly reporter: Reporter;
}

/** What would become of a leaf. */
export interface PlannedRemoval {
  /** As people write it. */
  readonly leafId: string;
  readonly removal: Removal;
  /** `Name` that it was deployed with; the config may have another one by now. */
  readonly project: string;
  /** Of its Auto Scaling group, whether it exists or not. */
  readonly groupName: string;
}

/** The end of one leaf. Each step may be repeated: a second run finishes what a first one left. */
export class LeafRemoval {
  private readonly terraform: Terraform;

  constructor(private readonly props: LeafRemovalProps) {
    this.terraform = new Terraform(props.stack, writeEmptyStack(props.workspace, props.stack));
  }

  /**
   * What would stay and go. Changes nothing.
   *
   * @throws CommandError (refused) where its state is somewhere else
   */
  async plan(): Promise<PlannedRemoval> {
    const { stack, workspace, reporter } = this.props;
    const { clients, states } = workspace;
    const { base } = workspace.config;
    const contents = await reporter.during(`Reading the state of ${stack}`, async () => {
      await connectState(this.terraform, states);
      return stackContents(parseState(await this.terraform.pullState(), stack));
    });
    const project = contents.project ?? base.name;
    const groupName = contents.groupName ?? new Names(project, stack).autoScalingGroup;
    const group = await findGroup(clients.autoScaling, groupName);
    const inAws = (await fileSystemsOfLeaves(clients.efs, project)).filter(
      ({ leafId }) => stackNameOf(leafId) === stack,
    );
    assertKnownToState({ stack, place: placeOfState(base, stack), contents, group, inAws });
    const leafId = contents.leafId ?? inAws[0]?.leafId ?? stack;
    return { leafId, removal: removalOf({ ...this.props, contents, inAws }), project, groupName };
  }

  /** Whether there is a state, be it an empty one: deployments would ask for its YAML for ever. */
  async hasState(): Promise<boolean> {
    return (await this.props.workspace.states.stacks()).includes(this.props.stack);
  }

  /**
   * Does what `plan` said.
   *
   * @throws CommandError when a step fails: nothing that is kept is lost, and a second run finishes
   */
  async run(planned: PlannedRemoval): Promise<void> {
    try {
      await this.remove(planned);
    } catch (error) {
      throw removedInPart(`${this.props.stack} is removed in part; what is to be kept is kept`, error);
    }
  }

  private async remove({ removal: { toForget, lost }, project, groupName }: PlannedRemoval): Promise<void> {
    const { stack, workspace, reporter, deleteData, stopTimeoutSeconds } = this.props;
    await reporter.during(`Putting ${stack} to sleep`, (say) =>
      drain({ client: workspace.clients.autoScaling, groupName, stopTimeoutSeconds, clock: systemClock, say }),
    );
    const kept = toForget.map(({ address }) => address);
    if (kept.length > 0) await this.terraform.forget(kept);
    await reporter.during(`Destroying ${stack}`, (say) => withoutInterruption(() => this.destroy(kept, lost, say)));
    // of an earlier retirement: they are in no state
    if (deleteData) {
      await this.deleteKept(
        project,
        lost.map(({ fileSystemId }) => fileSystemId),
      );
    }
    await workspace.states.delete(stack);
  }

  private async destroy(
    kept: readonly string[],
    lost: readonly KeptFileSystem[],
    say: (line: string) => void,
  ): Promise<void> {
    try {
      const changes = effectiveChanges(await this.terraform.plan());
      const wrong = changes.find((change) => actionOf(change) !== 'delete' || kept.includes(change.address));
      if (wrong !== undefined) {
        throw new CommandError(`the plan would ${actionOf(wrong)} ${wrong.address}: nothing was destroyed`);
      }
      this.assertShown(changes, lost);
      if (changes.length > 0) await this.terraform.applyPlan(say);
    } finally {
      this.terraform.discardPlan();
    }
  }

  /** Somebody may have deployed the leaf while a person or its players were waited for: nobody said yes to that. */
  private assertShown(deleted: readonly ResourceChange[], lost: readonly KeptFileSystem[]): void {
    const { stack, deleteData } = this.props;
    const isShown = (id: string) => lost.some(({ fileSystemId }) => fileSystemId === id);
    const unseen = deleted
      .filter(({ type }) => type === 'aws_efs_file_system')
      .map(({ address, change }) => fileSystemIn({ address, values: valuesSchema.parse(change.before) }))
      .filter(({ fileSystemId, keepOnDelete }) => !isShown(fileSystemId) || (keepOnDelete && !deleteData))
      .map(({ fileSystemId, volumeId }) => `${fileSystemId} (volume ${volumeId})`);
    if (unseen.length === 0) return;
    throw new CommandError(
      `${stack} was changed meanwhile: the plan would delete ${unseen.join(' and ')}, which you were not told. Nothing ` +
        'was destroyed. Read what the next run shows before you say yes to it, so without --yes.',
      { exitCode: EXIT.refused },
    );
  }

  private async deleteKept(project: string, lost: readonly string[]): Promise<void> {
    const { clients } = this.props.workspace;
    const left = await fileSystemsOfLeaves(clients.efs, project);
    for (const { fileSystemId } of left.filter((one) => lost.includes(one.fileSystemId))) {
      await clients.efs.send(new DeleteFileSystemCommand({ FileSystemId: fileSystemId }));
    }
  }
}
