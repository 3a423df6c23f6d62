import { type KeptFileSystem, type Removal } from './removal';

/** What stays and what goes, before somebody says yes. */
export function removalText(leafId: string, { kept, lost, others }: Removal): string {
  const lines = (fileSystems: readonly KeptFileSystem[]) =>
    fileSystems.map(({ volumeId, fileSystemId }) => `  ${fileSystemId} (volume ${volumeId})`);
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
  return [
    `Kept: ${kept.map(({ volumeId, fileSystemId }) => `${fileSystemId} (volume ${volumeId})`).join(', ')}.`,
    'They cost what they store, and are not backed up while no leaf has them.',
    `To bring ${leafId} back with its files, put these lines into its YAML, beside the Paths of each volume, and deploy:`,
    '',
    'Volumes:',
    ...kept.flatMap(({ volumeId, fileSystemId }) => [`  ${volumeId}:`, `    FileSystemId: ${fileSystemId}`]),
  ].join('\n');
}

/** What to do about the YAML of a leaf that is gone. */
export function yamlText(leafId: string, { kept }: Pick<Removal, 'kept'>): string {
  const files = kept.length === 0 ? '' : ', with empty volumes unless those lines are in it';
  return `The YAML of ${leafId} is still there: take it away, or the next npx cm deploy makes ${leafId} anew${files}.`;
}
