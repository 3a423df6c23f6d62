const CUT = '…';

/** Text of at most so many characters (UTF-16 units, as Discord and Slack count at most), with … where it was cut. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${whole(text.slice(0, limit - CUT.length))}${CUT}`;
}

/** Text of at most so many bytes in UTF-8, with … where it was cut. */
export function cutBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  // a character that was cut in two
  const kept = bytes
    .subarray(0, limit - Buffer.byteLength(CUT))
    .toString()
    .replace(/�+$/, '');
  return `${kept}${CUT}`;
}

/** Without half of a character. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
