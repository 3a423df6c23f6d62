import { CommandError, EXIT } from '../terminal/errors';
import { findOtherProjects, type OtherProjects, type OtherProjectsProps } from './other-projects';

/** Whether nothing exists beside the project, and everything was asked. */
export function isAlone({ projects, unasked }: OtherProjects): boolean {
  return projects.length === 0 && unasked.length === 0;
}

/**
 * Checks, when base has no state, that the account and the states have no project of another Name: somebody may have changed
 * Name, and everything would be created a second time.
 *
 * @param given Name that a person gave on the command line for a project that is new on purpose: then nothing is asked
 * @throws CommandError (refused) with the other projects, or with what could not be asked
 */
export async function assertNewOnPurpose(props: OtherProjectsProps, given: string | undefined): Promise<void> {
  if (given !== undefined) return;
  const others = await findOtherProjects(props);
  if (isAlone(others)) return;
  throw new CommandError(
    [
      othersText(props.name, others),
      `If ${props.name} is ${others.projects.length > 0 ? 'a second project' : 'a new project'} on purpose: ` +
        `./cm deploy --new-project ${props.name} (once: not any more when its base is deployed).`,
      'Nothing was changed.',
    ].join('\n'),
    { exitCode: EXIT.refused },
  );
}

/**
 * Checks that `--new-project` names the project: in a pipeline it must not allow whatever Name comes next.
 *
 * @throws CommandError (wrong use) with both names
 */
export function assertSameName(given: string | undefined, name: string): void {
  if (given === undefined || given === name) return;
  throw new CommandError(
    `--new-project says ${given}, but Name in base.yaml is ${name}. The option repeats the Name of a project that is new ` +
      'on purpose. Nothing was changed.',
    { exitCode: EXIT.wrongUse },
  );
}

/** What exists beside a project whose base has no state, and what to put back. Several lines. */
export function othersText(name: string, { projects, unasked }: OtherProjects): string {
  const restore = projects.map((other) => `'Name: ${other.name}'`).join(' or ');
  return [
    ...(projects.length === 0
      ? []
      : [
          `base of ${name} has no state, but there ${projects.length === 1 ? 'is another project' : 'are other projects'}:`,
          ...projects.map((other) => `  ${other.name}: ${other.found.join(', ')}`),
        ]),
    ...(unasked.length === 0
      ? []
      : [
          `base of ${name} has no state, and these calls, which would show other projects, were refused:`,
          ...unasked.map((call) => `  ${call}`),
        ]),
    ...(projects.length === 0
      ? ['If you changed Name in base.yaml, put the old one back. To be sure, allow these calls (docs/ci.md).']
      : [
          `If you changed Name in base.yaml, put ${restore} back: under another Name everything is created a second time, ` +
            'with empty file systems.',
        ]),
  ].join('\n');
}
