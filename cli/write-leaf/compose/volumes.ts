import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';

import { type DraftVolume } from '../draft-leaf';
import { type ComposeMap, type ComposeValue } from './compose-file';
import { isMapValue, listOf, type Note, shown, textOf } from './values';

interface Mount {
  /** Undefined for an anonymous volume. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  readonly type: string;
}

/** What a container has of its host, and no instance of ours has. */
const OF_HOST = /^\/(etc\/(localtime|timezone|machine-id)|var\/run\/|run\/|dev\/|proc\/|sys\/)/;
// as the schema of the config wants it
const MAX_ID_LENGTH = 23;

/**
 * `volumes`: a volume for each source.
 *
 * @param folder of the compose file, to which relative sources refer
 */
export function volumesOf(value: ComposeValue | undefined, folder: string, note: Note): DraftVolume[] {
  const bySource = new Map<string, { id: string; paths: { path: string; readOnly: boolean }[] }>();
  const ids = new Set<string>();
  for (const [index, entry] of listOf(value).entries()) {
    const say = (message: string) => {
      note(['volumes', index], `${shown(entry)}: ${message}`);
    };
    const mount = isMapValue(entry) ? longForm(entry) : shortForm(textOf(entry) ?? '');
    const problem = mount === undefined ? 'is not a volume that ./cm import understands' : unusable(mount, folder);
    if (mount === undefined || problem !== undefined) {
      say(`${problem ?? ''}: left out`);
      continue;
    }
    const path = { path: mount.target, readOnly: mount.readOnly };
    const known = bySource.get(mount.source ?? `anonymous ${index}`);
    if (known !== undefined) {
      say('is mounted twice: here each path has a folder of its own, so the two do not show the same files');
      known.paths.push(path);
      continue;
    }
    if (isBind(mount)) say('its files are not uploaded: see "Upload an existing world" in docs/operations.md');
    const id = unused(idOf(mount), ids);
    ids.add(id.toLowerCase());
    bySource.set(mount.source ?? `anonymous ${index}`, { id, paths: [path] });
  }
  return [...bySource.values()];
}

function unusable({ source = '', target, type }: Mount, folder: string): string | undefined {
  if (type !== 'volume' && type !== 'bind') return `${type} is not a volume that keeps files`;
  if (OF_HOST.test(source) || OF_HOST.test(target)) return 'belongs to the host of docker';
  if (!/^([./~]|[A-Za-z]:[\\/])/.test(source)) return undefined;
  const isFile = statSync(resolve(folder, source), { throwIfNoEntry: false })?.isFile();
  return (isFile ?? extname(target) !== '') ? 'is a single file, and a volume is a folder' : undefined;
}

function isBind({ source = '' }: Mount): boolean {
  return /^([./~]|[A-Za-z]:[\\/])/.test(source);
}

/** `source:target:options`, where a source on Windows has a colon too. */
function shortForm(text: string): Mount | undefined {
  const [, source, target, options = ''] = /^(?:([A-Za-z]:[\\/][^:]*|[^:]*):)?(\/[^:]*)(?::([^:]*))?$/.exec(text) ?? [];
  if (target === undefined || source === '') return undefined;
  return { source, target, readOnly: options.split(',').includes('ro'), type: 'volume' };
}

function longForm(entry: ComposeMap): Mount | undefined {
  const target = textOf(entry.target);
  if (target?.startsWith('/') !== true) return undefined;
  return {
    source: textOf(entry.source),
    target,
    readOnly: textOf(entry.read_only) === 'true',
    type: textOf(entry.type) ?? 'volume',
  };
}

/** `./game-data` → `GameData`. */
function idOf({ source = '', target }: Mount): string {
  const named = [basename(source.replaceAll('\\', '/')), basename(target)].map((text) =>
    text
      .replace(/^[^A-Za-z]+/, '')
      .split(/[^A-Za-z0-9]+/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')
      .slice(0, MAX_ID_LENGTH - 1),
  );
  return named.find((id) => id !== '') ?? 'Data';
}

function unused(id: string, taken: ReadonlySet<string>): string {
  let candidate = id;
  for (let count = 2; taken.has(candidate.toLowerCase()); count += 1) candidate = `${id}${count}`;
  return candidate;
}
