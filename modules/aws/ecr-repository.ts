/** A private repository of Amazon ECR. */
export interface EcrRepository {
  readonly accountId: string;
  readonly region: string;
  /** May contain slashes. */
  readonly name: string;
}

// a private registry has an IPv4 name, 123456789012.dkr.ecr.eu-central-1.amazonaws.com, and a dual-stack name,
// 123456789012.dkr-ecr.eu-central-1.on.aws
const PRIVATE_IMAGE =
  /^(?<accountId>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)\/(?<name>[^:@]+)/;

/**
 * The private ECR repository of an image; undefined for every other registry, such as ECR's public gallery
 * (public.ecr.aws), from which everybody may pull.
 */
export function ecrRepository(image: string): EcrRepository | undefined {
  const { accountId, region, name } = PRIVATE_IMAGE.exec(image)?.groups ?? {};
  if (accountId === undefined || region === undefined || name === undefined) return undefined;
  return { accountId, region, name };
}

/** Whether an image is in Amazon ECR: in a private repository, or in the public gallery. */
export function isInEcr(image: string): boolean {
  return ecrRepository(image) !== undefined || /^(?:public\.ecr\.aws|ecr-public\.aws\.com)\//.test(image);
}
