import { type ZodType } from 'zod';

import { type Answer, type ApiCall } from './api-call';

export function jsonAnswer(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** The body of a JSON request or answer, as the schema parses it. */
export function jsonBody<T>(message: Pick<Answer, 'body'>, schema: ZodType<T>): T {
  return schema.parse(JSON.parse(message.body.toString()));
}

/** An answer of AWS's query protocol, e.g. of Auto Scaling: `<ActionResponse><ActionResult>…`. */
export function queryAnswer(action: string, result = ''): Answer {
  return xmlAnswer(
    200,
    `<${action}Response><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>emulator</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** An error in the form of the call's API. */
export function errorAnswer(call: ApiCall, status: number, code: string, message: string): Answer {
  if (speaksXml(call)) return xmlAnswer(status, xmlError(call.service, code, message));
  const { headers, ...answer } = jsonAnswer({ __type: code, message, Message: message }, status);
  return { ...answer, headers: { ...headers, 'x-amzn-errortype': code } };
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The answer with its text replaced. */
export function withText(answer: Answer, edit: (text: string) => string): Answer {
  return { ...answer, body: Buffer.from(edit(answer.body.toString())) };
}

/** The answer with another value as its JSON. */
export function withJson(answer: Answer, value: unknown): Answer {
  return { ...answer, body: Buffer.from(JSON.stringify(value)) };
}

function xmlAnswer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
}

function speaksXml({ service, headers }: ApiCall): boolean {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm || service === 's3' || service === 'route53';
}

function xmlError(service: string, code: string, message: string): string {
  const error = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  if (service === 's3') return `<Error>${error}</Error>`;
  if (service === 'ec2') return `<Response><Errors><Error>${error}</Error></Errors></Response>`;
  return `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`;
}
