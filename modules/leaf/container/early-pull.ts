import { ecrRepository } from '../../aws/ecr-repository';

export interface PulledContainer {
  readonly image: string;
  /** ARN of the secret with the registry's password. @default everybody may pull the image */
  readonly repositoryCredentials?: string | undefined;
}

/**
 * The image, if an instance may pull it without a password while it still boots; undefined otherwise. The instance's role may pull
 * nothing from ECR, nor read the registry's password: only the role that the ECS agent gets for the task may.
 */
export function earlyPull({ image, repositoryCredentials }: PulledContainer): string | undefined {
  return repositoryCredentials === undefined && ecrRepository(image) === undefined ? image : undefined;
}
