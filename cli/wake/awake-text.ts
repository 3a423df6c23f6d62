import { portsText, rangeText } from '../../modules/config/leaf-address';
import { type PortConfig } from '../../modules/config/types';
import { duration } from '../../lambdas/shared/duration';
import { type LeafContext } from '../leaf/deployed-leaves';
import { type AwakeLeaf } from './wake';

type Context = Pick<LeafContext, 'id' | 'host'>;

/**
 * What players need to know about an awake leaf, as text.
 *
 * @param page of the leaf, without a token; absent where there is no start page
 */
export function awakeText(context: Context, awake: AwakeLeaf, ports: readonly PortConfig[], page?: string): string {
  const { id } = context;
  const { address, wasAsleep, seconds } = awake;
  const host = hostOf(context, awake);
  return (
    `${id} ${wasAsleep ? `is ready after ${duration(seconds)}` : 'is ready, and was awake already'}: ` +
    `${host === address ? address : `${host} (${address})`}${ports.length === 0 ? '' : `, ${portsText(ports)}`}\n\n` +
    invitation(id, host, ports, page)
  );
}

/** The same for `--json`. */
export function awakeJson(
  context: Context,
  { seconds, ...awake }: AwakeLeaf,
  ports: readonly PortConfig[],
  page?: string,
) {
  const { id } = context;
  const host = hostOf(context, awake);
  const startPage = page === undefined ? {} : { startPage: page };
  return { id, host, ...awake, ports, seconds, ...startPage, invitation: invitation(id, host, ports, page) };
}

/** What to do about a DNS name that does not point to the address yet. */
export function staleRecordText(record: string): string {
  return (
    `Its DNS name still points to ${record}, so this is its address. The name follows within five minutes; if it does ` +
    'not, see the log of the function asg-state-change-hook.'
  );
}

/**
 * A line for friends, e.g. `Join minecraft at minecraft.example.com:25565`, and below it where they start it themselves. All ports are listed: most often
 * one is for players and the others are for something else.
 */
export function invitation(leafId: string, host: string, ports: readonly PortConfig[], page?: string): string {
  const line = joinLine(leafId, host, ports);
  return page === undefined
    ? line
    : `${line}\nStart it yourself next time, with the link of your own invitation: ${page}`;
}

function joinLine(leafId: string, host: string, ports: readonly PortConfig[]): string {
  const [port, ...more] = [...new Set(ports.map(rangeText))];
  if (port === undefined) return `Join ${leafId} at ${host}`;
  return more.length === 0
    ? `Join ${leafId} at ${host}:${port}`
    : `Join ${leafId} at ${host} (ports ${[port, ...more].join(', ')})`;
}

/** Where players connect: the name, unless it points elsewhere at the moment. */
function hostOf({ host }: Context, { address, staleRecord }: Omit<AwakeLeaf, 'seconds'>): string {
  return host === undefined || staleRecord !== undefined ? address : host.name;
}
