import { type LeafFileSystem } from '../aws/file-systems';
import { type TerraformPlan } from '../terraform/plan';

/** What the guard checks. */
export interface GuardedDeployment {
  readonly plans: readonly GuardedPlan[];
  /** Names of the leaf stacks that have a state. */
  readonly deployedLeaves: readonly string[];
  /** Those of `deployedLeaves` that have no YAML. */
  readonly orphans: readonly string[];
  /** File systems of leaves in AWS: at least those that no leaf mounts. */
  readonly fileSystems: readonly LeafFileSystem[];
  /** Whether base and every leaf are being deployed, not only the leaves that a person named. */
  readonly isWhole: boolean;
}

/** The plan of one stack. */
export interface GuardedPlan {
  /** Name of the stack. */
  readonly stack: string;
  readonly plan: TerraformPlan;
  /** Whether the stack has an instance now; false for base. */
  readonly isAwake: boolean | 'unknown';
}

/** What a rule found in a deployment. */
export interface Finding {
  /** `refuse`: nothing is applied unless a person allows the address. `warn`: a person should know before saying yes. */
  readonly severity: 'refuse' | 'warn';
  readonly stack: string;
  /** Terraform address of the resource. Without one the finding cannot be allowed. */
  readonly address?: string;
  /** A sentence that says what would happen and what to do instead, without a full stop. */
  readonly message: string;
  /** What a person gets by allowing it, as the end of "If you want …". @default that */
  readonly wanted?: string;
}

/** One rule of the guard, in a file of its own that has its name. */
export type Rule = (deployment: GuardedDeployment) => Finding[];
