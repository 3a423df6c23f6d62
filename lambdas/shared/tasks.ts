import {
  DescribeTasksCommand,
  type DesiredStatus,
  type ECSClient,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';

/** The tasks of a leaf's cluster: those that run or start, and those that stopped within the last hour. */
export async function tasksOf(client: ECSClient, cluster: string): Promise<Task[]> {
  const list = async (desiredStatus: DesiredStatus) => {
    const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, desiredStatus }));
    return taskArns;
  };
  try {
    const arns = [...(await list('RUNNING')), ...(await list('STOPPED'))];
    if (arns.length === 0) return [];
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: arns.slice(0, MOST_TASKS) }));
    return tasks;
  } catch (error) {
    // half destroyed, or not deployed
    if (error instanceof Error && error.name === 'ClusterNotFoundException') return [];
    throw error;
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
const MOST_TASKS = 100;
