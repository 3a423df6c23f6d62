import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type Answer, apiCall, type ApiCall, type Gap, type Next } from './api-call';

/** A server in front of moto. */
export interface Proxy {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A path without a host, unlike `//host/path` and `http://host/path`. */
const IS_PATH = /^\/(?!\/)/;

/** Starts a server on a free port that passes each call through the gaps, the first outermost, and on to `upstream`. */
export async function startProxy(upstream: string, gaps: readonly Gap[]): Promise<Proxy> {
  const answer = gaps.reduceRight<Next>(
    (next, gap) => (call) => gap(call, next),
    (call) => forward(upstream, call),
  );
  const server = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing, answer);
  });
  // AWS's SDKs keep connections open; a call fails where the server closes its connection at the wrong moment
  server.keepAliveTimeout = 120_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // a cast: a server that listens on TCP has a port
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function handle(incoming: IncomingMessage, outgoing: ServerResponse, answer: Next): Promise<void> {
  try {
    const { method = 'GET', url = '/', headers } = incoming;
    if (!IS_PATH.test(url)) {
      send(outgoing, method, plainAnswer(400, `emulator: '${url}' is not a path of this server`));
      return;
    }
    send(outgoing, method, await answer(apiCall(method, url, headers, await bodyOf(incoming))));
  } catch (error) {
    // the client retries, or prints the error
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send(outgoing, 'GET', plainAnswer(502, `emulator: ${why}`));
  }
}

function plainAnswer(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(text) };
}

function send(outgoing: ServerResponse, method: string, { status, headers, body }: Answer): void {
  // the answer to HEAD has the length of a body that is not sent
  const length = method === 'HEAD' ? headers['content-length'] : String(body.length);
  outgoing.writeHead(status, { ...endToEnd(headers), ...(length !== undefined && { 'content-length': length }) });
  outgoing.end(body);
}

async function forward(upstream: string, { method, path, headers, body }: ApiCall): Promise<Answer> {
  // take only the path from the client: a URL that is built from both could have another host
  const { hostname, port } = new URL(upstream);
  const outgoing = request({
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    path,
    method,
    headers: { ...endToEnd(headers), 'content-length': String(body.length) },
  });
  outgoing.end(body);
  // a cast: 'response' has one argument, but the types of `once` do not say so
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode ?? 502, headers: incoming.headers, body: await bodyOf(incoming) };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Headers without those that concern only one connection, and without the length, which a gap may have changed. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const ours = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect']);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ours.has(name)));
}
