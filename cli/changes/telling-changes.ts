import { actionOf, type ResourceChange } from '../terraform/plan';
import { type AttributeChange, attributeChanges, UNKNOWN } from './attribute-changes';
import { type Work } from './work';

/** One attribute that a plan changes, for a person. */
export interface TellingChange extends AttributeChange {
  /** Whether it is a reason why the resource is replaced. */
  readonly forcesReplacement: boolean;
}

/** What changes of a resource, without the values of a new one that AWS chooses, and the second copy of its tags. */
export function tellingChanges(resource: ResourceChange, work: Work): TellingChange[] {
  const isNew = ['create', 'replace'].includes(actionOf(resource));
  return attributeChanges(resource, work)
    .map((attribute) => ({ ...attribute, forcesReplacement: isForcing(resource, attribute) }))
    .filter(
      ({ path, after, forcesReplacement }) =>
        !path.startsWith('tags_all') && (!isNew || after !== UNKNOWN || forcesReplacement),
    );
}

function isForcing({ change: { replace_paths: paths = [] } }: ResourceChange, { path }: AttributeChange): boolean {
  return paths.some(
    ([first]) =>
      first !== undefined && (path === first || path.startsWith(`${first}[`) || path.startsWith(`${first}.`)),
  );
}
