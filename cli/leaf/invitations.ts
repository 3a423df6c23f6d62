import {
  DeleteParametersCommand,
  paginateGetParametersByPath,
  type Parameter,
  type SSMClient,
} from '@aws-sdk/client-ssm';

import { invitationParameter, invitationsPath } from '../../lambdas/shared/parameter-names';

/** A friend's link to a leaf on the start page. Nobody can read the link back: AWS has the SHA-256 of its token alone. */
export interface Invitation {
  readonly leafId: string;
  readonly friend: string;
  /** When this link was made. */
  readonly invitedAt?: Date;
}

/** As many as DeleteParameters takes at once: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
const MOST_AT_ONCE = 10;

/**
 * The invitations of a project, by leaf and friend.
 *
 * @param project `Name` of base.yaml
 * @param leafId @default those to all leaves, also to leaves that are gone
 */
export async function invitationsOf(client: SSMClient, project: string, leafId?: string): Promise<Invitation[]> {
  const Path = leafId === undefined ? invitationsPath(project) : `${invitationsPath(project)}${leafId}/`;
  const found: Invitation[] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, { Path, Recursive: true })) {
    found.push(...Parameters.flatMap((parameter) => invitationIn(parameter, project)));
  }
  return found.sort((a, b) => order(a.leafId, b.leafId) || order(a.friend, b.friend));
}

/** Makes the links of these invitations useless. Those that are gone already do not matter. */
export async function deleteInvitations(
  client: SSMClient,
  project: string,
  invitations: readonly Pick<Invitation, 'leafId' | 'friend'>[],
): Promise<void> {
  const names = invitations.map(({ leafId, friend }) => invitationParameter(project, leafId, friend));
  for (let index = 0; index < names.length; index += MOST_AT_ONCE) {
    await client.send(new DeleteParametersCommand({ Names: names.slice(index, index + MOST_AT_ONCE) }));
  }
}

function invitationIn({ Name: name = '', LastModifiedDate: invitedAt }: Parameter, project: string): Invitation[] {
  const [leafId = '', friend = '', ...more] = name.slice(invitationsPath(project).length).split('/');
  if (leafId === '' || friend === '' || more.length > 0) return [];
  return [{ leafId, friend, ...(invitedAt && { invitedAt }) }];
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
