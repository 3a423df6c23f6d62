import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** What somebody types into Discord. */
export interface Typed {
  /** E.g. `start`. */
  readonly command: string;
  readonly leaf?: string;
  /** Ids of the person's roles. @default none */
  readonly roles?: readonly string[];
  /** @default the first server of the config */
  readonly server?: string;
  /** @default the application of the config */
  readonly application?: string;
}

/** A request as Discord makes it, before it is sent. */
export interface SignedPost {
  readonly signature: string;
  readonly timestamp: string;
  readonly body: string;
}

/**
 * Discord, with a key pair of its own: `config` goes into base.yaml, `press` posts what a person typed to the interactions URL.
 *
 * ```ts
 * const discord = new FakeDiscord();
 * await discord.press(`${api.url}/discord`, { command: 'start', leaf: 'minecraft' });
 * ```
 */
export class FakeDiscord {
  readonly config: { readonly applicationId: string; readonly publicKey: string; readonly servers: readonly string[] };
  private readonly privateKey: KeyObject;

  constructor({ applicationId = '111111111111111111', servers = ['222222222222222222'] } = {}) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.privateKey = privateKey;
    // its last 32 bytes are the key itself
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    this.config = { applicationId, publicKey: raw.toString('hex'), servers };
  }

  /** Signs what it posts, by default now. */
  signed(interaction: unknown, at = new Date()): SignedPost {
    const body = JSON.stringify(interaction);
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const signature = sign(null, Buffer.from(`${timestamp}${body}`), this.privateKey).toString('hex');
    return { signature, timestamp, body };
  }

  ping(): unknown {
    return { id: '1', type: 1, application_id: this.config.applicationId, token: 't', version: 1 };
  }

  /** @param type 2: a command; 4: somebody is still typing */
  interaction({ command, leaf, roles = [], server, application }: Typed, type: 2 | 4 = 2): unknown {
    return {
      id: '1',
      type,
      application_id: application ?? this.config.applicationId,
      guild_id: server ?? this.config.servers[0],
      member: { roles, permissions: '0', user: { id: '333333333333333333', username: 'ada' } },
      data: {
        id: '2',
        type: 1,
        name: command,
        ...(leaf !== undefined && {
          options: [{ type: 3, name: 'leaf', value: leaf, ...(type === 4 && { focused: true }) }],
        }),
      },
      locale: 'en-GB',
      token: 't',
      version: 1,
    };
  }

  /** Posts what a person typed, as Discord does. */
  async press(url: string, typed: Typed): Promise<{ readonly status: number; readonly json: unknown }> {
    const { signature, timestamp, body } = this.signed(this.interaction(typed));
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      },
      body,
    });
    return { status: response.status, json: await response.json() };
  }
}
