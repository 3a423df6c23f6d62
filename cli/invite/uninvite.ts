import { isNamed } from '../project/find-leaf';
import { type DeployedLeaves } from '../leaf/deployed-leaves';
import { deleteInvitations, type Invitation, invitationsOf } from '../leaf/invitations';
import { CommandError, EXIT } from '../terminal/errors';

/**
 * Takes a friend's link back. The leaf need not be deployed any more.
 *
 * @returns whose
 * @throws CommandError (wrong use) where there is no such invitation, with those that there are
 */
export async function uninvite(
  leaves: Pick<DeployedLeaves, 'caller' | 'clients' | 'config' | 'find'>,
  { name, friend }: { readonly name: string; readonly friend: string },
): Promise<Invitation> {
  const of = await invitationsTo(leaves, name);
  const found = of.find((one) => one.friend === friend);
  if (found === undefined) {
    const [first] = of;
    const id = first?.leafId ?? (await leaves.find(name)).id;
    const known = of.length === 0 ? 'nobody has one' : `there are those of ${of.map((one) => one.friend).join(', ')}`;
    throw new CommandError(`'${friend}' has no invitation to ${id}: ${known}`, { exitCode: EXIT.wrongUse });
  }
  await deleteInvitations(leaves.clients.ssm, leaves.config.base.name, [found]);
  return found;
}

/**
 * Invitations to a leaf that a person names.
 *
 * @throws CommandError (wrong use) where there is neither an invitation nor such a leaf
 */
export async function invitationsTo(
  { caller, clients, config, find }: Pick<DeployedLeaves, 'caller' | 'clients' | 'config' | 'find'>,
  name?: string,
): Promise<Invitation[]> {
  await caller();
  const all = await invitationsOf(clients.ssm, config.base.name);
  if (name === undefined) return all;
  const found = all.filter(({ leafId }) => isNamed(name)({ id: leafId }));
  if (found.length === 0) await find(name);
  return found;
}
