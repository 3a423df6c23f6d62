import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Answer, type ApiCall, type Gap } from '../api-call';
import { onAction } from '../on-action';

/** Path of the downloads. No AWS API has paths like that. */
const DOWNLOADS = '/emulator/lambda-code/';

/** Of CreateFunction (`Code`), UpdateFunctionCode (`ZipFile`) and UpdateFunctionConfiguration. Archives are in base64. */
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

/** Lambda: the download of a function's code from the URL in GetFunction's answer, and logging, which moto forgets. */
export function lambdaGaps(): Gap[] {
  const functions = new Map<string, Remembered>();
  const key = ({ region }: ApiCall, reference: string) => `${region}/${nameOf(reference)}`;
  return [
    onAction('', /^GET \/emulator\/lambda-code\/(.+)$/, (_call, _next, name = '') =>
      download(functions.get(name)?.code),
    ),
    onAction(
      'lambda',
      /^(?:POST|PUT) \/2015-03-31\/functions(?:\/([^/]+)\/(?:code|configuration))?$/,
      async (call, next, reference = '') => {
        const answer = await next(call);
        if (answer.status >= 300) return answer;
        const { FunctionName = reference, ...input } = jsonBody(call, Input);
        const name = key(call, FunctionName);
        functions.set(name, { ...functions.get(name), ...remembered(input) });
        return answer;
      },
    ),
    onAction('lambda', /^GET \/2015-03-31\/functions\/([^/]+)$/, async (call, next, reference = '') => {
      const answer = await next(call);
      const name = key(call, reference);
      const known = functions.get(name);
      if (answer.status >= 300 || known === undefined) return answer;
      return described(answer, known, `http://${String(call.headers.host)}${DOWNLOADS}${name}`);
    }),
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
