import { createPublicKey, verify } from 'node:crypto';

/** What precedes the 32 bytes of an Ed25519 key in the form that Node reads: https://www.rfc-editor.org/rfc/rfc8410#section-4 */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** Nobody can send again later what somebody has read of a request. */
const MOST_SECONDS = 5 * 60;

export interface SignedRequest {
  /** Header X-Signature-Ed25519: 64 bytes in hex. Empty where it is missing. */
  readonly signature: string;
  /** Header X-Signature-Timestamp: seconds since 1970. Empty where it is missing. */
  readonly timestamp: string;
  /** As it was signed. */
  readonly body: string;
}

/**
 * Whether Discord sent it, within the last 5 minutes.
 *
 * @param publicKey of the application: 32 bytes in hex
 * @see https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function isOfDiscord({ signature, timestamp, body }: SignedRequest, publicKey: string, now: Date): boolean {
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  const isSigned = verify(null, Buffer.from(`${timestamp}${body}`), key, Buffer.from(signature, 'hex'));
  return isSigned && Math.abs(now.getTime() / 1_000 - Number(timestamp)) <= MOST_SECONDS;
}
