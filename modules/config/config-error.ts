/** One thing that is wrong in the configuration. */
export interface Problem {
  /** Path of the file, relative to the project's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** E.g. `Container.Ports[0]`; empty where the whole file is meant. */
  readonly key: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
}

/** Everything that is wrong in the configuration, at once. The message has a line for each problem. */
export class ConfigError extends Error {
  /** Sorted by file and line. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = [...problems].sort(
      (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
    );
    super(sorted.map(text).join('\n'));
    this.name = 'ConfigError';
    this.problems = sorted;
  }
}

function text({ file, line, column, key, message }: Problem): string {
  return oneLine(`${file}:${line}:${column} ${key === '' ? '' : `${key}: `}${message}`);
}

/** A file's name or a key may have line breaks: what follows one must not look like a line of ours. */
function oneLine(text: string): string {
  return text.replace(/\r/g, '\\r').replace(/\n/g, '\\n');
}

// by code point: the order must not depend on the machine's language
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One line for each problem, in the order of an error's. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.length === 0 ? [] : new ConfigError(problems).message.split('\n');
}
