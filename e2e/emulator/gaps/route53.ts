import { errorAnswer, withText } from '../answers';
import { type Gap, withBody } from '../api-call';

/**
 * Route 53: ids of zones, and the log group of query logging, both of which moto wants in another form than AWS; records
 * that are there, or were there once.
 */
export function route53Gaps(): Gap[] {
  return [zoneIds, queryLogGroups, newRecords];
}

/** AWS's ids of zones begin with Z, moto's with anything. */
const zoneIds: Gap = async (call, next) => {
  if (call.service !== 'route53') return next(call);
  const path = call.path.replace(/(\/hostedzone\/|[?&]hostedzoneid=)Z/, '$1');
  const body = call.body.toString().replace(/(<HostedZoneId>(?:\/hostedzone\/)?)Z/g, '$1');
  const answer = await next({ ...withBody(call, body), path });
  return withText(answer, (text) => text.replace(/(\/hostedzone\/|<HostedZoneId>|<ResourceId>)(?=[A-Z0-9])/g, '$1Z'));
};

const LOG_GROUP = /(<CloudWatchLogsLogGroupArn>[^<]*?)(?::\*)?(<\/CloudWatchLogsLogGroupArn>)/g;

/** moto wants `:*` at the end of the ARN. */
const queryLogGroups: Gap = async (call, next) => {
  if (call.service !== 'route53' || !call.path.includes('/queryloggingconfig')) return next(call);
  const answer = await next(withBody(call, call.body.toString().replace(LOG_GROUP, '$1:*$2')));
  return withText(answer, (text) => text.replace(LOG_GROUP, '$1$2'));
};

/**
 * A record that is there moto makes a second time; then the provider reads the two for ever. Of one that was made before
 * and deleted it says that it exists, if any record follows it in the zone.
 */
const newRecords: Gap = async (call, next) => {
  const change = call.body.toString();
  if (call.service !== 'route53' || !change.includes('<Action>CREATE</Action>')) return next(call);
  const [, name = ''] = /<Name>([^<]+?)[.]?<\/Name>/.exec(change) ?? [];
  const [, type = ''] = /<Type>([^<]+)<\/Type>/.exec(change) ?? [];
  const path = `${call.path.replace(/\/$/, '')}?name=${name}.&type=${type}&maxitems=1`;
  const found = (await next({ ...withBody(call, ''), method: 'GET', path })).body.toString();
  if (found.includes(`<Name>${name}.</Name>`) && found.includes(`<Type>${type}</Type>`)) {
    const message = `[Tried to create resource record set [name='${name}.', type='${type}'] but it already exists]`;
    return errorAnswer(call, 400, 'InvalidChangeBatch', message);
  }
  return next(withBody(call, change.replace('<Action>CREATE</Action>', '<Action>UPSERT</Action>')));
};
