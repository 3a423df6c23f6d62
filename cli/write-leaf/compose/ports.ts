import { type DraftPort } from '../draft-leaf';
import { type ComposeMap, type ComposeValue } from './compose-file';
import { isMapValue, listOf, type Note, shown, textOf } from './values';

/** A mapping as compose says it: texts of numbers or ranges. */
interface Mapping {
  readonly target: string;
  readonly published: string | undefined;
  readonly protocol: string;
  readonly hostIp: string | undefined;
}

const SHORT = /^(?:(\[[0-9a-f:]+\]|\d+(?:\.\d+){3}):)?(?:(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(\w+))?$/i;
const ONLY_HERE = /^(127\.|\[?::1\]?$|localhost$)/;

/** `ports`, in both of compose's forms. */
export function portsOf(value: ComposeValue | undefined, note: Note): DraftPort[] {
  return listOf(value).flatMap((entry, index) => {
    const say = (message: string) => {
      note(['ports', index], `${shown(entry)}: ${message}`);
    };
    const mapping = isMapValue(entry) ? longForm(entry) : shortForm(textOf(entry) ?? '');
    if (mapping === undefined) {
      say('is not a port that ./cm import understands: left out');
      return [];
    }
    if (mapping.hostIp !== undefined && ONLY_HERE.test(mapping.hostIp)) {
      say('is open to the host alone, which a port of a leaf cannot be: left out');
      return [];
    }
    if (mapping.hostIp !== undefined && !/^(0\.0\.0\.0|\[?::\]?)$/.test(mapping.hostIp)) {
      say(`the address ${mapping.hostIp} is left out: the port is open on the address of the instance`);
    }
    return portOf(mapping, say);
  });
}

function portOf({ target, published = target, protocol }: Mapping, say: (message: string) => void): DraftPort[] {
  if (protocol !== 'tcp' && protocol !== 'udp') {
    say(`the protocol ${protocol} is neither tcp nor udp: left out`);
    return [];
  }
  const [first, last] = rangeOf(published);
  const [containerPort, lastOfContainer] = rangeOf(target);
  if (last - first !== lastOfContainer - containerPort) {
    say('the two ranges have different lengths: left out');
    return [];
  }
  return [{ protocol, first, last, containerPort }];
}

function shortForm(text: string): Mapping | undefined {
  const [, hostIp, published, target, protocol = 'tcp'] = SHORT.exec(text) ?? [];
  return target === undefined ? undefined : { target, published, protocol: protocol.toLowerCase(), hostIp };
}

function longForm(entry: ComposeMap): Mapping | undefined {
  const target = textOf(entry.target);
  const published = textOf(entry.published);
  const isRange = (text: string | undefined) => text === undefined || /^\d+(-\d+)?$/.test(text);
  if (target === undefined || !isRange(target) || !isRange(published)) return undefined;
  return { target, published, protocol: textOf(entry.protocol) ?? 'tcp', hostIp: textOf(entry.host_ip) };
}

function rangeOf(text: string): [number, number] {
  const [first = 0, last = first] = text.split('-').map(Number);
  return [first, last];
}
