import { type Answer, type Gap } from '../api-call';
import { errorAnswer } from '../answers';
import { onService } from '../on-action';

/**
 * S3: bucket policies are stored but not applied. moto ignores their conditions: a policy that denies requests without
 * TLS would deny every request.
 */
export function s3Gaps(): Gap[] {
  const policies = new Map<string, string>();
  const policyGap = onService('s3', (call, next) => {
    const { pathname, searchParams } = new URL(call.path, 'http://emulator');
    if (!searchParams.has('policy')) return next(call);
    if (call.method === 'PUT') {
      policies.set(pathname, call.body.toString());
      return plain(204);
    }
    if (call.method === 'DELETE') {
      policies.delete(pathname);
      return plain(204);
    }
    const policy = policies.get(pathname);
    return policy === undefined
      ? errorAnswer(call, 404, 'NoSuchBucketPolicy', 'The bucket policy does not exist')
      : plain(200, policy);
  });
  return [policyGap];
}

function plain(status: number, text = ''): Answer {
  return { status, headers: {}, body: Buffer.from(text) };
}
