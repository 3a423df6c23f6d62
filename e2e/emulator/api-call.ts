import { type IncomingHttpHeaders } from 'node:http';

/** A request of an AWS SDK: what can be read without AWS's models. */
export interface ApiCall {
  /** The service's signing name, e.g. `autoscaling` or `elasticfilesystem`; empty when the request is not signed. */
  readonly service: string;
  /** Who calls. Empty when the request is not signed. */
  readonly accessKeyId: string;
  /** Empty when the request is not signed. */
  readonly region: string;
  /**
   * The API's name for it, e.g. `SetDesiredCapacity`. REST APIs send no name: then it is method and path, e.g.
   * `PUT /2015-02-01/file-systems/fs-1/policy`, without the query string, without a slash at the end, decoded.
   */
  readonly action: string;
  readonly method: string;
  /** With the query string, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The answer to a call. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Passes a call on to the next gap; from the last gap to moto. */
export type Next = (call: ApiCall) => Promise<Answer>;

/** Fills a gap of moto, which lacks something or gets it wrong: answers a call itself, or corrects the call or its answer. */
export type Gap = (call: ApiCall, next: Next) => Promise<Answer>;

/** Reads a request. */
export function apiCall(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): ApiCall {
  return {
    ...credentialScope(headers.authorization ?? ''),
    action: actionOf(method, path, headers, body),
    method,
    path,
    headers,
    body,
  };
}

/** `Credential=AKIA…/20260102/eu-central-1/ecs/aws4_request`. */
function credentialScope(authorization: string): Pick<ApiCall, 'accessKeyId' | 'service' | 'region'> {
  const [, accessKeyId = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  return { accessKeyId, service, region };
}

function actionOf(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    const action = new URLSearchParams(body.toString()).get('Action');
    if (action !== null) return action;
  }
  return `${method} ${pathOf({ path })}`;
}

/** The path without its query string and without a slash at its end, decoded. */
export function pathOf({ path }: Pick<ApiCall, 'path'>): string {
  const [bare = ''] = path.split('?');
  return decodeURIComponent(bare).replace(/(?<=.)\/$/, '');
}

/** The call with another body. */
export function withBody(call: ApiCall, body: string): ApiCall {
  return { ...call, body: Buffer.from(body) };
}
