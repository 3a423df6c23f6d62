import { createHash, timingSafeEqual } from 'node:crypto';

import { type Invitations } from './dependencies';
import { type Parameters } from './parameters';

const SHA256 = /^[0-9a-f]{64}$/i;
/** A link that is not known may be a new one. Strangers cause no more reads than one in so long. */
const NEW_LINK_MS = 5_000;

/** Invitations as `./cm invite` keeps them: `<leaf>/<friend>` → the SHA-256 of the token's text, in hex. */
export class Friends implements Invitations {
  /** @param invitations reads them, at most `oldestMs` old, or a minute */
  constructor(private readonly invitations: { read(oldestMs?: number): Promise<Parameters> }) {}

  async friendOf(leafId: string, token: string): Promise<string | undefined> {
    const known = await this.invitations.read();
    const friend = friendIn(known, leafId, token);
    if (friend !== undefined || token === '') return friend;
    const newer = await this.invitations.read(NEW_LINK_MS);
    return newer === known ? undefined : friendIn(newer, leafId, token);
  }
}

/** Compares with every invitation of every leaf, whatever is given, so that the time tells nothing. */
function friendIn(invitations: Parameters, leafId: string, token: string): string | undefined {
  const given = createHash('sha256').update(token).digest();
  let friend: string | undefined;
  for (const [name, hash] of invitations) {
    const [leaf, invited] = name.split('/');
    const isToken = timingSafeEqual(given, SHA256.test(hash) ? Buffer.from(hash, 'hex') : Buffer.alloc(given.length));
    if (isToken && leaf === leafId && token !== '') friend = invited;
  }
  return friend;
}
