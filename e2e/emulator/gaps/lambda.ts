import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Answer, type ApiCall, type Gap, pathOf } from '../api-call';

/** Path of the downloads; no AWS API begins like that. */
const DOWNLOADS = '/emulator/lambda-code/';

/** Lambda: a function's code can be fetched from the URL that GetFunction says. */
export function lambdaGaps(): Gap[] {
  const codeByFunction = new Map<string, Buffer>();
  return [
    async (call, next) => {
      const path = pathOf(call);
      if (path.startsWith(DOWNLOADS)) return download(codeByFunction.get(path.slice(DOWNLOADS.length)));
      if (call.service !== 'lambda') return next(call);
      const answer = await next(call);
      const [, fromPath, part] = /^\/2015-03-31\/functions(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(path) ?? [];
      if (call.method === 'POST' || call.method === 'PUT') remember(codeByFunction, call, fromPath, answer);
      const key = `${call.region}/${nameOf(fromPath ?? '')}`;
      if (call.method !== 'GET' || part !== undefined || !codeByFunction.has(key)) return answer;
      return located(answer, `http://${String(call.headers.host)}${DOWNLOADS}${key}`);
    },
  ];
}

/** Of CreateFunction (`Code`) and UpdateFunctionCode; the archives are base64. */
const CodeInput = z.object({
  FunctionName: z.string().optional(),
  Code: z.object({ ZipFile: z.string().optional() }).optional(),
  ZipFile: z.string().optional(),
});

/** CreateFunction and UpdateFunctionCode. */
function remember(
  codeByFunction: Map<string, Buffer>,
  call: ApiCall,
  fromPath: string | undefined,
  answer: Answer,
): void {
  if (answer.status >= 300 || !/\/functions(\/[^/]+\/code)?$/.test(pathOf(call))) return;
  const { FunctionName = fromPath ?? '', Code, ZipFile = Code?.ZipFile } = jsonBody(call, CodeInput);
  if (ZipFile !== undefined) {
    codeByFunction.set(`${call.region}/${nameOf(FunctionName)}`, Buffer.from(ZipFile, 'base64'));
  }
}

/** The name in `name`, `name:alias` or an ARN. */
function nameOf(reference: string): string {
  return /^(?:arn:[^:]+:lambda:[^:]*:\d*:function:)?([^:]+)/.exec(reference)?.[1] ?? reference;
}

function located(answer: Answer, location: string): Answer {
  if (answer.status !== 200) return answer;
  const output = jsonBody(answer, z.looseObject({ Code: z.looseObject({}).optional() }));
  return jsonAnswer({ ...output, Code: { RepositoryType: 'S3', ...output.Code, Location: location } });
}

function download(code: Buffer | undefined): Answer {
  return code === undefined
    ? jsonAnswer({ message: 'no such function' }, 404)
    : { status: 200, headers: { 'content-type': 'application/zip' }, body: code };
}
