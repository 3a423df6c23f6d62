import { Names } from '../modules/aws/naming';
import { type BaseConfig, type Config, type LeafConfig } from '../modules/config/types';
import { type Caller, whoAmI } from './aws/caller';
import { AwsClients } from './aws/clients';
import { findLeaf } from './project/find-leaf';
import { Project } from './project/project';
import { assertStateStays } from './state/connect';
import { assertSameAccount } from './state/same-account';
import { StateStore } from './state/store';
import { Terraform } from './terraform/terraform';
import { assertTerraform } from './terraform/version';

/** What a command about one leaf works with. */
export interface LeafContext {
  readonly base: BaseConfig;
  readonly leaf: LeafConfig;
  readonly names: Names;
  readonly clients: AwsClients;
}

/** What every command that uses AWS begins with. Nothing is asked of AWS before it is used. */
export interface Workspace {
  readonly project: Project;
  readonly config: Config;
  /** Absolute path of the folder that holds base.yaml. */
  readonly configFolder: string;
  /** Whether that is the shipped example, because the user has no folder. */
  readonly usedQuickstart: boolean;
  /** What of the config is allowed, but looks like a mistake: a line each. */
  readonly warnings: readonly string[];
  /** In the Region of base.yaml. */
  readonly clients: AwsClients;
  readonly states: StateStore;

  /**
   * Whom the credentials belong to.
   *
   * @throws CommandError when there are no credentials, AWS refuses them, or AWS cannot be reached
   */
  caller(): Promise<Caller>;

  /**
   * Finds a leaf and checks the credentials.
   *
   * @param name id of the leaf or name of its stack, as a person gave it
   * @throws CommandError (wrong use) when the config has no such leaf; as `caller` does
   */
  leaf(name: string): Promise<LeafContext>;

  /**
   * Checks that Terraform can work on stacks: it is installed and new enough, AWS accepts the credentials, and what is
   * deployed of the stacks is in the credentials' account and the config's Region.
   *
   * @param stacks names; they need not be deployed
   * @returns names of all stacks that have a state, in alphabetical order
   * @throws CommandError otherwise; (refused) for another account or Region
   */
  prepare(stacks: readonly string[], options?: PrepareOptions): Promise<string[]>;

  /**
   * Writes the Terraform of all stacks to cdktf.out.
   *
   * @throws CommandError when synthesis fails
   */
  synthesize(): Promise<void>;

  /** Terraform in the folder of a synthesized stack. */
  terraform(stack: string): Terraform;
}

export interface PrepareOptions {
  /** Stacks may get their first state: in CI that must not be a local one. @default false */
  readonly createsStates?: boolean;
}

/**
 * Reads the config. Does not ask AWS.
 *
 * @throws CommandError with every problem of every file of the config
 */
export function openWorkspace(project = new Project()): Workspace {
  const { config, folder, usedQuickstart, warnings } = project.readConfig();
  const { base } = config;
  const clients = new AwsClients(base.region);
  const states = new StateStore(project, base);
  const caller = () => whoAmI(base.region);
  return {
    project,
    config,
    configFolder: folder,
    usedQuickstart,
    warnings,
    clients,
    states,
    caller,
    leaf: async (name) => {
      const leaf = findLeaf(config, name);
      await caller();
      return { base, leaf, names: new Names(base.name, leaf.stackName), clients };
    },
    prepare: async (stacks, { createsStates = false } = {}) => {
      if (createsStates) assertStateStays(base);
      await assertTerraform(project.folder);
      const { account } = await caller();
      const deployed = await states.stacks();
      const { region } = base;
      await assertSameAccount(
        states,
        { account, region },
        stacks.filter((stack) => deployed.includes(stack)),
      );
      return deployed;
    },
    synthesize: () => project.synthesize(),
    terraform: (stack) => new Terraform(stack, project.stackFolder(stack)),
  };
}
