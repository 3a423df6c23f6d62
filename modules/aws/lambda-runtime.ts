/**
 * Node.js of every function. AWS supports this version until 2027-04-30 and refuses new functions soon after; provider 5.100
 * knows no newer one: docs/decisions/provider-and-cdktf.md.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const LAMBDA_RUNTIME = 'nodejs22.x';
