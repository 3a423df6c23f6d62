import { type DomainConfig, type PortConfig } from './types';

/** What players call a leaf, e.g. `minecraft.example.com`. */
export function hostNameOf(id: string, domain: Pick<DomainConfig, 'name'>): string {
  return `${id}.${domain.name}`;
}

/** E.g. `25565/tcp` or `16262-16272/udp`. */
export function portText({ protocol, ...range }: PortConfig): string {
  return `${rangeText(range)}/${protocol}`;
}

/** E.g. `25565` or `16262-16272`. */
export function rangeText({ port, lastPort }: Pick<PortConfig, 'port' | 'lastPort'>): string {
  return lastPort === undefined ? String(port) : `${port}-${lastPort}`;
}

/** Each port that players connect to: the first, and those of its range. */
export function portNumbers({ port, lastPort = port }: Pick<PortConfig, 'port' | 'lastPort'>): number[] {
  return Array.from({ length: lastPort - port + 1 }, (_, index) => port + index);
}

/** E.g. `25565/tcp 24454/udp`. */
export function portsText(ports: readonly PortConfig[]): string {
  return ports.map(portText).join(' ');
}
