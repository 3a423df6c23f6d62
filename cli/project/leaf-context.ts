import { type BaseConfig, type LeafConfig } from '../../modules/config/types';
import { whoAmI } from '../aws/caller';
import { type AwsClients, awsClients } from '../aws/clients';
import { leafNamed } from './find-leaf';
import { Names } from '../../modules/aws/naming';
import { readConfig } from './project';

/** What a command about one leaf works with. */
export interface OneLeaf {
  readonly base: BaseConfig;
  readonly leaf: LeafConfig;
  readonly names: Names;
  readonly clients: AwsClients;
}

/**
 * Reads the config and checks the credentials.
 *
 * @param name of the leaf, as a person gave it
 * @throws CommandError where the config has no such leaf, or there is no account
 */
export async function oneLeaf(name: string): Promise<OneLeaf> {
  const { config } = readConfig();
  const leaf = leafNamed(config, name);
  const { base } = config;
  await whoAmI(base.region);
  return { base, leaf, names: new Names(base.name, leaf.stackName), clients: awsClients(base.region) };
}
