import { type DomainConfig, type PortConfig } from './types';

/** What players call a leaf, e.g. `minecraft.example.com`. */
export function hostNameOf(id: string, domain: Pick<DomainConfig, 'name'>): string {
  return `${id}.${domain.name}`;
}

/** E.g. `25565/tcp`. */
export function portText({ port, protocol }: PortConfig): string {
  return `${port}/${protocol}`;
}

/** E.g. `25565/tcp 24454/udp`. */
export function portsText(ports: readonly PortConfig[]): string {
  return ports.map(portText).join(' ');
}
