/** The account that ARNs are made of. */
export interface AwsAccount {
  /** 12 digits; may be a token. */
  readonly accountId: string;
  /** `aws`, `aws-cn` or `aws-us-gov`; may be a token. */
  readonly partition: string;
}

/** The account and the region that ARNs are made of. */
export interface AwsPlace extends AwsAccount {
  /** E.g. `eu-central-1`. */
  readonly region: string;
}
