import { type AutoScalingGroup, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';

import { LEAF_TAG, PROJECT_TAG } from '../../modules/aws/tags';
import { type BaseParts } from '../../modules/config/config-parts';
import { BASE_STACK_NAME, stackNameOf } from '../../modules/config/stack-name';
import { type AwsClients } from '../aws/clients';
import { tagOf } from '../aws/groups';
import { assertSameAccount } from '../state/same-account';
import { type StateStore } from '../state/store';
import { CommandError, EXIT } from '../terminal/errors';

export interface ElsewhereProps {
  readonly base: BaseParts;
  readonly clients: Pick<AwsClients, 'autoScaling'>;
  readonly states: Pick<StateStore, 'read' | 'stacks'>;
  /** Of the credentials, 12 digits. */
  readonly account: string;
}

/**
 * Checks that leaves, of which AWS has nothing in the Region and under the Name of base.yaml, are not deployed elsewhere:
 * somebody may have changed one of the two.
 *
 * @param ids of leaves
 * @throws CommandError (refused) with what to put back
 */
export async function assertNotElsewhere(props: ElsewhereProps, ids: readonly string[]): Promise<void> {
  await assertSameRegion(props, ids);
  const problems = await otherNames(props, ids);
  if (problems.length === 0) return;
  throw new CommandError([...problems, 'Nothing was changed.'].join('\n'), { exitCode: EXIT.refused });
}

/**
 * The part of `assertNotElsewhere` that is certain: the states say where the leaves are.
 *
 * @throws CommandError (refused) with both places
 */
export async function assertSameRegion(
  { base, states, account }: ElsewhereProps,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const withState = await states.stacks();
  const stacks = ids.map(stackNameOf).filter((stack) => withState.includes(stack));
  await assertSameAccount(states, { account, region: base.region }, stacks);
}

/**
 * What to say of leaves that another project of the account has in this Region: it may be this one, with another Name. A
 * project whose base has no state is deployed with its Name once more.
 */
export async function otherNames(
  { base, clients: { autoScaling }, states }: Pick<ElsewhereProps, 'base' | 'clients' | 'states'>,
  ids: readonly string[],
): Promise<string[]> {
  const found: AutoScalingGroup[] = [];
  if (ids.length === 0) return [];
  const filter = { Filters: [{ Name: `tag:${LEAF_TAG}`, Values: [...ids] }] };
  for await (const page of paginateDescribeAutoScalingGroups({ client: autoScaling }, filter)) {
    found.push(...(page.AutoScalingGroups ?? []).filter((group) => tagOf(group, PROJECT_TAG) !== base.name));
  }
  if (found.length === 0) return [];
  const isNew = !(await states.stacks()).includes(BASE_STACK_NAME);
  return found.flatMap((group) => otherName(group, base.name, isNew)).sort();
}

function otherName(group: AutoScalingGroup, name: string, isNew: boolean): string[] {
  const [id, other] = [tagOf(group, LEAF_TAG), tagOf(group, PROJECT_TAG)];
  if (id === undefined || other === undefined) return [];
  return [
    `${id} is deployed under the Name ${other}, but Name in base.yaml is ${name}: put 'Name: ${other}' back in base.yaml. ` +
      `If ${name} is a second project on purpose, ./cm deploy ${id}${isNew ? ` --new-project ${name}` : ''} creates ${id} in it.`,
  ];
}
