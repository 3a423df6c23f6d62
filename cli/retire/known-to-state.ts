import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { CommandError, EXIT } from '../terminal/errors';
import { type LeafFileSystem } from '../aws/file-systems';
import { type StackContents } from '../state/contents';

export interface KnownToStateProps {
  readonly stack: string;
  /** Where the state is looked for, as people write it. */
  readonly place: string;
  readonly contents: StackContents;
  /** The leaf's group in AWS. */
  readonly group: AutoScalingGroup | undefined;
  /** The leaf's file systems in AWS, those that were kept too. */
  readonly inAws: readonly LeafFileSystem[];
}

/**
 * Checks that the state is the leaf's: another computer may have it. With an empty one nothing would be destroyed, and
 * it would look as if all were done.
 *
 * @throws CommandError (refused) where AWS has of the leaf what its state does not know
 */
export function assertKnownToState({ stack, place, contents, group, inAws }: KnownToStateProps): void {
  const isEmpty = contents.others.length === 0 && contents.fileSystems.length === 0;
  // one that is kept has no mount target; while a removal is half done its file systems are in no state
  const mounted = isEmpty ? inAws.filter(({ mountTargets }) => mountTargets > 0) : [];
  const unknown = [
    ...(group === undefined || contents.groupName !== undefined ? [] : [group.AutoScalingGroupName ?? '']),
    ...mounted.map(({ fileSystemId }) => fileSystemId),
  ];
  if (unknown.length === 0) return;
  throw new CommandError(
    `the state of ${stack} is not in ${place}: AWS has ${unknown.join(' and ')}, of which nothing is known there. Run ` +
      'this where the state is: with the State of base.yaml that it was deployed with, or on the computer that has it in ' +
      'terraform.tfstate.d. Where a deployment was killed, finish that with ./cm deploy first. Nothing was changed.',
    { exitCode: EXIT.refused },
  );
}
