import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { z } from 'zod';

import { type DeployedFunctions } from './functions';
import { readDeployedApi, type DeployedApi, type DeployedRoute } from './deployed-api';

export interface ApiGatewayProps {
  /** The emulator's, e.g. `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly region: string;
  /** Runs the function behind a route: from its archive, in its environment, under its role. */
  readonly functions: Pick<DeployedFunctions, 'answer'>;
  /** The API's URL in AWS: base's output `start_page_url`. */
  readonly url: string;
  /** Port at 127.0.0.1. @default a free one */
  readonly port?: number;
}

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MOST_BYTES = 10 * 1024 * 1024;

/**
 * API Gateway's data plane for one deployed HTTP API, as a server on this machine:
 *
 * ```ts
 * const api = await ApiGateway.start({ endpoint, region, functions: project.region.functions, url });
 * await fetch(`${api.url}/minecraft`); // 200, the page
 * await api.stop();
 * ```
 *
 * It makes an event of payload 2.0 of each real HTTP request (names of headers in lower case, a body that is no text in base64), and invokes the
 * function behind the deployed route, which must let the API in for that route. It answers as AWS does where it does not ask the function: 404
 * `{"message":"Not Found"}` without a route, 429 `{"message":"Too Many Requests"}` above the stage's throttle of the route (a bucket of `burst` that fills
 * by `rate` a second), 413 for more than 10 MB, 500 `{"message":"Internal Server Error"}` where the function fails. Routes and throttles are read from the
 * emulator when it starts: start it again after a deployment that changes them. `requests` has what came in, to search it for tokens.
 */
export class ApiGateway {
  /** Method, path and query of each request, as access logs and browsers' histories have them. */
  readonly requests: string[] = [];
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  private constructor(
    private readonly props: ApiGatewayProps,
    private readonly api: DeployedApi,
    private readonly server: Server,
  ) {}

  /** @throws Error where the emulator has no such API */
  static async start(props: ApiGatewayProps): Promise<ApiGateway> {
    const api = await readDeployedApi(props);
    const server = createServer();
    const gateway = new ApiGateway(props, api, server);
    server.on('request', (request, response) => {
      gateway.serve(request, response).catch((error: unknown) => {
        gateway.failures.push(error);
        send(response, 500, 'Internal Server Error');
      });
    });
    await new Promise<void>((done) => server.listen(props.port ?? 0, '127.0.0.1', done));
    return gateway;
  }

  /** Why invocations failed. */
  readonly failures: unknown[] = [];

  /** E.g. `http://127.0.0.1:40124`: in place of `start_page_url`. */
  get url(): string {
    // a cast, since the type also knows sockets with a path
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    this.requests.push(`${method} ${url}`);
    const { pathname: rawPath, search } = new URL(url, this.url);
    const route = this.api.routes.find((one) => one.method === method && matches(one.path, rawPath));
    if (route === undefined) {
      send(response, 404, 'Not Found');
      return;
    }
    if (!this.takeToken(route)) {
      send(response, 429, 'Too Many Requests');
      return;
    }
    const body = await bodyOf(request);
    if (body === undefined) {
      send(response, 413, 'Request Entity Too Large');
      return;
    }
    const event = this.event(request, { route, rawPath, rawQueryString: search.slice(1), body });
    const answer = Answer.parse(
      await this.props.functions.answer(route.functionArn, event, {
        service: 'apigateway.amazonaws.com',
        sourceArn: `arn:aws:execute-api:${this.props.region}:123456789012:${this.api.id}/$default/${route.method}${route.path}`,
      }),
    );
    response.writeHead(answer.statusCode, {
      ...answer.headers,
      ...(answer.cookies && { 'set-cookie': answer.cookies }),
    });
    response.end(Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8'));
  }

  private takeToken({ key, throttle }: DeployedRoute): boolean {
    const now = Date.now();
    const bucket = this.buckets.get(key) ?? { tokens: throttle.burst, at: now };
    const tokens = Math.min(throttle.burst, bucket.tokens + ((now - bucket.at) / 1_000) * throttle.rate);
    this.buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
  private event(
    { headers, httpVersion, socket, method = 'GET' }: IncomingMessage,
    about: { route: DeployedRoute; rawPath: string; rawQueryString: string; body: Buffer },
  ): unknown {
    const { route, rawPath, rawQueryString, body } = about;
    const { cookie, ...others } = headers;
    const domainName = new URL(this.props.url).host;
    const isText = /^(text\/|application\/(json|javascript|xml)|$)/.test(headers['content-type'] ?? '');
    const parameter = /^\/\{(\w+)\}$/.exec(route.path)?.[1];
    return {
      version: '2.0',
      routeKey: route.key,
      rawPath,
      rawQueryString,
      ...(cookie !== undefined && { cookies: cookie.split('; ') }),
      headers: {
        ...Object.fromEntries(
          Object.entries(others)
            .filter(([name]) => name !== 'connection')
            .map(([name, value]) => [name, [value].flat().join(',')]),
        ),
        host: domainName,
        'x-forwarded-for': socket.remoteAddress ?? '',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      requestContext: {
        accountId: '123456789012',
        apiId: this.api.id,
        domainName,
        domainPrefix: this.api.id,
        http: {
          method,
          path: rawPath,
          protocol: `HTTP/${httpVersion}`,
          sourceIp: socket.remoteAddress ?? '',
          userAgent: headers['user-agent'] ?? '',
        },
        requestId: 'emulator=',
        routeKey: route.key,
        stage: '$default',
        time: new Date().toUTCString(),
        timeEpoch: Date.now(),
      },
      ...(parameter !== undefined && { pathParameters: { [parameter]: decodeURIComponent(rawPath.slice(1)) } }),
      ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
      isBase64Encoded: body.length > 0 && !isText,
    };
  }
}

/** Of paths with one variable at most, for one part of the path. */
function matches(pattern: string, path: string): boolean {
  return pattern.includes('{') ? /^\/[^/]+$/.test(path) : path === pattern;
}

/** Undefined where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size <= MOST_BYTES) chunks.push(bytes);
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
