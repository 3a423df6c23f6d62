import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type PageAnswer, type PageError } from '../../lambdas/start-page/contract';
import { bundlePage } from '../../modules/aws/bundle-page';

/** A leaf's invitation at the stand-in. */
export const LEAF = 'minecraft';
export const TOKEN = 'c29tZSBzZWNyZXQgd29yZA';

export interface Asked {
  readonly path: string;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** What `POST /status` and `POST /wake` say: an answer, or an error's status. */
export type Says = PageAnswer | { readonly status: number; readonly error?: PageError['error'] };

/** In place of base's API: the page as it is bundled, and answers that tests choose. */
export class StandIn {
  /** What it was asked, beside the page itself. */
  readonly asked: Asked[] = [];
  /** All request lines. */
  readonly lines: string[] = [];
  says: Says = { leaf: LEAF, state: 'asleep' };
  /** What /wake says, and /status from then on. */
  saysToWake: Says = { leaf: LEAF, state: 'starting', seconds: 0, waitsFor: 'instance' };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandIn> {
    const server = createServer();
    const standIn = new StandIn(server);
    const { page } = bundlePage('lambdas/start-page/page');
    server.on('request', (request, response) => {
      void standIn.answer(request, response, page);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return standIn;
  }

  get origin(): string {
    // a cast: it listens at a port, not at a pipe
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get invitation(): string {
    return `${this.origin}/${LEAF}#${TOKEN}`;
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    page: ReturnType<typeof bundlePage>['page'],
  ): Promise<void> {
    const { method = '', url = '' } = request;
    this.lines.push(`${method} ${url}`);
    if (method === 'GET' && url === `/${LEAF}`) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', page.contentSecurityPolicy);
      response.setHeader('cache-control', 'no-store');
      response.setHeader('referrer-policy', 'no-referrer');
      response.end(page.html);
    } else if (method === 'POST' && (url === '/status' || url === '/wake')) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.asked.push({ path: url, body: JSON.parse(Buffer.concat(chunks).toString()), headers: request.headers });
      if (url === '/wake') this.says = this.saysToWake;
      const { status, body } = reply(this.says);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } else {
      response.writeHead(404).end();
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

function reply(says: Says): { readonly status: number; readonly body: unknown } {
  return 'status' in says ? { status: says.status, body: { error: says.error } } : { status: 200, body: says };
}
