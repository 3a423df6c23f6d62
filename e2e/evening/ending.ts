import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { DescribeAccessPointsCommand } from '@aws-sdk/client-efs';

import { inventory } from '../deployed/inventory/inventory';
import { DOMAIN, PROJECT, REGION } from '../deployed/project-in-emulator';
import { changesIn } from '../emulator/changes';
import { assertSucceeded } from '../project-copy/cm-run';
import { type Step } from './steps';
import { expectEmptyPlans } from './empty-plans';
import { changesOf, type Evening, HOST_NAME, stateKey } from './evening';

const YAML = 'config/leaves/minecraft.yaml';

/** Minecraft is removed and deployed again with its files; in the end everything is removed. */
export function ending(step: Step<Evening>): void {
  step('retire removes minecraft except its file system, and changes nothing of valheim', retire, 6);
  step(
    'with FileSystemId in its YAML, minecraft is deployed with its old file system, which is not replaced',
    adopt,
    8,
  );
  step('a plan of all stacks is empty', expectEmptyPlans, 6);
  step('destroy refuses to remove base while leaves are deployed', keepBase);
  step('destroy --delete-data removes minecraft with its files, also while it is awake', destroyMinecraft, 6);
  step('retire removes valheim, and then destroy removes base', endAll, 8);
  step('only the hosted zone, the state bucket, the ECS role and what KeepOnDelete keeps are left', nothingLeft);
}

async function retire(evening: Evening): Promise<void> {
  const before = await everything(evening);
  const [world, ...others] = before.filter((line) => line.includes('file system: container-manager-minecraft'));
  expect(others).toEqual([]);

  const run = await evening.system.copy.cm(['retire', 'minecraft', '--yes']);

  assertSucceeded(run);
  expect(run.stdout).toContain(`  World:\n    FileSystemId: ${fileSystemIn(String(world))}\n`);
  const after = await everything(evening);
  expect(after.filter((line) => line.includes('minecraft'))).toEqual([world]);
  expect(without(after, before)).toEqual([]);
  const gone = without(before, after);
  expect(gone.length).toBeGreaterThan(20);
  expect(gone.filter((line) => /valheim|-base-|file system/.test(line))).toEqual([]);
  await expect(evening.minecraft.desired()).resolves.toBeUndefined();
  await expect(evening.stateKeys()).resolves.toEqual(['base', 'valheim'].map(stateKey));
}

async function adopt(evening: Evening): Promise<void> {
  const { copy, clients } = evening.system;
  const before = await fileSystems(evening);
  const FileSystemId = fileSystemIn(String(before.find((line) => line.includes('minecraft'))));
  copy.write(YAML, copy.read(YAML).replace('  World:\n', `  World:\n    FileSystemId: ${FileSystemId}\n`));

  const run = await copy.cm(['deploy', 'minecraft', '--yes', '--json']);

  assertSucceeded(run);
  const changes = changesOf(run.stdout);
  // an import, which changes nothing
  expect(changes.filter((line) => !line.startsWith('minecraft create '))).toEqual([
    'minecraft none aws_efs_file_system.Volumes_Volume-World_FileSystem',
  ]);
  await expect(fileSystems(evening)).resolves.toEqual(before);
  const { AccessPoints = [] } = await clients.efs.send(new DescribeAccessPointsCommand({ FileSystemId }));
  // where the files are
  expect(AccessPoints.map(({ RootDirectory }) => RootDirectory?.Path)).toEqual(['/data']);
}

async function keepBase({ system: { copy, emulator } }: Evening): Promise<void> {
  const before = emulator.calls.length;

  const run = await copy.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']);

  expect(run.code).toBe(3);
  expect(run.stderr).toContain('leaves still use base: minecraft, valheim.');
  expect(changesIn(emulator.calls.slice(before))).toEqual([]);
}

async function destroyMinecraft(evening: Evening): Promise<void> {
  const { system, minecraft } = evening;
  await system.logQueries([{ name: HOST_NAME }]);
  await expect(minecraft.hosts()).resolves.toHaveLength(1);

  assertSucceeded(await system.copy.cm(['destroy', 'minecraft', '--delete-data', '--confirm', 'minecraft']));

  expect((await everything(evening)).filter((line) => line.includes('minecraft'))).toEqual([]);
}

async function endAll(evening: Evening): Promise<void> {
  const { copy } = evening.system;

  assertSucceeded(await copy.cm(['retire', 'valheim', '--yes']));
  assertSucceeded(await copy.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']));

  await expect(evening.stateKeys()).resolves.toEqual([]);
}

async function nothingLeft(evening: Evening): Promise<void> {
  const { clients } = evening.system;
  const left = await everything(evening);

  expect(without(evening.inventoryAtFirst, left)).toEqual([]);
  expect(evening.inventoryAtFirst).toContain(`everywhere, hosted zone: ${DOMAIN}.`);
  const newLines = without(left, evening.inventoryAtFirst);
  expect(newLines.map((line) => line.replace(/fs-\w+$/, 'fs-'))).toEqual([
    `${REGION}, file system: ${PROJECT}-valheim-Config fs-`,
    `everywhere, bucket: ${evening.bucket}`,
    // AWS capitalizes its name differently
    'everywhere, role: /aws-service-role/ecs.amazonaws.com/AWSServiceRoleForecs',
  ]);
  // the bucket still has the old versions of the states
  const { DeleteMarkers = [] } = await clients.s3.send(new ListObjectVersionsCommand({ Bucket: evening.bucket }));
  const deleted = DeleteMarkers.filter(({ IsLatest }) => IsLatest).map(({ Key }) => Key);
  expect(deleted).toEqual(expect.arrayContaining(['base', 'minecraft', 'valheim'].map(stateKey)));
}

async function everything({ system }: Evening): Promise<string[]> {
  return inventory(system.emulator.endpoint);
}

async function fileSystems(evening: Evening): Promise<string[]> {
  return (await everything(evening)).filter((line) => line.includes(', file system: '));
}

function fileSystemIn(line: string): string {
  return String(/fs-\w+$/.exec(line)?.[0]);
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  return lines.filter((line) => !others.includes(line));
}
