import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Answer, type Gap, withBody } from '../api-call';

const Input = z.looseObject({ requiresCompatibilities: z.array(z.string()).optional() });
const Output = z.looseObject({ taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }) });

/** ECS: what moto refuses though AWS takes it, and what it answers though AWS does not. */
export function ecsGaps(): Gap[] {
  return [softMemoryLimits(), emptyNetworkConfigurations];
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

function replaced({ status, headers }: Answer, value: unknown): Answer {
  return { status, headers, body: jsonAnswer(value).body };
}
