import { type OpenedPorts, type Opening, portsText } from './rules/opened-ports';

/**
 * One line for all rules of a stack that open ports of one protocol to the same addresses, with consecutive ports as a range:
 * a game with 900 ports has one, and not 900. Dangerous ports are folded apart from the others, and come first.
 */
export function foldedPorts(openings: readonly Opening[]): Opening[] {
  const groups = new Map<string, Opening[]>();
  for (const opening of openings) {
    const key = JSON.stringify(keyOf(opening));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [opening]);
    else group.push(opening);
  }
  return [...groups.values()].sort(([one], [other]) => rankOf(one) - rankOf(other)).flatMap(fold);
}

/** What is not known is not folded: a person has to look at each. */
function keyOf({ stack, ports, isDangerous, address, message }: Opening): unknown {
  if (ports !== undefined) return [stack, ports.protocol, ports.range, isDangerous];
  return isEveryPort(message) ? [stack, message] : [stack, message, address];
}

function isEveryPort(message: string): boolean {
  return message.startsWith('opens every port ');
}

/** First what certainly is dangerous, then what may be. */
function rankOf(opening: Opening | undefined): number {
  if (opening?.isDangerous !== true) return 2;
  return opening.ports !== undefined || isEveryPort(opening.message) ? 0 : 1;
}

function fold(group: readonly Opening[]): Opening[] {
  const [first] = group;
  if (first === undefined || group.length === 1) return [...group];
  const others = new Set(group.map(({ address }) => address)).size - 1;
  const who = others === 0 ? 'opens' : `and ${others} ${others === 1 ? 'other' : 'others'} open`;
  if (first.ports === undefined) return [{ ...first, message: first.message.replace(/^opens/, who) }];
  const ranges = joined(group.flatMap(({ ports }) => (ports === undefined ? [] : [ports])));
  const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const counted = count === 1 ? '' : ` (${count} ports)`;
  return [{ ...first, message: `${who} ${portsText(ranges)}${counted} to the internet (${first.ports.range})` }];
}

/** Sorted, without overlaps. */
function joined(ranges: readonly OpenedPorts[]): OpenedPorts[] {
  const result: OpenedPorts[] = [];
  for (const range of [...ranges].sort((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last === undefined || range.from > last.to + 1) result.push(range);
    else result[result.length - 1] = { ...last, to: Math.max(last.to, range.to) };
  }
  return result;
}
