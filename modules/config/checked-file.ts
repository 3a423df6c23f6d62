import { type z } from 'zod';

import { type Problem } from './config-error';
import { type Path } from './key-path';
import { type YamlFile } from './yaml-file';

/** What a file says, once it was held against its schema. */
export interface Checked<Value> {
  /** Undefined where there are problems. */
  readonly value?: Value;
  readonly problems: readonly Problem[];
}

/** Holds a file against its schema. */
export function checkFile<Schema extends z.ZodType>(file: YamlFile, schema: Schema): Checked<z.output<Schema>> {
  if (file.value === undefined) {
    const empty = file.problem([], 'the file is empty: write its required keys, see docs/configuration.md');
    return { problems: file.problems.length > 0 ? file.problems : [empty] };
  }
  const result = schema.safeParse(file.value);
  const found = (result.error?.issues ?? []).flatMap((issue) => problemsOf(file, issue));
  const problems = [...file.problems, ...found];
  return result.success && problems.length === 0 ? { value: result.data, problems } : { problems };
}

function problemsOf(file: YamlFile, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const lines = issue.message.split('\n');
    return issue.keys.map((key, index) => file.problem([...issue.path, key], lines[index] ?? issue.message, 'key'));
  }
  const path: Path = issue.path;
  return file.isBroken(path) ? [] : [file.problem(path, issue.message)];
}
