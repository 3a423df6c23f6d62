import { type ErrorCode, type YAMLError } from 'yaml';

/** After a tab the parser takes everything for something else. */
export function withoutAftermath(errors: readonly YAMLError[]): readonly YAMLError[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  return tabs.length > 0 ? tabs : errors;
}

/** What an error of the parser means to who wrote the file. */
export function explain(code: ErrorCode, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'stands in the same map twice: remove one of the two';
    case 'TAB_AS_INDENT':
      return 'a tab is used as indentation: YAML allows spaces only';
    case 'MULTIPLE_DOCS':
      return "the file holds several documents: remove the line '---' and what follows it";
    case 'TAG_RESOLVE_FAILED':
      return `${message}: the only tag that is known is !ENV, and text that begins with ! belongs in quotes`;
    case 'BAD_SCALAR_START':
      return `this is not valid YAML: ${message}: text that begins so belongs in quotes`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `this is not valid YAML: ${message}: text with ': ' in it belongs in quotes, and the keys of a map begin in one column`;
    default:
      return `this is not valid YAML: ${message}`;
  }
}
