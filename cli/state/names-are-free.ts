import { type AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';

import { Names } from '../../modules/aws/naming';
import { PROJECT_TAG } from '../../modules/aws/tags';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type AwsClients } from '../aws/clients';
import { tagOf } from '../aws/groups';
import { CommandError, EXIT } from '../terminal/errors';
import { findVault } from './never-deployed';

/**
 * Checks that no other project of the account has the names of stacks that are to be created: `minecraft-eu` of the
 * project `games` and `eu` of `games-minecraft` have the same. AWS would then overwrite the other's alarms, rules and
 * topics without an error.
 *
 * @param project `Name` of base.yaml
 * @param stacks names of stacks without a state
 * @throws CommandError (refused) when another project has one of the names
 */
export async function assertNamesAreFree(
  project: string,
  stacks: readonly string[],
  { autoScaling, backup }: Pick<AwsClients, 'autoScaling' | 'backup'>,
): Promise<void> {
  const problems: string[] = [];
  for (const stack of stacks) {
    const names = new Names(project, stack);
    const owner = await ownerOfGroup(autoScaling, names.autoScalingGroup);
    if (owner !== undefined && owner !== project) {
      problems.push(taken(stack, names, `${names.autoScalingGroup} belongs to the project ${owner}`));
    } else if (stack !== BASE_STACK_NAME && (await findVault(backup, names.backupVault)) !== undefined) {
      // only the base of a project has a vault
      problems.push(taken(stack, names, `${names.backupVault} belongs to the base of another project`));
    }
  }
  if (problems.length > 0) {
    throw new CommandError([...problems, 'Nothing was changed.'].join('\n'), { exitCode: EXIT.refused });
  }
}

async function ownerOfGroup(client: AutoScalingClient, name: string): Promise<string | undefined> {
  const { AutoScalingGroups: [group] = [] } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  if (group?.AutoScalingGroupName !== name) return undefined;
  return tagOf(group, PROJECT_TAG);
}

function taken(stack: string, { prefix }: Names, proof: string): string {
  const instead = stack === BASE_STACK_NAME ? 'choose another Name in base.yaml' : "rename the leaf's file";
  return (
    `${stack} cannot be deployed: its names in AWS would begin with ${prefix}, and so do those of another project in this ` +
    `account (${proof}). Both would overwrite each other's alarms, rules and topics: ${instead}.`
  );
}
