import { isInEcr } from '../../aws/ecr-repository';
import { type Report } from './containers';

/** Reports credentials of a registry that ECS logs in to by itself, or that asks for none. */
export function checkRegistry(
  {
    image,
    repositoryCredentials,
  }: { readonly image?: string | undefined; readonly repositoryCredentials?: string | undefined },
  report: Report,
): void {
  if (image === undefined || repositoryCredentials === undefined || !isInEcr(image)) return;
  report(
    ['RepositoryCredentials'],
    "is of no use: an image in Amazon ECR needs none, since ECS logs in with the leaf's own role. Remove it",
  );
}
