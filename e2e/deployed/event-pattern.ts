/**
 * Whether an event matches an EventBridge pattern. Knows what our patterns use: objects, and lists of values or of
 * `{ prefix }`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function matchesPattern(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((one) => matchesOne(one, value));
  return (
    isObject(pattern) &&
    isObject(value) &&
    Object.entries(pattern).every(([key, inner]) => matchesPattern(inner, value[key]))
  );
}

function matchesOne(wanted: unknown, value: unknown): boolean {
  if (!isObject(wanted)) return wanted === value;
  const keys = Object.keys(wanted);
  if (keys.length !== 1 || typeof wanted.prefix !== 'string') {
    throw new Error(`the tests do not know this pattern: ${JSON.stringify(wanted)}`);
  }
  return typeof value === 'string' && value.startsWith(wanted.prefix);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
