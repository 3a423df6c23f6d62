import { z } from 'zod';

import { assertSucceeded } from '../project-copy/cm-run';
import { ApiGateway } from './api-gateway';
import { type ProjectInEmulator, REGION } from './project-in-emulator';

const Invited = z.object({ link: z.url() });

/** A friend's link, as `./cm invite` prints it, and base's API behind it. */
export interface Invitation {
  readonly api: ApiGateway;
  /** Leads to this computer in place of AWS. */
  readonly link: string;
}

/** Invites somebody to a leaf of a deployed project whose start page is enabled. */
export async function invite(system: ProjectInEmulator, leaf: string, friend: string): Promise<Invitation> {
  const run = await system.copy.cm(['invite', leaf, friend, '--json']);
  assertSucceeded(run);
  const { link } = Invited.parse(JSON.parse(run.stdout));
  const { origin } = new URL(link);
  const api = await ApiGateway.start({
    endpoint: system.emulator.endpoint,
    region: REGION,
    functions: system.region.functions,
    url: origin,
  });
  return { api, link: link.replace(origin, api.url) };
}
