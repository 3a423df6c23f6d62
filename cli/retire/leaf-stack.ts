import { MAX_STOP_TIMEOUT_SECONDS } from '../../modules/config/schema/leaf';
import { BASE_STACK_NAME, stackNameOf } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { whoAmI } from '../aws/caller';
import { type AwsClients, awsClients } from '../aws/clients';
import { CommandError, EXIT } from '../terminal/errors';
import { PROJECT_FOLDER, readConfig } from '../project/project';
import { assertRightPlace } from '../state/same-account';
import { stacksWithState } from '../state/connect';
import { assertTerraform } from '../terraform/version';

/** A stack of a leaf, with its YAML or without. */
export interface LeafStackToRemove {
  readonly base: BaseConfig;
  readonly stack: string;
  /** The volumes that have KeepOnDelete in the YAML. */
  readonly keptByYaml: readonly string[];
  readonly hasYaml: boolean;
  /** Of its container, in seconds; without YAML the longest that there can be. */
  readonly stopTimeoutSeconds: number;
  readonly clients: AwsClients;
}

/**
 * Finds the stack that a person names, and checks that it can be worked on.
 *
 * @param name id of a leaf or name of its stack; the YAML may be gone
 * @throws CommandError (wrong use) for base; (refused) where it stands in another account or region; where Terraform or
 *   credentials are missing
 */
export async function findLeafStack(name: string): Promise<LeafStackToRemove> {
  const stack = stackNameOf(name.toLowerCase());
  if (stack === BASE_STACK_NAME) {
    throw new CommandError('base is no leaf: ./cm destroy base --delete-data removes it', {
      exitCode: EXIT.wrongUse,
    });
  }
  const { base, leaves } = readConfig().config;
  const leaf = leaves.find(({ stackName }) => stackName === stack);
  await assertTerraform(PROJECT_FOLDER);
  const caller = await whoAmI(base.region);
  const deployed = await stacksWithState(base);
  await assertRightPlace(
    base,
    caller,
    deployed.filter((each) => each === stack),
  );
  return {
    base,
    stack,
    keptByYaml: (leaf?.volumes ?? []).filter(({ keepOnDelete }) => keepOnDelete).map(({ id }) => id),
    hasYaml: leaf !== undefined,
    stopTimeoutSeconds: leaf?.container.stopTimeoutSeconds ?? MAX_STOP_TIMEOUT_SECONDS,
    clients: awsClients(base.region),
  };
}
