import { type Problem } from './config-error';
import { property } from './schema/fields';
import { stackNameOf } from './stack-name';
import { type YamlFile } from './yaml-file';

/** What is wrong with leaves that are each right alone: one stack for two, or one file system for two volumes. */
export function problemsBetweenLeaves(leaves: readonly { readonly id: string; readonly file: YamlFile }[]): Problem[] {
  const problems: Problem[] = [];
  const stacks = new Map<string, YamlFile>();
  const owners = new Map<string, string>();
  for (const { id, file } of leaves) {
    const stack = stackNameOf(id);
    const other = stacks.get(stack);
    if (other !== undefined) {
      problems.push(file.problem([], `would make the same stack ${stack} as ${other.path}: rename one of the two`));
    }
    stacks.set(stack, file);
    for (const { path, fileSystemId } of adoptions(file.value)) {
      const owner = owners.get(fileSystemId);
      if (owner !== undefined) {
        problems.push(file.problem(path, `${fileSystemId} is taken over by ${owner} already: remove one of the two`));
      }
      owners.set(fileSystemId, `${file.path} ${path.slice(0, -1).join('.')}`);
    }
  }
  return problems;
}

function adoptions(leaf: unknown): { path: string[]; fileSystemId: string }[] {
  const volumes = property(leaf, 'Volumes');
  return Object.keys(volumes instanceof Object ? volumes : {}).flatMap((id) => {
    const fileSystemId = property(property(volumes, id), 'FileSystemId');
    return typeof fileSystemId === 'string' ? [{ path: ['Volumes', id, 'FileSystemId'], fileSystemId }] : [];
  });
}
