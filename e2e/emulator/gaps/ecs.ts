import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Answer, type Gap, withBody } from '../api-call';

const Input = z.looseObject({ requiresCompatibilities: z.array(z.string()).optional() });
const Output = z.looseObject({ taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }) });

const ServiceSettings = z.object({
  availabilityZoneRebalancing: z.string().optional(),
  enableECSManagedTags: z.boolean().optional(),
});
const Service = z.looseObject({ serviceArn: z.string() });
const ServiceOutput = z.looseObject({ service: Service.optional(), services: z.array(Service).optional() });

/** ECS: what moto refuses though AWS takes it, and what it answers though AWS does not. */
export function ecsGaps(): Gap[] {
  return [softMemoryLimits(), serviceSettings(), emptyNetworkConfigurations, allCapacityProviders()];
}

/**
 * With `requiresCompatibilities` EC2 moto wants a hard memory limit, AWS a hard or a soft one. So moto does not learn
 * of the compatibilities, and its answers get them back.
 */
function softMemoryLimits(): Gap {
  const compatibilities = new Map<string, readonly string[]>();
  return async (call, next) => {
    if (call.service !== 'ecs' || !/^(Register|Describe|Deregister)TaskDefinition$/.test(call.action))
      return next(call);
    const { requiresCompatibilities = [], ...input } = jsonBody(call, Input);
    const answer = await next(requiresCompatibilities.includes('EC2') ? withBody(call, JSON.stringify(input)) : call);
    if (answer.status !== 200) return answer;
    const output = jsonBody(answer, Output);
    const { taskDefinitionArn } = output.taskDefinition;
    if (requiresCompatibilities.length > 0) compatibilities.set(taskDefinitionArn, requiresCompatibilities);
    const known = compatibilities.get(taskDefinitionArn);
    if (known === undefined) return answer;
    return replaced(answer, {
      ...output,
      taskDefinition: { ...output.taskDefinition, requiresCompatibilities: known },
    });
  };
}

/** Settings of a service that moto forgets. */
function serviceSettings(): Gap {
  const settings = new Map<string, z.infer<typeof ServiceSettings>>();
  const remembered = (service: z.infer<typeof Service>) => ({ ...service, ...settings.get(service.serviceArn) });
  return async (call, next) => {
    const answer = await next(call);
    if (call.service !== 'ecs' || !/^(Create|Update|Describe)Services?$/.test(call.action)) return answer;
    if (answer.status !== 200) return answer;
    const { service, services, ...output } = jsonBody(answer, ServiceOutput);
    if (service !== undefined) {
      settings.set(service.serviceArn, { ...settings.get(service.serviceArn), ...jsonBody(call, ServiceSettings) });
    }
    return replaced(answer, {
      ...output,
      ...(service !== undefined && { service: remembered(service) }),
      ...(services !== undefined && { services: services.map(remembered) }),
    });
  };
}

/** An empty network configuration, which AWS leaves out, lets the provider crash. */
const emptyNetworkConfigurations: Gap = async (call, next) => {
  const answer = await next(call);
  if (call.service !== 'ecs' || !answer.body.includes('"networkConfiguration"')) return answer;
  return replaced(
    answer,
    JSON.parse(answer.body.toString(), (key, value: unknown) =>
      key === 'networkConfiguration' && JSON.stringify(value) === '{}' ? undefined : value,
    ),
  );
};

/** moto describes the capacity providers that are named; without names AWS describes them all. */
function allCapacityProviders(): Gap {
  const names = new Map<string, Set<string>>();
  return async (call, next) => {
    if (call.service !== 'ecs') return next(call);
    const known = names.get(call.region) ?? new Set();
    names.set(call.region, known);
    if (call.action === 'CreateCapacityProvider') known.add(jsonBody(call, z.object({ name: z.string() })).name);
    if (call.action !== 'DescribeCapacityProviders') return next(call);
    const input = jsonBody(call, z.looseObject({ capacityProviders: z.array(z.string()).optional() }));
    return next(withBody(call, JSON.stringify({ capacityProviders: [...known], ...input })));
  };
}

function replaced({ status, headers }: Answer, value: unknown): Answer {
  return { status, headers, body: jsonAnswer(value).body };
}
