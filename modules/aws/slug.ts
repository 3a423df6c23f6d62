/**
 * Any text as lower-case letters, digits and single dashes: `/opt/My.World` → `opt-my-world`. Empty for a text
 * without a letter or digit.
 */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
