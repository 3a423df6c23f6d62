import { withText } from '../answers';
import { type Gap, withBody } from '../api-call';

const LOG_GROUP = /(<CloudWatchLogsLogGroupArn>[^<]*?)(?::\*)?(<\/CloudWatchLogsLogGroupArn>)/g;

/** Route 53: query logging takes a log group's ARN, of which moto wants another form than AWS gives. */
export function route53Gaps(): Gap[] {
  return [
    async (call, next) => {
      if (call.service !== 'route53' || !call.path.includes('/queryloggingconfig')) return next(call);
      const answer = await next(withBody(call, call.body.toString().replace(LOG_GROUP, '$1:*$2')));
      return withText(answer, (text) => text.replace(LOG_GROUP, '$1$2'));
    },
  ];
}
