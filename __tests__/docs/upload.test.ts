import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { slug } from '../../modules/aws/slug';
import { PROJECT } from '../../e2e/project-copy/project-files';
import { describeOnLinux } from '../support/shell';

const [, SECTION = ''] =
  /^### Upload an existing world\n([^]*?)^### /m.exec(readFileSync(join(PROJECT, 'docs/operations.md'), 'utf8')) ?? [];
/** The commands of the page that work on the volume: the first block comes before the copy, the second after it. */
const BLOCKS = [...SECTION.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)]
  .map(([, block = '']) => block)
  .filter((block) => block.includes('/mnt/efs/'));

describeOnLinux("the page's commands to upload a world, run on a local folder", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'upload-'));
    for (const folder of ['bin', 'etc', 'volume/data']) mkdirSync(join(root, folder), { recursive: true });
    write('etc/passwd', 'the host');
    write('bin/sudo', '#!/bin/bash\nexec "$@"\n');
    chmodSync(join(root, 'bin/sudo'), 0o755);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const write = (path: string, text: string) => {
    writeFileSync(join(root, path), text);
  };
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const run = (script: string) =>
    spawnSync('bash', ['--norc', '-c', script], {
      encoding: 'utf8',
      cwd: root,
      env: { PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}` },
    });
  const runBlock = (index: number) =>
    run(BLOCKS[index]!.replaceAll('/mnt/efs/World', join(root, 'volume')).replace('1000:1000', '"$(id -u):$(id -g)"'));
  /** What the page tells a person to do. */
  const upload = () => {
    expect(runBlock(0)).toMatchObject({ status: 0, stderr: '' });
    mkdirSync(join(root, 'volume/_upload/world'));
    write('volume/_upload/world/passwd', 'the world');
    return runBlock(1);
  };
  const expectUploaded = () => {
    expect(read('etc/passwd')).toBe('the host');
    expect(readdirSync(join(root, 'etc'))).toEqual(['passwd']);
    expect(lstatSync(join(root, 'volume/data/world')).isDirectory()).toBe(true);
    expect(read('volume/data/world/passwd')).toBe('the world');
  };

  test('there are two blocks', () => {
    expect(BLOCKS).toHaveLength(2);
  });

  test('what the page said before writes through a planted link to the host', () => {
    symlinkSync(join(root, 'etc'), join(root, 'volume/data/world'));

    run('cp /dev/stdin volume/data/world/passwd <<<planted');

    expect(read('etc/passwd')).toBe('planted\n');
  });

  test.each([
    ['a folder of the host', 'etc'],
    ['a file of the host', 'etc/passwd'],
    ['nothing', 'etc/shadow'],
  ])('replaces a planted link to %s, and leaves the host as it is', (_, target) => {
    symlinkSync(join(root, target), join(root, 'volume/data/world'));

    expect(upload()).toMatchObject({ status: 0, stderr: '' });

    expectUploaded();
    expect(lstatSync(join(root, 'volume/_upload/world.before')).isSymbolicLink()).toBe(true);
  });

  test('replaces a world with planted links in it, and keeps it', () => {
    mkdirSync(join(root, 'volume/data/world'));
    symlinkSync(join(root, 'etc/passwd'), join(root, 'volume/data/world/passwd'));

    expect(upload()).toMatchObject({ status: 0, stderr: '' });

    expectUploaded();
    expect(lstatSync(join(root, 'volume/_upload/world.before/passwd')).isSymbolicLink()).toBe(true);
  });

  test('puts the world where none was', () => {
    expect(upload().status).toBe(0);

    expectUploaded();
  });

  test("follows no link in the person's own files: its target is not given to another user", () => {
    runBlock(0);
    mkdirSync(join(root, 'volume/_upload/world'));
    // a chown that follows links fails here
    symlinkSync(join(root, 'etc/shadow'), join(root, 'volume/_upload/world/link'));

    expect(runBlock(1)).toMatchObject({ status: 0, stderr: expect.not.stringContaining('chown') as unknown });
    expect(lstatSync(join(root, 'volume/data/world/link')).isSymbolicLink()).toBe(true);
  });

  test('the container cannot see the folder, and nobody but root can enter it', () => {
    runBlock(0);

    expect(statSync(join(root, 'volume/_upload')).mode & 0o777).toBe(0o700);
    // an access point's root is the slug of a path
    expect(slug('/_upload')).not.toBe('_upload');
  });
});
