import { errorAnswer, withText } from '../answers';
import { type Gap, withBody } from '../api-call';
import { onAction, onService } from '../on-action';

/**
 * Route 53: ids of zones and the log group of query logging, both of which have another form in moto; a record that exists
 * already, or existed before.
 */
export function route53Gaps(): Gap[] {
  return [zoneIds, queryLogGroups, newRecords];
}

/** AWS's ids of zones begin with Z, moto's with any character. */
const zoneIds = onService('route53', async (call, next) => {
  const path = call.path.replace(/(\/hostedzone\/|[?&]hostedzoneid=)Z/, '$1');
  const body = call.body.toString().replace(/(<HostedZoneId>(?:\/hostedzone\/)?)Z/g, '$1');
  const answer = await next({ ...withBody(call, body), path });
  return withText(answer, (text) => text.replace(/(\/hostedzone\/|<HostedZoneId>|<ResourceId>)(?=[A-Z0-9])/g, '$1Z'));
});

const LOG_GROUP = /(<CloudWatchLogsLogGroupArn>[^<]*?)(?::\*)?(<\/CloudWatchLogsLogGroupArn>)/g;

/** moto requires `:*` at the end of the ARN, and finds a zone's configurations only by the long form of its id. */
const queryLogGroups = onAction('route53', /\/queryloggingconfig/, async (call, next) => {
  const path = call.path.replace(/([?&]hostedzoneid=)(?=[A-Z0-9])/, '$1%2Fhostedzone%2F');
  const answer = await next({ ...withBody(call, call.body.toString().replace(LOG_GROUP, '$1:*$2')), path });
  return withText(answer, (text) => text.replace(LOG_GROUP, '$1$2'));
});

/**
 * moto creates a record that exists a second time, and Terraform's provider then reads the two in an endless loop. And
 * moto refuses a record that was deleted, as existing, if another record follows it in the zone.
 */
const newRecords = onAction('route53', /^POST .*\/rrset$/, async (call, next) => {
  const change = call.body.toString();
  if (!change.includes('<Action>CREATE</Action>')) return next(call);
  const [, name = ''] = /<Name>([^<]+?)[.]?<\/Name>/.exec(change) ?? [];
  const [, type = ''] = /<Type>([^<]+)<\/Type>/.exec(change) ?? [];
  const path = `${call.path.replace(/\/$/, '')}?name=${name}.&type=${type}&maxitems=1`;
  const found = (await next({ ...withBody(call, ''), method: 'GET', path })).body.toString();
  if (found.includes(`<Name>${name}.</Name>`) && found.includes(`<Type>${type}</Type>`)) {
    const message = `[Tried to create resource record set [name='${name}.', type='${type}'] but it already exists]`;
    return errorAnswer(call, 400, 'InvalidChangeBatch', message);
  }
  return next(withBody(call, change.replace('<Action>CREATE</Action>', '<Action>UPSERT</Action>')));
});
