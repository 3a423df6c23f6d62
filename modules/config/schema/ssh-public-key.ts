// What EC2 takes as a key pair: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html
const TYPES: readonly string[] = ['ssh-rsa', 'ssh-ed25519'];

/** Whether this is the line of an OpenSSH public key file, with or without its comment. */
export function isSshPublicKey(line: string): boolean {
  const [type = '', body = ''] = line.trim().split(/[ \t]+/);
  if (line.trim().includes('\n') || !TYPES.includes(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return false;
  // the body repeats the type: its length in 4 bytes, then the type itself
  const bytes = Buffer.from(body, 'base64');
  const length = bytes.length >= 4 ? bytes.readUInt32BE() : 0;
  return bytes.length > 4 + length && bytes.toString('latin1', 4, 4 + length) === type;
}
