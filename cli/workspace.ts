import { type ProblemWith } from '../modules/config/load-config';
import { type Config } from '../modules/config/types';
import { type Caller, whoAmIOnce } from './aws/caller';
import { AwsClients } from './aws/clients';
import { Project } from './project/project';
import { assertStateStays } from './state/connect';
import { assertSameAccount } from './state/same-account';
import { StateStore } from './state/store';
import { Terraform } from './terraform/terraform';
import { assertTerraform } from './terraform/version';

/**
 * What every command that plans or changes stacks begins with. Nothing is asked of AWS before it is used. Commands about
 * leaves that are deployed begin with cli/leaf/deployed-leaves.ts.
 */
export interface Workspace {
  readonly project: Project;
  /** With the leaves that are needed. */
  readonly config: Config;
  /** Ids of all leaves that have a file. */
  readonly leafIds: readonly string[];
  /** Absolute path of the folder that holds base.yaml. */
  readonly configFolder: string;
  /** Whether that is the shipped example, because the user has no folder. */
  readonly usedQuickstart: boolean;
  /** What of the config is allowed, but looks like a mistake: a line each. */
  readonly warnings: readonly string[];
  /** A problem with a value of the config, with its place in its file. */
  readonly problem: ProblemWith;
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
   * Checks that Terraform can work on stacks: it is installed and new enough, AWS accepts the credentials, and what is
   * deployed of the stacks is in the credentials' account and the config's Region.
   *
   * @param stacks names; they need not be deployed
   * @returns names of all stacks that have a state, in alphabetical order
   * @throws CommandError otherwise; (refused) for another account or Region
   */
  prepare(stacks: readonly string[], options?: PrepareOptions): Promise<string[]>;

  /**
   * The part of `prepare` about the states alone: what is deployed of the stacks is in the credentials' account and the
   * config's Region.
   *
   * @param stacks names; they need not be deployed
   * @returns names of all stacks that have a state, in alphabetical order
   * @throws CommandError when the states cannot be read; (refused) for another account or Region
   */
  deployed(stacks: readonly string[]): Promise<string[]>;

  /**
   * Writes the Terraform of base and the leaves that are needed to cdktf.out.
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
 * @param only the leaves that are needed, by id or stack name; by default all
 * @throws CommandError with every problem of base.yaml and of the files of these leaves
 */
export function openWorkspace(project = new Project(), only?: readonly string[]): Workspace {
  const { config, leafIds, folder, usedQuickstart, warnings, problem } = project.readConfig(only);
  const { base } = config;
  const clients = new AwsClients(base.region);
  const caller = whoAmIOnce(base.region);
  const states = new StateStore(project, base, async () => (await caller()).account);
  const deployedOf = async (stacks: readonly string[]) => {
    const { account } = await caller();
    const deployed = await states.stacks();
    const known = stacks.filter((stack) => deployed.includes(stack));
    await assertSameAccount(states, { account, region: base.region }, known);
    return deployed;
  };
  return {
    project,
    config,
    leafIds,
    configFolder: folder,
    usedQuickstart,
    warnings,
    problem,
    clients,
    states,
    caller,
    prepare: async (stacks, { createsStates = false } = {}) => {
      if (createsStates) assertStateStays(base);
      await assertTerraform(project.folder);
      return deployedOf(stacks);
    },
    deployed: deployedOf,
    synthesize: () => project.synthesize(only),
    terraform: (stack) => new Terraform(stack, project.stackFolder(stack)),
  };
}
