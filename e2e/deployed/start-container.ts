import { CreateOrUpdateTagsCommand, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeServicesCommand, RegisterContainerInstanceCommand, StartTaskCommand } from '@aws-sdk/client-ecs';

import { answeredNote, answeredNoteText } from '../../lambdas/shared/answered-note';
import { READY_WHEN_TAG } from '../../lambdas/shared/ready-when';
import { tagOf } from '../../lambdas/shared/told-tags';
import { type Names } from '../../modules/aws/naming';
import { type Clients } from '../emulator/clients';

type LeafNames = Pick<Names, 'cluster' | 'service' | 'autoScalingGroup'>;

/**
 * Registers an instance and starts the service's task on it. In AWS the ECS agent and ECS do that. A game that is asked answers
 * at once: what player-query notes of it is noted.
 */
export async function startContainer(clients: Clients, names: LeafNames, instanceId: string): Promise<void> {
  const { ecs } = clients;
  const { cluster, service } = names;
  const { containerInstance } = await ecs.send(
    new RegisterContainerInstanceCommand({ cluster, instanceIdentityDocument: JSON.stringify({ instanceId }) }),
  );
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  await ecs.send(
    new StartTaskCommand({
      cluster,
      taskDefinition: services[0]?.taskDefinition,
      containerInstances: [String(containerInstance?.containerInstanceArn)],
      group: `service:${service}`,
    }),
  );
  await answer(clients, names, instanceId);
}

async function answer({ autoScaling }: Clients, { autoScalingGroup }: LeafNames, instanceId: string): Promise<void> {
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [autoScalingGroup] }),
  );
  if (!group?.Tags?.some(({ Key, Value }) => Key === READY_WHEN_TAG && Value === 'answers')) return;
  const note = {
    ResourceId: autoScalingGroup,
    ResourceType: 'auto-scaling-group',
    Key: tagOf(answeredNote(instanceId)),
    Value: answeredNoteText({ at: new Date(), deploymentId: 'ecs-svc/1', mostPlayers: 0 }),
    PropagateAtLaunch: false,
  };
  await autoScaling.send(new CreateOrUpdateTagsCommand({ Tags: [note] }));
}
