import { type ErrorCode, type YAMLError } from 'yaml';

/** After one of these the parser misreads everything. */
const LAST: readonly ErrorCode[] = ['TAB_AS_INDENT', 'RESOURCE_EXHAUSTION'];

/** Without the errors that only follow from another one, e.g. from a tab. */
export function withoutAftermath(errors: readonly YAMLError[]): readonly YAMLError[] {
  const causes = errors.filter(({ code }) => LAST.includes(code));
  return causes.length > 0 ? causes : errors;
}

/** An error of the parser in words for the person who wrote the file. */
export function explain(code: ErrorCode, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'appears twice in the same map: remove one of the two';
    case 'TAB_AS_INDENT':
      return 'a tab is used as indentation: YAML allows spaces only';
    case 'MULTIPLE_DOCS':
      return "the file has several documents: remove the line '---' and everything below it";
    case 'TAG_RESOLVE_FAILED':
      return `${message}: the only known tag is !ENV; put text that begins with ! in quotes`;
    case 'BAD_SCALAR_START':
      return `this is not valid YAML: ${message}: put text that begins like this in quotes`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `this is not valid YAML: ${message}: put text that contains ': ' in quotes, and begin all keys of a map in the same column`;
    case 'RESOURCE_EXHAUSTION':
      return 'the maps and lists of this file are nested too deeply to be read';
    default:
      return `this is not valid YAML: ${message}`;
  }
}
