import { type ExitCode } from '../terminal/errors';

/** What to do about one kind of failure. */
export interface HintRule {
  /** In Terraform's or AWS's own words; where Terraform wraps lines, `\s+` between them. */
  readonly symptom: RegExp;
  /** Words that say that it is something else. */
  readonly unless?: RegExp;
  /** Where the hint says more than the whole message, which is then left out. */
  readonly saysAll?: RegExp;
  /** @default EXIT.failed */
  readonly exitCode?: ExitCode;
  /**
   * @param said what Terraform wrote
   * @param folder where it was run, as a person would write it
   */
  readonly hint: (said: string, folder: string) => string;
}
