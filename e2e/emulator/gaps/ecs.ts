import { z } from 'zod';

import { jsonBody, withJson } from '../answers';
import { type Gap, withBody } from '../api-call';
import { onAction, onService } from '../on-action';

const Input = z.looseObject({ requiresCompatibilities: z.array(z.string()).optional() });
const Output = z.looseObject({ taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }) });

const ServiceSettings = z.object({
  availabilityZoneRebalancing: z.string().optional(),
  enableECSManagedTags: z.boolean().optional(),
});
const Service = z.looseObject({ serviceArn: z.string() });
const ServiceOutput = z.looseObject({ service: Service.optional(), services: z.array(Service).optional() });

/** ECS: what moto refuses though AWS accepts it, and what moto answers though AWS does not. */
export function ecsGaps(): Gap[] {
  return [softMemoryLimits(), serviceSettings(), emptyNetworkConfigurations, ...allCapacityProviders()];
}

/**
 * With `requiresCompatibilities` EC2 moto requires a hard memory limit, AWS a hard or a soft one. So moto is not told of
 * the compatibilities, and they are added to its answers.
 */
function softMemoryLimits(): Gap {
  const compatibilities = new Map<string, readonly string[]>();
  return onAction('ecs', /^(?:Register|Describe|Deregister)TaskDefinition$/, async (call, next) => {
    const { requiresCompatibilities = [], ...input } = jsonBody(call, Input);
    const answer = await next(requiresCompatibilities.includes('EC2') ? withBody(call, JSON.stringify(input)) : call);
    if (answer.status !== 200) return answer;
    const output = jsonBody(answer, Output);
    const { taskDefinitionArn } = output.taskDefinition;
    if (requiresCompatibilities.length > 0) compatibilities.set(taskDefinitionArn, requiresCompatibilities);
    const known = compatibilities.get(taskDefinitionArn);
    if (known === undefined) return answer;
    return withJson(answer, {
      ...output,
      taskDefinition: { ...output.taskDefinition, requiresCompatibilities: known },
    });
  });
}

/** Settings of a service that moto forgets. */
function serviceSettings(): Gap {
  const settings = new Map<string, z.infer<typeof ServiceSettings>>();
  const withSettings = (service: z.infer<typeof Service>) => ({ ...service, ...settings.get(service.serviceArn) });
  return onAction('ecs', /^(?:Create|Update|Describe)Services?$/, async (call, next) => {
    const answer = await next(call);
    if (answer.status !== 200) return answer;
    const { service, services, ...output } = jsonBody(answer, ServiceOutput);
    if (service !== undefined) {
      settings.set(service.serviceArn, { ...settings.get(service.serviceArn), ...jsonBody(call, ServiceSettings) });
    }
    return withJson(answer, {
      ...output,
      ...(service !== undefined && { service: withSettings(service) }),
      ...(services !== undefined && { services: services.map(withSettings) }),
    });
  });
}

/** An empty network configuration crashes Terraform's provider. AWS leaves it out. */
const emptyNetworkConfigurations = onService('ecs', async (call, next) => {
  const answer = await next(call);
  if (!answer.body.includes('"networkConfiguration"')) return answer;
  return withJson(
    answer,
    JSON.parse(answer.body.toString(), (key, value: unknown) =>
      key === 'networkConfiguration' && JSON.stringify(value) === '{}' ? undefined : value,
    ),
  );
});

/** moto describes the capacity providers that are named. Without names AWS describes all of them. */
function allCapacityProviders(): Gap[] {
  const namesByRegion = new Map<string, readonly string[]>();
  const namesIn = (region: string) => namesByRegion.get(region) ?? [];
  return [
    onAction('ecs', 'CreateCapacityProvider', (call, next) => {
      const { name } = jsonBody(call, z.object({ name: z.string() }));
      namesByRegion.set(call.region, [...new Set([...namesIn(call.region), name])]);
      return next(call);
    }),
    onAction('ecs', 'DescribeCapacityProviders', (call, next) => {
      const input = jsonBody(call, z.looseObject({ capacityProviders: z.array(z.string()).optional() }));
      return next(withBody(call, JSON.stringify({ capacityProviders: namesIn(call.region), ...input })));
    }),
  ];
}
