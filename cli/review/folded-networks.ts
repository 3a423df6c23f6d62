import { joinedPorts } from './folded-ports';
import { grouped, inRounds, type NamingAccess, partsOfNames } from './naming-lines';
import { type NetworkOpening } from './rules/opened-to-networks';
import { portsText } from './rules/opened-ports';

const NETWORKS = ['network', 'networks'] as const;
const RULES = ['rule that could not be read', 'rules that could not be read'] as const;

/** The same ports of a stack, and each network that they are opened to. */
interface Opened {
  readonly openings: readonly NetworkOpening[];
  readonly networks: readonly string[];
}

/**
 * What a stack opens to networks: ports of one protocol that are opened to the same ones are joined, and all of these are
 * named, as many on a line as fit. Dangerous ports have lines of their own before all others, then the first line of each
 * stack comes before the second one of any.
 */
export function foldedNetworks(openings: readonly NetworkOpening[]): NamingAccess[] {
  const ofPorts = grouped(openings, ({ stack, opened }) => [stack, opened]).map((group): Opened => {
    const networks = group.flatMap(({ network }) => network ?? []);
    return { openings: group, networks: [...new Set(networks)] };
  });
  const ofNetworks = grouped(ofPorts, ({ openings: [first], networks }) => {
    const { stack, opened, ports, isDangerous } = first ?? {};
    return [stack, isDangerous, ports === undefined ? opened : ports.protocol, [...networks].sort()];
  }).map((group): Opened => ({
    openings: group.flatMap((each) => each.openings),
    networks: group[0]?.networks ?? [],
  }));
  const isDangerous = ({ openings: [first] }: Opened) => first?.isDangerous === true;
  return [
    ...inRounds(ofNetworks.filter(isDangerous).map(linesOf)),
    ...inRounds(ofNetworks.filter((each) => !isDangerous(each)).map(linesOf)),
  ];
}

function linesOf({ openings, networks }: Opened): NamingAccess[] {
  const [first] = openings;
  if (first === undefined) return [];
  const { stack, address, message } = first;
  if (networks.length === 0) {
    const ids = openings.map((each) => each.address);
    const text =
      openings.length === 1 ? message : `and ${openings.length - 1} more: ${openings.length} rules could not be read`;
    return [{ stack, address, message: text, named: { words: RULES, ids } }];
  }
  const others = new Set(openings.map((each) => each.address)).size - 1;
  const who = others === 0 ? 'opens' : `and ${others} ${others === 1 ? 'other' : 'others'} open`;
  const counted = networks.length === 1 ? '' : `${networks.length} networks: `;
  const opened = openedText(openings);
  return partsOfNames(networks).map((ids, index) => {
    const begin = index === 0 ? `${who} ${opened} to ${counted}` : `also opens ${opened} to `;
    return { stack, address, message: `${begin}${ids.join(', ')}`, named: { words: NETWORKS, ids } };
  });
}

function openedText(openings: readonly NetworkOpening[]): string {
  const ranges = joinedPorts(openings.flatMap(({ ports }) => ports ?? []));
  if (ranges.length === 0) return openings[0]?.opened ?? '';
  const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const isOne = new Set(openings.map(({ opened }) => opened)).size === 1;
  return `${portsText(ranges)}${isOne ? '' : ` (${count} ports)`}`;
}
