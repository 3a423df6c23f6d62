import { z } from 'zod';

import { jsonBody, withJson, withText } from '../answers';
import { type Gap } from '../api-call';
import { onAction } from '../on-action';
import { parameter } from './query-protocol';

const Host = z.looseObject({ containerInstanceArn: z.string() });
const Output = z.looseObject({ containerInstance: Host.optional(), containerInstances: z.array(Host).optional() });

/** Hosts: when their ECS agents registered, and their system logs, which say of each that it mounted and locked its volumes. */
export function hostGaps(): Gap[] {
  return [registrations(), systemLogs()];
}

/** moto knows no times of container instances. */
function registrations(): Gap {
  /** Container instance → seconds since 1970. */
  const times = new Map<string, number>();
  const withTime = (host: z.infer<typeof Host>) => {
    const registeredAt = times.get(host.containerInstanceArn) ?? Date.now() / 1_000;
    times.set(host.containerInstanceArn, registeredAt);
    return { ...host, registeredAt };
  };
  return onAction('ecs', /^(?:Register|Describe)ContainerInstances?$/, async (call, next) => {
    const answer = await next(call);
    if (answer.status !== 200) return answer;
    const { containerInstance, containerInstances, ...output } = jsonBody(answer, Output);
    return withJson(answer, {
      ...output,
      ...(containerInstance && { containerInstance: withTime(containerInstance) }),
      ...(containerInstances && { containerInstances: containerInstances.map(withTime) }),
    });
  });
}

/** moto has one for all instances, of another computer. Here a host is done with its volumes when somebody first reads it. */
function systemLogs(): Gap {
  const logs = new Map<string, string>();
  const written = () => {
    const time = new Date().toISOString().replace(/[.]\d+/, '');
    const lines = ['mounted', 'locked'].map((step) => `container-manager: step ${step} ${time}`);
    return lines.map((line) => `[   12.345678] cloud-init[1234]: ${line}\r\n`).join('');
  };
  return onAction('ec2', 'GetConsoleOutput', async (call, next) => {
    const id = parameter(call, 'InstanceId');
    const log = logs.get(id) ?? written();
    logs.set(id, log);
    const output = Buffer.from(log).toString('base64');
    return withText(await next(call), (text) => text.replace(/<output>[^<]*<\/output>/, `<output>${output}</output>`));
  });
}
