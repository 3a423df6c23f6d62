import { CreateServiceLinkedRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';

const SERVICE = 'ecs.amazonaws.com';

/**
 * Makes the role that ECS acts with, where the account has none. Only the console makes it with the first cluster, and
 * the first capacity provider needs it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
 */
export async function makeServiceLinkedRole(region: string): Promise<void> {
  const client = new IAMClient({ region });
  const { Roles } = await client.send(new ListRolesCommand({ PathPrefix: `/aws-service-role/${SERVICE}/` }));
  if (Roles === undefined || Roles.length === 0) {
    await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: SERVICE }));
  }
}
