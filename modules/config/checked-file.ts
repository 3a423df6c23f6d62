import { type z } from 'zod';

import { type Problem } from './config-error';
import { type Path } from './key-path';
import { type RightParts, withRule } from './schema/containers';
import { type YamlFile } from './yaml-file';

/** What a file says, checked by its schema. */
export interface Checked<Value> {
  /** Undefined where there are problems. */
  readonly value?: Value;
  /** What of it is right, also where there are problems; undefined where it could not be read. */
  readonly right?: RightParts<Value> | undefined;
  readonly problems: readonly Problem[];
}

/** Checks a file by its schema. */
export function checkFile<Value>(file: YamlFile, schema: z.ZodType<Value>): Checked<Value> {
  if (file.value === undefined) {
    const empty = file.problem([], 'the file is empty: write its required keys, see docs/configuration.md');
    return { problems: file.problems.length > 0 ? file.problems : [empty] };
  }
  let right: RightParts<Value> | undefined;
  const result = withRule(schema, (parts) => {
    right = parts;
  }).safeParse(file.value);
  const found = (result.error?.issues ?? []).flatMap((issue) => problemsOf(file, issue));
  const problems = [...file.problems, ...found];
  return { ...(result.success && problems.length === 0 && { value: result.data }), right, problems };
}

function problemsOf(file: YamlFile, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const lines = issue.message.split('\n');
    return issue.keys.map((key, index) => file.problem([...issue.path, key], lines[index] ?? issue.message, 'key'));
  }
  const path: Path = issue.path;
  if (file.isBroken(path)) return [];
  // the key is there, and only its value is not
  const message = file.has(path) ? issue.message.replace(/^is missing: /, 'is empty: ') : issue.message;
  return [file.problem(path, message)];
}
