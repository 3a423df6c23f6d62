import { z } from 'zod';

import { type OtherProjects } from '../state/other-projects';
import { type Block } from './fit';
import { code } from './markdown';

/** A project whose base has no state, where others exist or it is unknown whether any does. */
export interface NewProject extends OtherProjects {
  /** `Name` of base.yaml. */
  readonly name: string;
}

const schema = z.object({
  name: z.string(),
  projects: z.array(z.object({ name: z.string(), found: z.array(z.string()) })),
  unasked: z.array(z.string()),
});

const SIGN = '? ';

/** Below another place of the state, which may be the reason. */
const IMPORTANCE = 134;

/** A line of `DEPLOYED_FILE`. */
export function newProjectLine({ name, projects, unasked }: NewProject): string {
  return `${SIGN}${JSON.stringify({ name, projects, unasked })}`;
}

/** Reads such a line; undefined for all others. */
export function parseNewProject(line: string): NewProject | undefined {
  return line.startsWith(SIGN) ? schema.parse(JSON.parse(line.slice(SIGN.length))) : undefined;
}

/** So many projects are named, and so much of each: whatever a tag says, the lines have room. */
const NAMED = 4;
const LENGTH = 100;

/** What a person must read before the plans: they create everything a second time. */
export function newProjectBlock(found: NewProject | undefined): Block {
  return {
    heading: '> [!CAUTION]\n> **A new project**\n>',
    lines: found === undefined ? [] : textsOf(found).map((text) => ({ text: `> - ${text}`, importance: IMPORTANCE })),
  };
}

function textsOf({ name, projects, unasked }: NewProject): string[] {
  const others = projects.slice(0, NAMED).map((other) => {
    const found = other.found.slice(0, NAMED).map((each) => code(each, LENGTH));
    return `${code(other.name, LENGTH)} (${found.join(', ')})`;
  });
  const more = projects.length - others.length;
  if (more > 0) others.push(`${more} more`);
  return [
    ...(others.length === 0
      ? []
      : [
          `base of ${code(name)} has no state, but there ${others.length === 1 ? 'is' : 'are'} ${others.join(' and ')}. The plans below ` +
            'create everything a second time, with empty file systems.',
        ]),
    ...(unasked.length === 0
      ? []
      : [
          `base of ${code(name)} has no state, and calls that would show other projects were refused: ` +
            `${unasked.map((each) => code(each)).join(', ')}.`,
        ]),
    `./cm deploy refuses this. Unless ${code(name)} is new on purpose, put the old Name back. If it is, run ` +
      `${code(`./cm deploy --new-project ${name}`)} on your computer before you merge.`,
  ];
}
