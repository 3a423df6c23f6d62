import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { volumesOf } from '../../../../cli/write-leaf/compose/volumes';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compose-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(...entries: Parameters<typeof volumesOf>[0] & readonly unknown[]) {
  const notes: string[] = [];
  const volumes = volumesOf(entries, folder, (path, message) => notes.push(`${path.join('.')} ${message}`));
  return { volumes, notes };
}

const UPLOAD = 'its files are not uploaded: see "Upload an existing world" in docs/operations.md';

test.each([
  ['valheim-config:/config', 'ValheimConfig', '/config'],
  ['/data', 'Data', '/data'],
  ['7days:/opt/7days', 'Days', '/opt/7days'],
  [{ type: 'volume', source: 'world', target: '/data', read_only: 'true' }, 'World', '/data'],
  ['a-name-that-is-much-too-long-for-a-volume:/data', 'ANameThatIsMuchTooLong', '/data'],
])('%j is the volume %s', (entry, id, path) => {
  const { volumes, notes } = read(entry);

  expect(volumes).toEqual([{ id, paths: [{ path, readOnly: typeof entry !== 'string' }] }]);
  expect(notes).toEqual([]);
});

test('a folder of the host is a volume whose files stay where they are', () => {
  expect(read('./data:/data:ro', 'C:\\games\\world:/world', '.:/here')).toEqual({
    volumes: [
      { id: 'Data', paths: [{ path: '/data', readOnly: true }] },
      { id: 'World', paths: [{ path: '/world', readOnly: false }] },
      { id: 'Here', paths: [{ path: '/here', readOnly: false }] },
    ],
    notes: [
      `volumes.0 ./data:/data:ro: ${UPLOAD}`,
      `volumes.1 C:\\games\\world:/world: ${UPLOAD}`,
      `volumes.2 .:/here: ${UPLOAD}`,
    ],
  });
});

test('two sources of one name are two volumes, one source at two paths is one', () => {
  expect(read('data:/a', 'Data:/b', 'data:/c')).toEqual({
    volumes: [
      {
        id: 'Data',
        paths: [
          { path: '/a', readOnly: false },
          { path: '/c', readOnly: false },
        ],
      },
      { id: 'Data2', paths: [{ path: '/b', readOnly: false }] },
    ],
    notes: [
      'volumes.2 data:/c: is mounted twice: here each path has a folder of its own, so the two do not show the same files',
    ],
  });
});

test('a file is left out, and a folder with a dot in its name is not', () => {
  writeFileSync(join(folder, 'ops'), '');
  mkdirSync(join(folder, 'my.world'));

  const { volumes, notes } = read('./server.ini:/etc/server.ini', './ops:/data/ops', './my.world:/my.world');

  expect(volumes).toEqual([{ id: 'MyWorld', paths: [{ path: '/my.world', readOnly: false }] }]);
  expect(notes).toEqual([
    'volumes.0 ./server.ini:/etc/server.ini: is a single file, and a volume is a folder: left out',
    'volumes.1 ./ops:/data/ops: is a single file, and a volume is a folder: left out',
    `volumes.2 ./my.world:/my.world: ${UPLOAD}`,
  ]);
});

test.each([
  ['/etc/localtime:/etc/localtime:ro', 'belongs to the host of docker: left out'],
  ['/var/run/docker.sock:/var/run/docker.sock', 'belongs to the host of docker: left out'],
  ['data', 'is not a volume that ./cm import understands: left out'],
])('%s is left out, with the reason', (entry, reason) => {
  expect(read(entry)).toEqual({ volumes: [], notes: [`volumes.0 ${entry}: ${reason}`] });
});

test('what is not kept is left out', () => {
  expect(read({ type: 'tmpfs', target: '/tmp' })).toEqual({
    volumes: [],
    notes: ['volumes.0 {"type":"tmpfs","target":"/tmp"}: tmpfs is not a volume that keeps files: left out'],
  });
});
