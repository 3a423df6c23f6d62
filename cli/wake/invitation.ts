import { type PortConfig } from '../../modules/config/types';

/**
 * A line for friends, e.g. `Join minecraft at minecraft.example.com:25565`. With several ports, which is most often one
 * for players and others for something else, all are told.
 */
export function invitation(leafId: string, host: string, ports: readonly PortConfig[]): string {
  const [port, ...more] = [...new Set(ports.map(({ port }) => port))];
  if (port === undefined) return `Join ${leafId} at ${host}`;
  return more.length === 0
    ? `Join ${leafId} at ${host}:${port}`
    : `Join ${leafId} at ${host} (ports ${[port, ...more].join(', ')})`;
}
