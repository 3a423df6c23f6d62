/** A name, optionally with the value that the field must have. */
const FIELD = /^\w+(?:\s*=\s*(?:([\w.-]+)|"([^"*]+)"))?$/;
/** For CloudWatch Logs, text in quotes or brackets is one field. */
const FIELDS_OF_A_LINE = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;

/**
 * Whether a line matches the pattern of a subscription filter. Knows what our patterns use: a list of fields, some with a
 * required value, and `...` for the rest; or an empty pattern.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 * @throws Error where the pattern is of another kind
 */
export function matchesFilter(pattern: string, line: string): boolean {
  if (pattern === '') return true;
  const unknown = new Error(`the tests do not know this filter pattern: ${pattern}`);
  const [, list] = /^\[(.+)\]$/.exec(pattern) ?? [];
  if (list === undefined) throw unknown;
  const parts = list.split(',').map((part) => part.trim());
  const hasRest = parts.at(-1) === '...';
  const wanted = (hasRest ? parts.slice(0, -1) : parts).map((part) => {
    const [isField, value, quoted] = FIELD.exec(part) ?? [];
    if (isField === undefined) throw unknown;
    return value ?? quoted;
  });
  const fields = [...line.matchAll(FIELDS_OF_A_LINE)].map(([, quoted, bracketed, bare]) => quoted ?? bracketed ?? bare);
  return (
    (hasRest ? fields.length >= wanted.length : fields.length === wanted.length) &&
    wanted.every((value, index) => value === undefined || fields[index] === value)
  );
}
