import { type z } from 'zod';

import { MAX_ALARM_METRICS, MAX_EFS_PATH_LENGTH } from '../../aws/limits';
import { pathFolders } from '../../aws/path-folders';
import { slug } from '../../aws/slug';
import { listOf, mapOf, type Report, type RightParts, section, withRule } from './containers';
import { choice, flag, text } from './fields';
import { FORMER_OF_PATH, FORMER_OF_VOLUME } from './former-keys';

/** One metric each of the alarm that watches for players, beside the group's, the network's and the game's. */
export const MAX_VOLUMES = MAX_ALARM_METRICS - 3;
// the id is the last part of AWS names, where naming.ts leaves so much
const MAX_ID_LENGTH = 23;

const path = section(
  {
    /** Without a slash at its end. */
    path: text(
      `use an absolute path in the container such as /data, with a letter or digit, at most ${MAX_EFS_PATH_LENGTH} characters, without a colon, . or .., and not under /proc, /sys or /dev`,
      isContainerPath,
    )
      .transform(withoutExtraSlashes)
      .describe(
        'Absolute path in the container, e.g. `/data`. The file system keeps the files in a folder that is named after the path: if you change the path later, the container sees a new, empty folder. Of paths that differ only in upper case or signs, list a new one below the others.',
      ),
    readOnly: flag().default(false).describe('Whether the container can only read these files.'),
  },
  { former: FORMER_OF_PATH },
);

const VOLUME_KEYS = 'Type, EnableBackups, KeepOnDelete, FileSystemId, Paths';

const volume = section(
  {
    type: choice(['EFS'])
      .default('EFS')
      // the only one: nothing needs to know it
      .transform(() => undefined)
      .describe('Type of storage. Only `EFS`.'),
    enableBackups: flag()
      .optional()
      .describe(
        'Whether AWS Backup backs up the volume every day and keeps each backup for 35 days. Default: true in `prod`.',
      ),
    keepOnDelete: flag()
      .optional()
      .describe(
        'Whether the file system is kept when its leaf is removed; deployments then refuse to delete it. Default: true in `prod`.',
      ),
    /** A file system to adopt. */
    fileSystemId: text('use the id of a file system such as fs-0123456789abcdef0', /^fs-[0-9a-f]{8,40}$/)
      .optional()
      .describe(
        'Id of a file system that an earlier deployment kept, e.g. `fs-0123456789abcdef0`: the volume uses it instead of a new one. Default: none.',
      ),
    paths: listOf(path, 'use a list such as "- Path: /data"')
      .min(1, { error: 'is empty: name at least one path' })
      .describe('Where the container sees the volume. At least one path.'),
  },
  { former: FORMER_OF_VOLUME, allowed: volumeFor },
);

const volumes = mapOf(volume, 'use a map of volumes by names of your choice, such as "Data:"').default({});

/** `Volumes`. */
export const volumesSchema = withRule(volumes, (value, report) => {
  checkIds(Object.keys(value), report);
  checkPaths(value, report);
});

/** In words, for what docker-compose writes as `./data:/data` too. */
function volumeFor(input: unknown): string {
  const [, path] = /^[^:]*:(\/[^:]*)(?::[^:]*)?$/.exec(String(input)) ?? [];
  if (path === undefined) return `use a map with ${VOLUME_KEYS}`;
  return `use a map with ${VOLUME_KEYS}, here "{Paths: [{Path: ${path}}]}" below a name of your choice`;
}

function isContainerPath(path: string): boolean {
  const parts = path.split('/');
  const name = slug(path);
  return (
    path.startsWith('/') &&
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    !/[:\u0000-\u001f]/.test(path) &&
    !parts.includes('.') &&
    !parts.includes('..') &&
    !/^\/+(proc|sys|dev)(\/|$)/.test(path) &&
    name !== '' &&
    `/${name}`.length <= MAX_EFS_PATH_LENGTH
  );
}

function withoutExtraSlashes(path: string): string {
  return path.replace(/\/+/g, '/').replace(/\/$/, '');
}

function checkIds(ids: readonly string[], report: Report): void {
  if (ids.length > MAX_VOLUMES) {
    report(
      [],
      `has ${ids.length} volumes: at most ${MAX_VOLUMES} are allowed, since one CloudWatch alarm watches all of them`,
    );
  }
  const seen = new Map<string, string>();
  for (const id of ids) {
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(id) || id.length > MAX_ID_LENGTH) {
      report([id], `is not a valid volume name: use 1 to ${MAX_ID_LENGTH} letters and digits, with a letter first`);
    }
    const other = seen.get(id.toLowerCase());
    if (other !== undefined) report([id], `differs from ${other} only in upper and lower case: choose another name`);
    seen.set(id.toLowerCase(), id);
  }
}

function checkPaths(all: RightParts<z.output<typeof volumes>>, report: Report): void {
  const seen = new Set<string>();
  for (const [id, volume] of Object.entries(all)) {
    const paths = (volume?.paths ?? []).map((entry) => entry?.path ?? '');
    const folders = pathFolders(paths);
    paths.forEach((path, index) => {
      if (path === '') return;
      const place = [id, 'Paths', index, 'Path'];
      if (seen.has(path)) report(place, `${path} is listed twice in this leaf: remove one of the two`);
      else if (`/${folders[index] ?? ''}`.length > MAX_EFS_PATH_LENGTH) {
        report(place, `${path} is too long beside a path that differs only in its signs: choose a shorter one`);
      }
      seen.add(path);
    });
  }
}
