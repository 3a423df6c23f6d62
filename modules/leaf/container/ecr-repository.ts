/** A private repository of Amazon ECR. */
export interface EcrRepository {
  readonly accountId: string;
  readonly region: string;
  /** May hold slashes. */
  readonly name: string;
}

// the old and the dual-stack names of a private registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com and
// 123456789012.dkr-ecr.eu-central-1.on.aws
const PRIVATE_IMAGE =
  /^(?<accountId>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)\/(?<name>[^:@]+)/;

/**
 * The private ECR repository that an image lies in; undefined for any other registry. ECR's public gallery
 * (public.ecr.aws) is one of the others: nobody needs a permission to pull from it.
 */
export function ecrRepository(image: string): EcrRepository | undefined {
  const { accountId, region, name } = PRIVATE_IMAGE.exec(image)?.groups ?? {};
  if (accountId === undefined || region === undefined || name === undefined) return undefined;
  return { accountId, region, name };
}
