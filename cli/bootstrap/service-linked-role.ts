import { CreateServiceLinkedRoleCommand, GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';

const ROLE_NAME = 'AWSServiceRoleForECS';

/**
 * Makes the role that ECS acts with, where the account has none. Only the console makes it with the first cluster, and
 * the first capacity provider needs it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
 */
export async function makeServiceLinkedRole(region: string): Promise<void> {
  const client = new IAMClient({ region });
  try {
    await client.send(new GetRoleCommand({ RoleName: ROLE_NAME }));
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
    await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }));
  }
}
