import { CommandError, EXIT } from '../terminal/errors';
import { managedResources, type StateFile } from './contents';
import { type StateStore } from './store';

/** What the credentials and the config say. */
export interface Here {
  /** 12 digits. */
  readonly account: string;
  /** `Region` of base.yaml. */
  readonly region: string;
}

/** Base's resources that have to be in us-east-1 come from an aliased provider. */
const ALIASED = /"\]\.\w+$/;

/**
 * Checks that stacks are deployed in the account of the credentials and the Region of the config. Elsewhere Terraform would
 * find none of the resources in the state, and take them for deleted.
 *
 * @param stacks names; those without a state pass
 * @throws CommandError (refused) with both places; when a state cannot be read
 */
export async function assertSameAccount(
  states: Pick<StateStore, 'read'>,
  { account, region }: Here,
  stacks: readonly string[],
): Promise<void> {
  const wrong: string[] = [];
  for (const stack of stacks) {
    const arns = (await states.read(stack)).flatMap(arnsIn);
    const other = (part: keyof Here, here: string) =>
      arns.map((arn) => arn[part]).find((value) => value !== '' && value !== here);
    const otherAccount = other('account', account);
    const otherRegion = other('region', region);
    if (otherAccount !== undefined) {
      wrong.push(
        `${stack} is deployed in account ${otherAccount}, but your credentials are for account ${account}: use the profile ` +
          `of account ${otherAccount}`,
      );
    }
    if (otherRegion !== undefined) {
      wrong.push(
        `${stack} is deployed in ${otherRegion}, but Region in base.yaml is ${region}: put Region back in base.yaml`,
      );
    }
  }
  if (wrong.length === 0) return;
  throw new CommandError(`${wrong.join('\n')}\nNothing was changed.`, { exitCode: EXIT.refused });
}

function arnsIn(state: StateFile): Here[] {
  return managedResources(state)
    .filter(({ provider }) => !ALIASED.test(provider))
    .flatMap(({ instances }) => instances.flatMap(({ attributes }) => attributes?.arn ?? []))
    .map((arn) => {
      // arn:partition:service:region:account:resource; global resources and buckets have no region
      const [, , , region = '', account = ''] = arn.split(':');
      return { region, account };
    });
}
