/** A name, and perhaps the value that the field must have. */
const FIELD = /^\w+(?:\s*=\s*(?:([\w.-]+)|"([^"*]+)"))?$/;
/** CloudWatch Logs takes what is in quotes or brackets as one field. */
const FIELDS_OF_A_LINE = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;

/**
 * Whether a subscription filter's pattern lets a line through, as far as our patterns go: a list of fields, of which
 * some must have a value, and `...` for the rest; or nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 * @throws Error when the pattern is of another kind
 */
export function matchesFilter(pattern: string, line: string): boolean {
  if (pattern === '') return true;
  const unknown = new Error(`this filter pattern is not known here: ${pattern}`);
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
