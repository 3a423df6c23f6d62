import { type LeafFileSystem } from '../aws/file-systems';
import { type TerraformPlan } from '../terraform/plan';

/** What the guard looks at. */
export interface GuardedDeployment {
  readonly plans: readonly GuardedPlan[];
  /** Names of the leaf stacks that have a state. */
  readonly deployedLeaves: readonly string[];
  /** Those of them that have no YAML. */
  readonly orphans: readonly string[];
  /** File systems of leaves that AWS has: at least those that no leaf has. */
  readonly fileSystems: readonly LeafFileSystem[];
  /** Whether base and every leaf are deployed, not only leaves that a person named. */
  readonly isWhole: boolean;
}

/** The plan of one stack. */
export interface GuardedPlan {
  /** Name of the stack that the plan is of. */
  readonly stack: string;
  readonly plan: TerraformPlan;
  /** Whether the stack's instance is up when the plan is applied; false for base. */
  readonly isAwake: boolean | 'unknown';
}

/** What a rule says of a deployment. */
export interface Finding {
  /** `refuse`: nothing is applied unless the address is allowed. `warn`: a person should know before saying yes. */
  readonly severity: 'refuse' | 'warn';
  readonly stack: string;
  /** Terraform address of the resource. Without one the finding cannot be allowed. */
  readonly address?: string;
  /** A sentence that says what would happen and what to do instead, without a full stop. */
  readonly message: string;
  /** What somebody wants who allows it, as the end of "If you want …". @default that */
  readonly wanted?: string;
}

/** One rule of the guard, in a file of its own that is named by it. */
export type Rule = (deployment: GuardedDeployment) => Finding[];
