import { CreateServiceLinkedRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';

const SERVICE = 'ecs.amazonaws.com';

/**
 * Creates the role that ECS acts with, if the account has none. AWS creates it only with the first cluster of the console,
 * and the first capacity provider needs it.
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
