import { type Path } from '../../modules/config/key-path';
import { type ProblemWith } from '../../modules/config/load-config';
import { type Config } from '../../modules/config/types';
import { type Caller } from '../aws/caller';
import { type AwsClients } from '../aws/clients';

/** What rules check, and what they ask. */
export interface CheckInput {
  /** With the leaves that are checked. */
  readonly config: Config;
  readonly problem: ProblemWith;
  readonly caller: Caller;
  /** Names of the stacks that have a state. */
  readonly deployed: readonly string[];
  /** Clients of a Region: that of base.yaml, us-east-1, or the one that a secret is in. */
  readonly clientsIn: (region: string) => AwsClients;
}

/** One thing of the config that AWS has to have. */
export interface Check {
  /** What is right when nothing is found, e.g. `minecraft: its instance type m7i-flex.large exists`. */
  readonly what: string;
  /** Id of the leaf whose file names it, or base. */
  readonly id: string;
  /** Where its file names it. */
  readonly path: Path;
  /**
   * Asks AWS, and changes nothing.
   *
   * @throws NotPermittedError when the credentials may not ask
   */
  readonly find: () => Promise<readonly Finding[]>;
}

/** What is wrong with it. */
export interface Finding {
  /** What AWS says and what to do. */
  readonly message: string;
  /** Where the value is that has to change. @default the check's path */
  readonly path?: Path;
  /** The deployment would succeed; it is probably not what was meant. @default false */
  readonly isDoubt?: boolean;
}

/** One kind of things that are checked. */
export type Rule = (checked: CheckInput) => readonly Check[];
