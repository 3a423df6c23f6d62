import { errorAnswer } from '../answers';
import { type Gap } from '../api-call';

/**
 * moto answers calls that it does not know with an HTML page. Clients take that for a failure of AWS and retry for minutes.
 * Here they get an error that says which call is missing, and do not retry.
 */
export const missingCalls: Gap = async (call, next) => {
  const answer = await next(call);
  // moto sends S3's errors as text/html too, but they are XML
  const isPage = /^<!doctype html>/i.test(answer.body.toString());
  if (answer.status < 400 || !isPage) return answer;
  return errorAnswer(call, 400, 'NotImplemented', `the emulator cannot do ${call.service} ${call.action}`);
};
