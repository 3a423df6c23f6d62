import { type Gap } from '../api-call';
import { onService } from '../on-action';

/**
 * One call of Parameter Store after the other: moto's DescribeParameters fails while another call adds parameters, and reading the
 * first of AWS's own adds hundreds.
 */
export function ssmGaps(): Gap[] {
  let last: Promise<unknown> = Promise.resolve();
  return [
    onService('ssm', (call, next) => {
      const answer = last.then(() => next(call));
      last = answer.catch(() => undefined);
      return answer;
    }),
  ];
}
