import { grouped, inRounds, type NamingAccess, partsOfNames } from './naming-lines';
import { type NewSecret } from './rules/new-secrets';

const SECRETS = ['secret', 'secrets'] as const;
const PATTERNS = ['pattern of secrets', 'patterns of secrets'] as const;

/**
 * The secrets that one role newly reads of one store, with their number and all their names: as many on a line as fit. What
 * stands for any number of secrets comes first, then the first line of each stack before the second one of any.
 */
export function foldedSecrets(secrets: readonly NewSecret[]): NamingAccess[] {
  const groups = grouped(secrets, ({ stack, address, what, kind }) => [stack, address, what, kind]);
  const isOpen = ([first]: readonly NewSecret[]) => first?.kind !== 'named' && first?.kind !== 'hidden';
  return [
    ...inRounds(groups.filter((group) => isOpen(group)).map(linesOf)),
    ...inRounds(groups.filter((group) => !isOpen(group)).map(linesOf)),
  ];
}

function linesOf(group: readonly NewSecret[]): NamingAccess[] {
  const [first] = group;
  if (first === undefined) return [];
  const { stack, address, kind, what } = first;
  const line = (message: string, of: readonly NewSecret[]): NamingAccess => {
    const ids = of.map(({ name }) => JSON.stringify([what, name]));
    return {
      stack,
      address,
      message,
      named: { words: kind === 'named' || kind === 'hidden' ? SECRETS : PATTERNS, ids },
    };
  };
  if (group.length === 1) return [line(first.message, group)];
  const [one, several] = what;
  const count = group.length;
  switch (kind) {
    case 'hidden':
      return [
        line(
          `newly reads ${count} ${several} without a path: their names are hidden, since each may be a password`,
          group,
        ),
      ];
    case 'named':
      return named(group, [`newly reads ${count} ${several}`, 'also newly reads '], line);
    case 'pattern':
      return named(
        group,
        [`newly reads each ${one} that one of ${count} patterns stands for`, 'also newly reads each for '],
        line,
      );
    case 'long pattern':
    case 'everything else':
      return [line(`${first.message} (${count} times)`, group)];
  }
}

function named(
  group: readonly NewSecret[],
  [begin, also]: readonly [first: string, following: string],
  line: (message: string, of: readonly NewSecret[]) => NamingAccess,
): NamingAccess[] {
  let done = 0;
  return partsOfNames(group.map(({ name }) => name)).map((names, index) => {
    const of = group.slice(done, (done += names.length));
    return line(`${index === 0 ? `${begin}: ` : also}${names.join(', ')}`, of);
  });
}
