import { MAX_ALARM_METRICS, MAX_EFS_PATH_LENGTH } from '../../aws/limits';
import { slug } from '../../aws/slug';
import { choice, flag, listOf, mapOf, property, type Report, section, text, withRule } from './fields';
import { FORMER_OF_PATH, FORMER_OF_VOLUME } from './former-keys';

/** One metric each of the alarm that watches for players, beside the group's, the network's and the expression. */
const MAX_VOLUMES = MAX_ALARM_METRICS - 3;
// the id is the last part of AWS names, where naming.ts leaves so much
const MAX_ID_LENGTH = 23;

const path = section(
  {
    Path: text(
      'use an absolute path in the container such as /data: no colon, no . or .. in it, a letter or digit, and not under /proc, /sys or /dev',
      isContainerPath,
    )
      .transform(withoutExtraSlashes)
      .describe(
        'Absolute path in the container, e.g. `/data`. The files there are kept in a folder of their own in the file system, named after the path: another path later is another, empty folder.',
      ),
    ReadOnly: flag().default(false).describe('Whether the container may only read there.'),
  },
  { former: FORMER_OF_PATH },
);

const volume = section(
  {
    Type: choice(['EFS']).default('EFS').describe('Kind of storage. Only `EFS`.'),
    EnableBackups: flag()
      .optional()
      .describe(
        'Whether AWS Backup copies the volume every day and keeps the copies for 35 days. Default: true in `prod`.',
      ),
    KeepOnDelete: flag()
      .optional()
      .describe(
        'Whether the file system outlives its leaf, and deployments refuse to delete it. Default: true in `prod`.',
      ),
    FileSystemId: text('use the id of a file system such as fs-0123456789abcdef0', /^fs-[0-9a-f]{8,40}$/)
      .optional()
      .describe(
        'A file system that an earlier deployment left behind, e.g. `fs-0123456789abcdef0`: it is taken over instead of a new one being made. Default: none.',
      ),
    Paths: listOf(path, 'use a list such as "- Path: /data"')
      .min(1, { error: 'is empty: name at least one path' })
      .describe('What the volume holds. At least one path.'),
  },
  { former: FORMER_OF_VOLUME },
);

/** `Volumes`. */
export const volumesSchema = withRule(
  mapOf(volume, 'use a map of volumes by names of your choice, such as "Data:"').default({}),
  (value, report) => {
    if (typeof value !== 'object' || value === null) return;
    checkIds(Object.keys(value), report);
    checkPaths(value, report);
  },
);

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
    report([], `has ${ids.length} volumes: at most ${MAX_VOLUMES} are allowed, since an alarm watches them all`);
  }
  const seen = new Map<string, string>();
  for (const id of ids) {
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(id) || id.length > MAX_ID_LENGTH) {
      report([id], `is no name of a volume: use 1 to ${MAX_ID_LENGTH} letters and digits, with a letter first`);
    }
    const other = seen.get(id.toLowerCase());
    if (other !== undefined) report([id], `differs from ${other} only in upper and lower case: choose another name`);
    seen.set(id.toLowerCase(), id);
  }
}

function checkPaths(volumes: object, report: Report): void {
  const seen = new Map<string, string[]>();
  for (const id of Object.keys(volumes)) {
    const paths = property(property(volumes, id), 'Paths');
    if (!Array.isArray(paths)) continue;
    paths.forEach((entry, index) => {
      const path = property(entry, 'Path');
      if (typeof path !== 'string' || !isContainerPath(path)) return;
      const folder = slug(path);
      const others = seen.get(folder) ?? [];
      const place = [id, 'Paths', index, 'Path'];
      if (others.includes(path)) report(place, `${path} stands in this leaf twice: remove one of the two`);
      else if (others[0] !== undefined)
        report(place, `${path} and ${others[0]} would share the folder /${folder}: use another`);
      seen.set(folder, [...others, path]);
    });
  }
}
