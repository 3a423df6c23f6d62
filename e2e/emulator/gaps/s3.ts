import { errorAnswer } from '../answers';
import { type Gap } from '../api-call';

/**
 * S3: bucket policies are kept, and hinder nobody. moto takes no notice of their conditions: where one denies whatever
 * comes without TLS, it would deny everything.
 */
export function s3Gaps(): Gap[] {
  const policies = new Map<string, string>();
  return [
    (call, next) => {
      const { pathname, searchParams } = new URL(call.path, 'http://emulator');
      if (call.service !== 's3' || !searchParams.has('policy')) return next(call);
      const answer = (status: number, text = '') => Promise.resolve({ status, headers: {}, body: Buffer.from(text) });
      if (call.method === 'PUT') {
        policies.set(pathname, call.body.toString());
        return answer(204);
      }
      if (call.method === 'DELETE') {
        policies.delete(pathname);
        return answer(204);
      }
      const policy = policies.get(pathname);
      if (policy !== undefined) return answer(200, policy);
      return Promise.resolve(errorAnswer(call, 404, 'NoSuchBucketPolicy', 'The bucket policy does not exist'));
    },
  ];
}
