import { type Answer, apiCall, type ApiCall, type Gap } from '../../../e2e/emulator/api-call';

interface Request {
  readonly service: string;
  readonly region?: string;
  readonly method?: string;
  readonly path?: string;
  /** `X-Amz-Target`, of JSON APIs. */
  readonly target?: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** A call as an AWS SDK makes it. */
export function call(request: Request): ApiCall {
  const { service, region = 'eu-central-1', method = 'POST', path = '/', target, contentType, body = '' } = request;
  const headers = {
    host: '127.0.0.1:4000',
    authorization: `AWS4-HMAC-SHA256 Credential=key/20260102/${region}/${service}/aws4_request, SignedHeaders=host`,
    ...(target !== undefined && { 'x-amz-target': target }),
    ...(contentType !== undefined && { 'content-type': contentType }),
  };
  return apiCall(method, path, headers, Buffer.from(body));
}

/** A call of an API with forms, e.g. Auto Scaling's. */
export function formCall(service: string, parameters: Record<string, string>, region?: string): ApiCall {
  return call({
    service,
    ...(region !== undefined && { region }),
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    body: new URLSearchParams(parameters).toString(),
  });
}

/** For gaps that make no calls of their own in a test. */
export function noClients(): never {
  throw new Error('the test expects no call of the gap itself');
}

/** A stand-in for moto that answers each call with the same text and keeps what reached it. */
export class Upstream {
  readonly calls: ApiCall[] = [];

  constructor(
    public body = 'moto',
    public status = 200,
  ) {}

  /** Sends a call through the gaps, as the proxy does. */
  async send(
    gaps: readonly Gap[],
    sent: ApiCall,
  ): Promise<{ status: number; text: string; headers: Answer['headers'] }> {
    const [gap, ...rest] = gaps;
    const answer = await (gap === undefined
      ? this.answer(sent)
      : gap(sent, async (passed) => {
          const { status, text, headers } = await this.send(rest, passed);
          return { status, headers, body: Buffer.from(text) };
        }));
    return { status: answer.status, text: answer.body.toString(), headers: answer.headers };
  }

  private answer(received: ApiCall): Promise<Answer> {
    this.calls.push(received);
    return Promise.resolve({ status: this.status, headers: {}, body: Buffer.from(this.body) });
  }
}
