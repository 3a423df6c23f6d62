import { GetHostedZoneCommand } from '@aws-sdk/client-route-53';

import { BASE_STACK_NAME } from '../../../modules/config/stack-name';
import { type DomainConfig } from '../../../modules/config/types';
import { type CheckInput, type Finding, type Rule } from '../rule';
import { permitted, unlessMissing } from '../permitted';

const ZONE = ['Domain', 'HostedZoneId'];

/** The hosted zone exists, is public, and the domain is its own or below it. */
export const hostedZone: Rule = (checked) => {
  const { domain } = checked.config.base;
  if (domain === undefined) return [];
  const what = `the domain ${domain.name} belongs to the public hosted zone ${domain.hostedZoneId}`;
  return [{ what, id: BASE_STACK_NAME, path: ZONE, find: () => find(domain, checked) }];
};

async function find(
  { name, hostedZoneId }: DomainConfig,
  { config, caller, clientsIn }: CheckInput,
): Promise<Finding[]> {
  const { route53 } = clientsIn(config.base.region);
  const answer = await unlessMissing(
    ['NoSuchHostedZone'],
    permitted('route53:GetHostedZone', route53.send(new GetHostedZoneCommand({ Id: hostedZoneId }))),
  );
  const zone = answer?.HostedZone;
  if (zone === undefined) {
    const message =
      `account ${caller.account} has no hosted zone ${hostedZoneId}: ` +
      `aws route53 list-hosted-zones-by-name --dns-name ${name} shows the id of yours`;
    return [{ message }];
  }
  const zoneName = (zone.Name ?? '').replace(/[.]$/, '').toLowerCase();
  const problems: Finding[] = [];
  if (zone.Config?.PrivateZone === true) {
    const message = `${hostedZoneId} is a private zone, which players cannot see: use the id of a public zone of ${name}`;
    problems.push({ message });
  }
  if (name !== zoneName && !name.endsWith(`.${zoneName}`)) {
    const message =
      `'${name}' is not in the zone ${hostedZoneId}, which is ${zoneName}: write ${zoneName} or a name that ends in ` +
      `.${zoneName}, or the HostedZoneId of ${name}`;
    problems.push({ path: ['Domain', 'Name'], message });
  }
  return problems;
}
