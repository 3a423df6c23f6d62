/** What a person who reads a plan must not miss, beyond what the guard says. */
export interface Review {
  readonly stack: string;
  /** Terraform address of the resource. */
  readonly address: string;
  /** What the change does, as the end of a sentence that begins with the address. */
  readonly message: string;
}
