import { sizeAndDate } from '../aws/file-systems';
import { type KeptFileSystem, type Removal } from './removal';

/** What stays and what goes, before somebody says yes. */
export function removalText(leafId: string, { kept, lost, others }: Removal): string {
  const lines = (fileSystems: readonly KeptFileSystem[]) => fileSystems.map((one) => `  ${named(one)}`);
  return [
    `${leafId}:`,
    ...(kept.length > 0 ? ['What stays, with every file on it:', ...lines(kept)] : []),
    ...(lost.length > 0 ? ['What is deleted, with every file on it:', ...lines(lost)] : []),
    `What goes besides: ${others === 0 ? 'nothing' : `${others} resources, among them its logs and its address`}.`,
    'Backups stay in the vault until they expire.',
  ].join('\n');
}

/** How a leaf that was retired gets its files back. */
export function adoptionText(leafId: string, kept: readonly KeptFileSystem[]): string {
  if (kept.length === 0) return 'No file system is left.';
  const volumes = [...new Set(kept.map(({ volumeId }) => volumeId))];
  return [
    `Kept: ${kept.map(named).join(', ')}.`,
    'They cost what they store, and are not backed up while no leaf has them.',
    `To bring ${leafId} back with its files, put these lines into its YAML, beside the Paths of each volume, and deploy:`,
    '',
    'Volumes:',
    ...volumes.flatMap((volumeId) => [
      `  ${volumeId}:`,
      ...adoptionLines(kept.filter((one) => one.volumeId === volumeId)).map((line) => `    ${line}`),
    ]),
  ].join('\n');
}

/** A volume has one file system: of several the first is taken, and the others are told to whoever wants another. */
function adoptionLines([first, ...more]: readonly KeptFileSystem[]): string[] {
  if (first === undefined) return [];
  const line = `FileSystemId: ${first.fileSystemId}`;
  if (more.length === 0) return [line];
  const why = first.isCurrent ? 'the one that it had last' : 'the largest: look whether it is the right one';
  return [`${line} # ${why}`, ...more.map((one) => `# FileSystemId: ${one.fileSystemId} # ${details(one)}`)];
}

/** What to do about the YAML of a leaf that is gone. */
export function yamlText(leafId: string, { kept }: Pick<Removal, 'kept'>): string {
  const still = `The YAML of ${leafId} is still there: take it away, or`;
  if (kept.length === 0) return `${still} the next ./cm deploy makes ${leafId} anew.`;
  return `${still} put those lines into it: without them the next ./cm deploy is refused.`;
}

/** Those that the container did not have last are told apart. */
function named(one: KeptFileSystem): string {
  const earlier = one.isCurrent ? '' : `, ${details(one)}`;
  return `${one.fileSystemId} (volume ${one.volumeId}${earlier})`;
}

function details({ bytes = 0, createdAt }: KeptFileSystem): string {
  return sizeAndDate({ bytes, ...(createdAt && { createdAt }) });
}
