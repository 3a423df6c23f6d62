import { z } from 'zod';

import { pageLink } from '../../lambdas/shared/page-link';
import { type BaseParts } from '../../modules/config/config-parts';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { outputsOf } from '../state/contents';
import { type StateStore } from '../state/store';
import { CommandError } from '../terminal/errors';
import { type DeployedLeaves } from './deployed-leaves';

const url = z.string().regex(/^https:\/\/./);

/**
 * Address of the start page as base was deployed, e.g. `https://abc123.execute-api.eu-central-1.amazonaws.com`.
 *
 * @returns undefined where base is not deployed, or without a start page
 * @throws CommandError when the state of base cannot be read
 */
export async function startPageUrl(states: Pick<StateStore, 'read'>): Promise<string | undefined> {
  // a state that has not moved to the bucket yet is older than the one there
  const state = (await states.read(BASE_STACK_NAME)).at(-1);
  return state && url.safeParse(outputsOf(state).start_page_url).data;
}

/** The page of a leaf for commands that can do without: undefined also where base's state cannot be read. */
export async function pageOf(
  { config, states }: Pick<DeployedLeaves, 'config' | 'states'>,
  leafId: string,
): Promise<string | undefined> {
  if (config.base.startPage?.enabled !== true) return undefined;
  try {
    const found = await startPageUrl(states);
    return found && pageLink(found, leafId);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/**
 * The same for commands that need it.
 *
 * @throws CommandError that says what to do where there is none
 */
export async function needStartPage({
  config,
  states,
}: {
  readonly config: { readonly base: Pick<BaseParts, 'startPage'> };
  readonly states: Pick<StateStore, 'read'>;
}): Promise<string> {
  const found = await startPageUrl(states);
  if (found !== undefined) return found;
  throw new CommandError(
    config.base.startPage?.enabled === true
      ? 'the start page is not deployed yet: ./cm deploy'
      : 'there is no start page: set StartPage.Enabled: true in base.yaml, then ./cm deploy',
  );
}
