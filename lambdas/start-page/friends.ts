import { createHash, timingSafeEqual } from 'node:crypto';

import { type Invitations } from './dependencies';
import { type Parameters } from './parameters';

const SHA256 = /^[0-9a-f]{64}$/i;

/** Invitations as `./cm invite` keeps them: `<leaf>/<friend>` → the SHA-256 of the token's text, in hex. */
export class Friends implements Invitations {
  constructor(private readonly invitations: { read(): Promise<Parameters> }) {}

  /** Compares with every invitation of every leaf, whatever is given, so that the time tells nothing. */
  async friendOf(leafId: string, token: string): Promise<string | undefined> {
    const given = createHash('sha256').update(token).digest();
    let friend: string | undefined;
    for (const [name, hash] of await this.invitations.read()) {
      const [leaf, invited] = name.split('/');
      const isToken = timingSafeEqual(given, SHA256.test(hash) ? Buffer.from(hash, 'hex') : Buffer.alloc(given.length));
      if (isToken && leaf === leafId && token !== '') friend = invited;
    }
    return friend;
  }
}
