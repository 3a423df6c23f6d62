/** A change that grants more access than before, or may: a person who reads the plan must not miss it. */
export interface WidenedAccess {
  readonly stack: string;
  /** Terraform address of the resource. */
  readonly address: string;
  /** What the change does, as the end of a sentence that begins with the address, e.g. `widens policy`. */
  readonly message: string;
}
