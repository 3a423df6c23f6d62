/**
 * Whether a pattern of a policy matches a whole text: `*` is any text, `?` any character, upper case is not lower case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesText(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

/** The same for the name of an action: IAM does not tell upper from lower case in it. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesText(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * Whether the pattern of an ARN matches an ARN: each of the six parts is compared by itself, and the last one, the
 * resource, may have colons of its own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const [wanted, found] = [partsOf(pattern), partsOf(arn)];
  return wanted.length === found.length && wanted.every((part, index) => matchesText(part, found[index] ?? ''));
}

/** `arn:aws:sns:eu-central-1:123456789012:topic:id` in six parts. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
