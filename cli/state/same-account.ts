import { z } from 'zod';

import { type BaseConfig } from '../../modules/config/types';
import { type Caller } from '../aws/caller';
import { CommandError, EXIT } from '../terminal/errors';
import { readStates } from './store';

// what a state file has of it; one that was never written to may have nothing at all
const stateFile = z.object({
  resources: z
    .array(
      z.object({
        mode: z.string(),
        provider: z.string(),
        instances: z.array(z.object({ attributes: z.object({ arn: z.string().nullish() }).nullish() })),
      }),
    )
    .default([]),
});

/** Base's resources that have to be in us-east-1 come from an aliased provider. */
const ALIASED = /"\]\.\w+$/;

/**
 * Checks that stacks stand where the config and the credentials lead. Elsewhere Terraform would find nothing of what
 * the state holds, and take it for gone.
 *
 * @param stacks names; those without a state are right anywhere
 * @throws CommandError (refused) with both places; where a state is none
 */
export async function assertRightPlace(
  base: BaseConfig,
  { account }: Pick<Caller, 'account'>,
  stacks: readonly string[],
): Promise<void> {
  const wrong: string[] = [];
  for (const stack of stacks) {
    const arns = (await readStates(base, stack)).flatMap((state) => arnsIn(state, stack));
    const other = (part: 'region' | 'account', here: string) =>
      arns.map((arn) => arn[part]).find((value) => value !== '' && value !== here);
    const otherAccount = other('account', account);
    const otherRegion = other('region', base.region);
    if (otherAccount !== undefined) {
      wrong.push(
        `${stack} stands in the account ${otherAccount}, but the credentials are of ${account}: use the profile of that ` +
          'account',
      );
    }
    if (otherRegion !== undefined) {
      wrong.push(
        `${stack} stands in ${otherRegion}, but Region in base.yaml is ${base.region}: put Region back in base.yaml`,
      );
    }
  }
  if (wrong.length === 0) return;
  throw new CommandError(`${wrong.join('\n')}\nNothing was changed.`, { exitCode: EXIT.refused });
}

function arnsIn(state: string, stack: string) {
  return resourcesIn(state, stack)
    .filter(({ mode, provider }) => mode === 'managed' && !ALIASED.test(provider))
    .flatMap(({ instances }) => instances.flatMap(({ attributes }) => attributes?.arn ?? []))
    .map((arn) => {
      // arn:partition:service:region:account:resource; what is global has no region, a bucket neither
      const [, , , region = '', account = ''] = arn.split(':');
      return { region, account };
    });
}

function resourcesIn(state: string, stack: string) {
  try {
    return stateFile.parse(JSON.parse(state)).resources;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`the state of ${stack} cannot be read: ${why}`, { cause });
  }
}
