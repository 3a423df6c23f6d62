import { inspect } from 'node:util';

import { PROJECT } from '../deployed/project-in-emulator';
import { type LogLine } from '../deployed/run-function';

/** What happens in an evening, for who reads the output of the tests. */
export class Journal {
  /** The lines of all functions' logs. */
  readonly ofFunctions: string[] = [];
  private readonly lines: string[] = [];

  /** @param text one line or several */
  write(text: string): void {
    this.lines.push(...text.trimEnd().split('\n'));
  }

  writeFunctionLine(functionName: string, { message: line }: LogLine): void {
    const { message, ...fields } = line as Readonly<Record<string, unknown>>;
    const details = Object.keys(fields).length === 0 ? '' : ` ${inspect(fields, { breakLength: Infinity })}`;
    const text = `${functionName.replace(new RegExp(`^${PROJECT}-\\w+-`), '')}: ${String(message)}${details}`;
    this.ofFunctions.push(text);
    this.write(text);
  }

  /** The lines since the last call. */
  take(): readonly string[] {
    return this.lines.splice(0);
  }
}
