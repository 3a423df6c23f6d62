import { DescribeTaskDefinitionCommand, type PortMapping } from '@aws-sdk/client-ecs';

import { type PortConfig } from '../../modules/config/types';
import { type LeafContext } from './deployed-leaves';

/** What ECS says about the container of a leaf. */
export interface DeployedContainer {
  /** On the instance. */
  readonly ports: readonly PortConfig[];
  /** Time that it has to stop. Absent when the leaf is deployed in part. */
  readonly stopTimeoutSeconds?: number;
}

/** The container as the newest task definition of the leaf has it. */
export async function deployedContainer({
  clients: { ecs },
  names,
}: Pick<LeafContext, 'clients' | 'names'>): Promise<DeployedContainer> {
  try {
    const { taskDefinition } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: names.taskDefinitionFamily }),
    );
    const { portMappings = [], stopTimeout } = taskDefinition?.containerDefinitions?.[0] ?? {};
    return {
      ports: joined(portMappings.flatMap(portOf)),
      ...(stopTimeout !== undefined && { stopTimeoutSeconds: stopTimeout }),
    };
  } catch (error) {
    // it has none (yet)
    if (error instanceof Error && error.name === 'ClientException') return { ports: [] };
    throw error;
  }
}

/** The same for a text that somebody reads: without what ECS does not say, e.g. while it throttles. */
export function knownContainer(leaf: Parameters<typeof deployedContainer>[0]): Promise<DeployedContainer> {
  return deployedContainer(leaf).catch((): DeployedContainer => ({ ports: [] }));
}

function portOf({ hostPort: port, protocol = 'tcp' }: PortMapping): PortConfig[] {
  return port === undefined ? [] : [{ protocol, port }];
}

/** Consecutive ports of one protocol as a range, as the config has it: a task definition has each port by itself. */
function joined(ports: readonly PortConfig[]): PortConfig[] {
  const ranges: PortConfig[] = [];
  for (const next of ports) {
    const index = ranges.findIndex(
      ({ protocol, port, lastPort = port }) => protocol === next.protocol && lastPort + 1 === next.port,
    );
    const range = ranges[index];
    if (range === undefined) ranges.push(next);
    else ranges[index] = { ...range, lastPort: next.port };
  }
  return ranges;
}
