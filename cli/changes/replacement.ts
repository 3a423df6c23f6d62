import { visibleOnOneLine } from '../terminal/visible';
import { type ResourceChange } from '../terraform/plan';

/** Why Terraform replaces what no changed attribute forces it to replace: https://developer.hashicorp.com/terraform/internals/json-format */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'its creation was not finished last time',
  replace_by_request: 'a person asked Terraform for it',
  replace_by_triggers: 'what it depends on changes',
};

/** Under another name it is no revision, and with another volume the container sees other files. */
const NO_MERE_REVISION: readonly (string | number)[] = ['family', 'volume'];

/** So many attributes are named. */
const NAMED = 10;

/**
 * Says of a replacement why it is harmless, or else which attributes force it.
 *
 * Harmless is one thing alone: a task definition cannot be changed, so each change is a new revision of the same family, and
 * nothing is stored in the old one. That the container restarts is the guard's to say. Everything else that is replaced loses
 * something: files, history, an id that others know, or a moment in which it is missing.
 */
export function replacementText(resource: ResourceChange): string {
  if (isHarmless(resource)) return 'nothing is lost: a changed task definition is a new revision';
  const names = [...new Set((resource.change.replace_paths ?? []).map(nameOf))];
  const reason = REASONS[resource.action_reason ?? ''];
  if (names.length === 0) return `replaced${reason === undefined ? '' : `: ${reason}`}`;
  const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  return `replaced because this changes: ${[...names.slice(0, NAMED), ...more].join(', ')}`;
}

function nameOf(path: readonly (string | number)[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return visibleOnOneLine(text.replace(/^\./, ''));
}

/** Whether a replacement loses nothing. */
export function isHarmless({ type, action_reason: reason, change }: ResourceChange): boolean {
  const { replace_paths: paths = [] } = change;
  return (
    type === 'aws_ecs_task_definition' &&
    reason === 'replace_because_cannot_update' &&
    paths.length > 0 &&
    paths.every(([first]) => first !== undefined && !NO_MERE_REVISION.includes(first))
  );
}
