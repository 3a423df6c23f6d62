import { errorAnswer } from '../answers';
import { type Gap } from '../api-call';

/**
 * What moto lacks and no gap fills answers with a page for a browser, which a client takes for a fault of AWS and
 * repeats for minutes. An error that says what is missing ends that.
 */
export const missingCalls: Gap = async (call, next) => {
  const answer = await next(call);
  // S3 calls its errors HTML too, which they are not
  const isPage = /^<!doctype html>/i.test(answer.body.toString());
  if (answer.status < 400 || !isPage) return answer;
  return errorAnswer(call, 400, 'NotImplemented', `the emulator cannot do ${call.service} ${call.action}`);
};
