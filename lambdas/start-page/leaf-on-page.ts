import { fields } from '../shared/event-fields';
import { type LeafOnPage } from './contract';

/**
 * What a leaf's parameter says. What it does not understand it leaves out: another version may have written it.
 *
 * @param text undefined: the leaf was not deployed since the page is on
 */
export function readLeafOnPage(text: string | undefined): LeafOnPage | undefined {
  if (text === undefined) return undefined;
  const { ports, hostName, note, playerQueryFunction, stopRoles } = fieldsIn(text);
  return {
    ports: texts(ports),
    ...(typeof hostName === 'string' && { hostName }),
    ...(typeof note === 'string' && { note }),
    ...(typeof playerQueryFunction === 'string' && { playerQueryFunction }),
    ...(stopRoles !== undefined && { stopRoles: texts(stopRoles) }),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function fieldsIn(text: string): ReturnType<typeof fields> {
  try {
    return fields(JSON.parse(text));
  } catch {
    return {};
  }
}
