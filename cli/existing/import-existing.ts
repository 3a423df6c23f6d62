import { clientsByRegion } from '../aws/clients';
import { type Import, NotThereError } from '../terraform/imports';
import { actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../terraform/plan';
import { type Terraform } from '../terraform/terraform';
import { assertOurRecord, assertOurs } from './assert-ours';
import { IMPORT_IDS, type Place } from './import-ids';
import { LOOKUPS } from './lookups';
import { onlyOne } from './only-one';
import { readSynthesizedStack, type SynthesizedStack } from './synthesized-stack';
import { valuesOf } from './values';

export interface ImportExistingProps {
  /** Connected to the state. */
  readonly terraform: Pick<Terraform, 'stack' | 'folder' | 'plan'>;
  /** Of the whole stack, without imports. */
  readonly plan: TerraformPlan;
  /** `Name` of base.yaml. */
  readonly project: string;
  /** Whom the credentials belong to. */
  readonly caller: Omit<Place, 'region'>;
  /** When the run began that was killed. Absent where a person only says that one was. */
  readonly since?: Date;
}

/**
 * Plans a stack again, so that the plan imports what AWS has of it and no state: a deployment that was killed could not write
 * that down. Resources with names of ours are tried, and the provider says which exist. The others are looked up. Each import
 * lets Terraform know more attributes, with which more is found.
 *
 * @returns the plan to apply
 * @throws CommandError (refused) when something of that name is not this project's; when several resources could be the one
 */
export async function importExisting(props: ImportExistingProps): Promise<TerraformPlan> {
  return new Search(props).run();
}

class Search {
  private readonly imports = new Map<string, string>();
  /** Addresses of what does not exist. */
  private readonly absent = new Set<string>();
  private readonly synthesized: SynthesizedStack;
  private readonly clientsIn = clientsByRegion();

  constructor(private readonly props: ImportExistingProps) {
    this.synthesized = readSynthesizedStack(props.terraform.folder);
  }

  async run(): Promise<TerraformPlan> {
    let { plan } = this.props;
    for (;;) {
      const found = await this.find(plan);
      if (found.length === 0) break;
      for (const { address, id } of found) this.imports.set(address, id);
      plan = await this.plan();
    }
    for (const change of effectiveChanges(plan)) {
      assertOurs(change, this.props.project);
      if (change.type === 'aws_route53_record' && change.change.importing !== undefined) {
        await assertOurRecord(change, this.props.project, this.clientsIn(this.synthesized.regionOf(change.address)));
      }
    }
    return plan;
  }

  private async find(plan: TerraformPlan): Promise<Import[]> {
    const unknown = effectiveChanges(plan).filter(
      (change) => actionOf(change) === 'create' && !this.isAbsent(change.address),
    );
    const found = await Promise.all(
      unknown.map(async (change) => {
        const { address } = change;
        const id = await this.idOf(change);
        return id === undefined ? [] : [{ address, id }];
      }),
    );
    return found.flat();
  }

  /** Undefined when it does not exist, or nobody knows yet. */
  private async idOf({ address, type, change }: ResourceChange): Promise<string | undefined> {
    const values = valuesOf(change.after);
    const region = this.synthesized.regionOf(address);
    const named = IMPORT_IDS[type]?.(values, { ...this.props.caller, region });
    if (named !== undefined) return named;
    const { since } = this.props;
    const ids = await LOOKUPS[type]?.(values, { clients: this.clientsIn(region), ...(since && { since }) });
    if (ids === undefined) return undefined;
    const id = onlyOne(address, ids);
    if (id === undefined) this.absent.add(address);
    return id;
  }

  /** Plans with everything that was found, less what turns out not to exist. */
  private async plan(): Promise<TerraformPlan> {
    for (;;) {
      try {
        return await this.props.terraform.plan({
          imports: [...this.imports].map(([address, id]) => ({ address, id })),
        });
      } catch (error) {
        if (!(error instanceof NotThereError)) throw error;
        for (const address of error.addresses) this.absent.add(address);
        for (const address of this.imports.keys()) if (this.isAbsent(address)) this.forget(address);
      }
    }
  }

  /** Terraform creates nothing before what it refers to. */
  private isAbsent(address: string): boolean {
    if (this.absent.has(address)) return true;
    return (this.synthesized.parents.get(address) ?? []).some((parent) => this.isAbsent(parent));
  }

  private forget(address: string): void {
    this.imports.delete(address);
    this.absent.add(address);
  }
}
