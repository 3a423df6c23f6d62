import { sizeAndDate } from '../aws/file-systems';
import { asCommandError, CommandError, InterruptedError } from '../terminal/errors';
import { type Removal, type RemovedFileSystem } from './removal';

/** What stays and what goes, for a person to confirm. */
export function removalText({ leafId, kept, lost, invited, others }: Removal): string {
  const lines = (fileSystems: readonly RemovedFileSystem[]) => fileSystems.map((one) => `  ${named(one)}`);
  return [
    `${leafId}:`,
    ...(kept.length > 0 ? ['Kept, with every file on it:', ...lines(kept)] : []),
    ...(lost.length > 0 ? ['Deleted, with every file on it:', ...lines(lost)] : []),
    `Also destroyed: ${others === 0 ? 'nothing' : `${others} resources, among them its logs and its address`}.`,
    ...(invited.length > 0 ? [`Links to the start page that stop working: those of ${invited.join(', ')}.`] : []),
    'Backups stay in the vault until they expire.',
  ].join('\n');
}

/** How a leaf that was retired gets its files back. */
export function adoptionText({ leafId, kept }: Pick<Removal, 'leafId' | 'kept'>): string {
  if (kept.length === 0) return 'No file system was kept.';
  const volumes = [...new Set(kept.map(({ volumeId }) => volumeId))];
  return [
    `Kept: ${kept.map(named).join(', ')}.`,
    'You pay for what they store, and they are not backed up while no leaf uses them.',
    `To bring ${leafId} back with its files, put these lines into its YAML, beside the Paths of each volume, and deploy:`,
    '',
    'Volumes:',
    ...volumes.flatMap((volumeId) => [
      `  ${volumeId}:`,
      ...adoptionLines(kept.filter((one) => one.volumeId === volumeId)).map((line) => `    ${line}`),
    ]),
  ].join('\n');
}

/** A volume has one file system: of several the first is used, and the others are comments. */
function adoptionLines([first, ...more]: readonly RemovedFileSystem[]): string[] {
  if (first === undefined) return [];
  const line = `FileSystemId: ${first.fileSystemId}`;
  if (more.length === 0) return [line];
  const why = first.isCurrent ? 'the one that it used last' : 'the largest: check that it is the right one';
  return [`${line} # ${why}`, ...more.map((one) => `# FileSystemId: ${one.fileSystemId} # ${details(one)}`)];
}

/** What to do about the YAML of a leaf that was removed. */
export function yamlText({ leafId, kept }: Pick<Removal, 'leafId' | 'kept'>): string {
  const still = `The YAML of ${leafId} is still there: remove it, or`;
  if (kept.length === 0) return `${still} the next ./cm deploy recreates ${leafId}.`;
  return `${still} put those lines into it: without them the next ./cm deploy is refused.`;
}

/**
 * The error of a removal that did not finish.
 *
 * @param state of the stack now, e.g. `base was not removed completely`
 * @param error what was thrown
 */
export function partialRemovalError(state: string, error: unknown): CommandError {
  const cause = asCommandError(error);
  const hasNothingFailed = cause instanceof InterruptedError && cause.failure === '';
  const what = hasNothingFailed ? 'Interrupted.' : `${cause.message}\n`;
  return new CommandError(`${what}\n${state}. Run the same command again to finish.`, {
    exitCode: cause.exitCode,
    cause,
  });
}

/** A file system that the container did not use last shows what tells it from others. */
function named(one: RemovedFileSystem): string {
  const earlier = one.isCurrent ? '' : `, ${details(one)}`;
  return `${one.fileSystemId} (volume ${one.volumeId}${earlier})`;
}

function details({ bytes = 0, createdAt }: RemovedFileSystem): string {
  return sizeAndDate({ bytes, ...(createdAt && { createdAt }) });
}
