import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, type LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A post as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the receiver does with a post. */
export type Reaction =
  { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'no answer' | 'hang up';

/** Name of the receiver's host, which its certificate has. */
export const RECEIVER_HOST = 'hooks.test';

/** Plays Discord, Slack and the like: takes posts by HTTPS, with a certificate that it makes for itself by openssl. */
export class WebhookReceiver {
  /** The posts so far. */
  readonly received: Received[] = [];
  /** What it does with the next posts, in their order; after these it answers 204. */
  readonly reactions: Reaction[] = [];

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const folder = mkdtempSync(join(tmpdir(), 'cm-webhooks-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const names = ['-subj', `/CN=${RECEIVER_HOST}`, '-addext', `subjectAltName=DNS:${RECEIVER_HOST}`];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, ...names], { stdio: 'pipe' });
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
    const receiver = new WebhookReceiver(server, folder);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        receiver.received.push({ method, path, headers, body: Buffer.concat(parts).toString() });
        receiver.react(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    // a cast: it listens at a port
    return (this.server.address() as AddressInfo).port;
  }

  /** Path of the certificate that a client has to trust. */
  get certificate(): string {
    return join(this.folder, 'cert.pem');
  }

  /** An address of the receiver, for who finds it by `lookup`. */
  url(path: string): string {
    return `https://${RECEIVER_HOST}:${this.port}${path}`;
  }

  /** Finds every host here. */
  readonly lookup: LookupFunction = (_host, { all }, callback) => {
    if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
    else callback(null, '127.0.0.1', 4);
  };

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private react(response: ServerResponse): void {
    const reaction = this.reactions.shift() ?? { status: 204 };
    if (reaction === 'no answer') return;
    if (reaction === 'hang up') {
      response.socket?.destroy();
      return;
    }
    response.writeHead(reaction.status, reaction.headers).end();
  }
}
