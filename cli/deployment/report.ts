import { type Finding } from '../guard/finding';
import { type Verdict } from '../guard/guard';
import { type Action, actionOf, effectiveChanges, type TerraformPlan } from '../terraform/plan';
import { type PlanCounts, planCounts } from '../terraform/plan-counts';

/** What `./cm deploy --json` writes. */
export interface DeploymentReport {
  /** In the order in which they were planned. */
  readonly stacks: readonly StackReport[];
  readonly findings: readonly (Finding & { readonly isAllowed: boolean })[];
}

/** What happened to one stack. */
export interface StackReport extends PlanCounts {
  readonly stack: string;
  /** `planned`: nothing was applied, because the guard or a person said no, or something failed before. */
  readonly result: 'unchanged' | 'planned' | 'applied' | 'failed';
  readonly changes: readonly { readonly address: string; readonly action: Action }[];
  /** Values by name; absent until it was applied. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Absent unless it failed. */
  readonly error?: string;
}

/** Collects what happens during a deployment. */
export class ReportBuilder {
  private readonly stacks = new Map<string, StackReport>();
  private readonly findings: DeploymentReport['findings'][number][] = [];

  get report(): DeploymentReport {
    return { stacks: [...this.stacks.values()], findings: this.findings };
  }

  planned(stack: string, plan: TerraformPlan, isUnchanged: boolean): void {
    const changes = effectiveChanges(plan).map((change) => ({ address: change.address, action: actionOf(change) }));
    this.stacks.set(stack, { stack, result: isUnchanged ? 'unchanged' : 'planned', ...planCounts(plan), changes });
  }

  judged({ refused, allowed, warnings }: Verdict): void {
    const mark = (isAllowed: boolean) => (finding: Finding) => ({ ...finding, isAllowed });
    this.findings.push(...refused.map(mark(false)), ...allowed.map(mark(true)), ...warnings.map(mark(true)));
  }

  applied(stack: string, outputs: Readonly<Record<string, unknown>>): void {
    this.amend(stack, { result: 'applied', outputs });
  }

  failed(stack: string, error: string): void {
    this.amend(stack, { result: 'failed', error });
  }

  private amend(stack: string, news: Partial<StackReport>): void {
    const known = this.stacks.get(stack);
    if (known !== undefined) this.stacks.set(stack, { ...known, ...news });
  }
}
