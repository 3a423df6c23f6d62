import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Answer, type Gap, pathOf } from '../api-call';

/** Path of the downloads; no AWS API begins like that. */
const DOWNLOADS = '/emulator/lambda-code/';

/** Of CreateFunction (`Code`), UpdateFunctionCode (`ZipFile`) and UpdateFunctionConfiguration; archives are base64. */
const Input = z.object({
  FunctionName: z.string().optional(),
  Code: z.object({ ZipFile: z.string().optional() }).optional(),
  ZipFile: z.string().optional(),
  LoggingConfig: z.looseObject({}).optional(),
});
/** Of GetFunction. */
const Output = z.looseObject({ Code: z.looseObject({}).optional(), Configuration: z.looseObject({}) });

interface Remembered {
  readonly code?: Buffer;
  readonly loggingConfig?: object;
}

/** Lambda: a function's code can be fetched from the URL that GetFunction says; and its logging, which moto forgets. */
export function lambdaGaps(): Gap[] {
  const functions = new Map<string, Remembered>();
  return [
    async (call, next) => {
      const path = pathOf(call);
      if (path.startsWith(DOWNLOADS)) return download(functions.get(path.slice(DOWNLOADS.length))?.code);
      const [isFunction, reference, part] = /^\/2015-03-31\/functions(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(path) ?? [];
      const answer = await next(call);
      if (call.service !== 'lambda' || isFunction === undefined || answer.status >= 300) return answer;
      const key = (name: string) => `${call.region}/${nameOf(name)}`;
      if (reference === undefined || part === 'code' || part === 'configuration') {
        if (call.method === 'POST' || call.method === 'PUT') {
          const { FunctionName = reference ?? '', ...input } = jsonBody(call, Input);
          functions.set(key(FunctionName), { ...functions.get(key(FunctionName)), ...remembered(input) });
        }
      }
      const known = functions.get(key(reference ?? ''));
      if (call.method !== 'GET' || part !== undefined || known === undefined) return answer;
      return described(answer, known, `http://${String(call.headers.host)}${DOWNLOADS}${key(reference ?? '')}`);
    },
  ];
}

function remembered({ Code, ZipFile = Code?.ZipFile, LoggingConfig }: z.infer<typeof Input>): Remembered {
  return {
    ...(ZipFile !== undefined && { code: Buffer.from(ZipFile, 'base64') }),
    ...(LoggingConfig !== undefined && { loggingConfig: LoggingConfig }),
  };
}

/** The name in `name`, `name:alias` or an ARN. */
function nameOf(reference: string): string {
  return /^(?:arn:[^:]+:lambda:[^:]*:\d*:function:)?([^:]+)/.exec(reference)?.[1] ?? reference;
}

function described(answer: Answer, { code, loggingConfig }: Remembered, location: string): Answer {
  const { Code, Configuration, ...output } = jsonBody(answer, Output);
  return jsonAnswer({
    ...output,
    Code: { ...Code, ...(code !== undefined && { RepositoryType: 'S3', Location: location }) },
    Configuration: { ...Configuration, ...(loggingConfig !== undefined && { LoggingConfig: loggingConfig }) },
  });
}

function download(code: Buffer | undefined): Answer {
  return code === undefined
    ? jsonAnswer({ message: 'no such function' }, 404)
    : { status: 200, headers: { 'content-type': 'application/zip' }, body: code };
}
