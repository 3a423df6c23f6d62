import { createHash, randomBytes } from 'node:crypto';

import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';

import { invitationLink } from '../../lambdas/shared/page-link';
import { invitationParameter, leafParameter } from '../../lambdas/shared/parameter-names';
import { LEAF_TAG, PROJECT_TAG } from '../../modules/aws/tags';
import { type DeployedLeaves, type LeafContext } from '../leaf/deployed-leaves';
import { isRetiring, retiringText } from '../leaf/group';
import { needStartPage } from '../leaf/start-page';
import { CommandError, EXIT } from '../terminal/errors';

/** 128 bits: nobody guesses them, however often the page is asked. */
const TOKEN_BYTES = 16;

const FRIEND = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** A link that was just made. Nobody can show it again. */
export interface Invited {
  readonly leaf: string;
  readonly friend: string;
  readonly link: string;
  /** Whether it replaced an earlier link. */
  readonly replaced: boolean;
}

/** What is wrong with the name of a friend; undefined when nothing is. */
export function friendProblem(friend: string): string | undefined {
  if (FRIEND.test(friend)) return undefined;
  const allowed = '1 to 64 letters (a to z), digits, dots, dashes and underscores; begin with a letter or a digit';
  return `'${friend.length > 80 ? `${friend.slice(0, 60)}…` : friend}' is not a friend's name here: use ${allowed}`;
}

/**
 * Makes a friend's link to a leaf. AWS gets the SHA-256 of its token alone.
 *
 * @param options.replace make a new link where there is one, which then stops working
 * @throws CommandError (wrong use) for a wrong name or a leaf that does not exist, (refused) where the friend has a link already;
 *   when there is no start page, or the leaf was not deployed since
 */
export async function invite(
  leaves: Pick<DeployedLeaves, 'config' | 'find' | 'states'>,
  { name, friend, replace }: { readonly name: string; readonly friend: string; readonly replace: boolean },
): Promise<Invited> {
  const problem = friendProblem(friend);
  if (problem !== undefined) throw new CommandError(problem, { exitCode: EXIT.wrongUse });
  const leaf = await leaves.find(name);
  if (isRetiring(leaf.group)) throw new CommandError(retiringText(leaf.id), { exitCode: EXIT.refused });
  const pageUrl = await needStartPage(leaves);
  const project = leaves.config.base.name;
  await assertOnPage(leaf, project);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const replaced = await keepHash({
    project,
    leaf,
    friend,
    replace,
    hash: createHash('sha256').update(token).digest('hex'),
  });
  return { leaf: leaf.id, friend, link: invitationLink(pageUrl, leaf.id, token), replaced };
}

/** @throws CommandError where the leaf was deployed before there was a start page: the page does not know its ports */
async function assertOnPage({ clients, id }: LeafContext, project: string): Promise<void> {
  try {
    await clients.ssm.send(new GetParameterCommand({ Name: leafParameter(project, id) }));
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    throw new CommandError(`the start page does not know ${id} yet: ./cm deploy ${id}`, { cause: error });
  }
}

interface NewHash {
  readonly project: string;
  readonly leaf: LeafContext;
  readonly friend: string;
  readonly replace: boolean;
  /** In hex. */
  readonly hash: string;
}

/** @returns whether there was one */
async function keepHash({ project, leaf: { clients, id }, friend, replace, hash }: NewHash): Promise<boolean> {
  const parameter = {
    Name: invitationParameter(project, id, friend),
    Description: `Invitation of ${friend} to ${id}: the SHA-256 of what its link ends with`,
    Type: 'String' as const,
    Tier: 'Standard' as const,
    Value: hash,
  };
  const Tags = [
    { Key: PROJECT_TAG, Value: project },
    { Key: LEAF_TAG, Value: id },
  ];
  try {
    await clients.ssm.send(new PutParameterCommand({ ...parameter, Tags }));
    return false;
  } catch (error) {
    if (!(error instanceof ParameterAlreadyExists)) throw error;
    if (!replace) throw alreadyInvited(id, friend);
  }
  // AWS takes no tags with it: those of the first time stay
  await clients.ssm.send(new PutParameterCommand({ ...parameter, Overwrite: true }));
  return true;
}

function alreadyInvited(id: string, friend: string): CommandError {
  return new CommandError(
    `${friend} has a link to ${id} already, and nobody can show it again. For a new one, after which the old one no longer ` +
      `works: ./cm invite ${id} ${friend} --replace`,
    { exitCode: EXIT.refused },
  );
}
