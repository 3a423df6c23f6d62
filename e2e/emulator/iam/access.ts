import { DescribeAutoScalingGroupsCommand, type TagDescription } from '@aws-sdk/client-auto-scaling';
import { z } from 'zod';

import { jsonBody } from '../answers';
import { type ApiCall, pathOf } from '../api-call';
import { type Clients } from '../clients';
import { parameter } from '../gaps/query-protocol';
import { type AccessRequest } from './evaluate';

/** What a call needs to be allowed: one action, on each of the resources. */
export interface Access {
  readonly action: string;
  readonly resources: readonly Resource[];
}

export type Resource = Pick<AccessRequest, 'resource' | 'context'>;

/** Where a call is judged. */
export interface Place {
  readonly accountId: string;
  /** Of moto, in the call's region. */
  readonly clients: Clients;
}

/** Tells the access that a call needs. */
type Rule = (call: ApiCall, place: Place) => Resource[] | Promise<Resource[]>;

const NO_RESOURCE: Rule = () => [{ resource: '*', context: {} }];

/**
 * The calls that deployed functions make: signing name and operation → IAM's action and how to find its resources and
 * condition keys. From the Service Authorization Reference, a page a service:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const RULES: Readonly<Record<string, { readonly action: string; readonly rule: Rule }>> = {
  // list_amazonec2autoscaling.html
  'autoscaling CompleteLifecycleAction': { action: 'autoscaling:CompleteLifecycleAction', rule: namedGroup },
  'autoscaling CreateOrUpdateTags': { action: 'autoscaling:CreateOrUpdateTags', rule: taggedGroups },
  'autoscaling DeleteTags': { action: 'autoscaling:DeleteTags', rule: taggedGroups },
  'autoscaling DescribeAutoScalingGroups': { action: 'autoscaling:DescribeAutoScalingGroups', rule: NO_RESOURCE },
  'autoscaling DescribeScalingActivities': { action: 'autoscaling:DescribeScalingActivities', rule: NO_RESOURCE },
  'autoscaling SetDesiredCapacity': { action: 'autoscaling:SetDesiredCapacity', rule: namedGroup },
  // list_amazonec2.html
  'ec2 DescribeInstances': { action: 'ec2:DescribeInstances', rule: NO_RESOURCE },
  // list_amazonelasticcontainerservice.html
  'ecs DescribeContainerInstances': { action: 'ecs:DescribeContainerInstances', rule: containerInstances },
  'ecs ListContainerInstances': { action: 'ecs:ListContainerInstances', rule: cluster },
  // list_amazoneventbridge.html
  'events PutEvents': { action: 'events:PutEvents', rule: eventBuses },
  // list_amazonroute53.html
  'route53 GET /hostedzone/ID/rrset': { action: 'route53:ListResourceRecordSets', rule: hostedZone },
  'route53 POST /hostedzone/ID/rrset': { action: 'route53:ChangeResourceRecordSets', rule: changedRecords },
  // list_amazonsns.html
  'sns Publish': { action: 'sns:Publish', rule: topic },
};

/** @throws Error that names a call that is not known here */
export async function accessOf(call: ApiCall, place: Place): Promise<Access> {
  const name = `${call.service} ${call.action.replace(/ \/2013-04-01(\/hostedzone)\/[^/]+/, ' $1/ID')}`;
  const known = RULES[name];
  if (known === undefined) {
    throw new Error(`the emulator does not know which permission '${name}' needs: add it to emulator/iam/access.ts`);
  }
  return { action: known.action, resources: await known.rule(call, place) };
}

async function namedGroup(call: ApiCall, place: Place): Promise<Resource[]> {
  return [await group(parameter(call, 'AutoScalingGroupName'), call, place)];
}

/** One call may be about tags of several groups. */
async function taggedGroups(call: ApiCall, place: Place): Promise<Resource[]> {
  const tags = [...new URLSearchParams(call.body.toString())].flatMap(([name, value]) => {
    const [, index] = /^Tags\.member\.(\d+)\.ResourceId$/.exec(name) ?? [];
    return index === undefined ? [] : [{ name: value, key: parameter(call, `Tags.member.${index}.Key`) }];
  });
  return Promise.all(
    [...new Set(tags.map(({ name }) => name))].map(async (name) => {
      const { resource, context } = await group(name, call, place);
      const keys = tags.filter((tag) => tag.name === name).map(({ key }) => key);
      return { resource, context: { ...context, 'aws:tagkeys': keys } };
    }),
  );
}

async function group(name: string, { region }: ApiCall, { accountId, clients }: Place): Promise<Resource> {
  const { AutoScalingGroups: [found] = [] } = await clients.autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const none = `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:none:autoScalingGroupName/${name}`;
  return { resource: found?.AutoScalingGroupARN ?? none, context: resourceTags(found?.Tags) };
}

function resourceTags(tags: readonly TagDescription[] = []) {
  return {
    'aws:resourcetag/${tagkey}': undefined,
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:resourcetag/${Key.toLowerCase()}`, [Value]])),
  };
}

function cluster(call: ApiCall, place: Place): Resource[] {
  const input = jsonBody(call, z.looseObject({ cluster: z.string() }));
  return [{ resource: clusterArn(input.cluster, call, place), context: {} }];
}

function containerInstances(call: ApiCall, place: Place): Resource[] {
  const input = jsonBody(call, z.looseObject({ cluster: z.string(), containerInstances: z.array(z.string()) }));
  const arn = clusterArn(input.cluster, call, place);
  return input.containerInstances.map((instance) => ({
    resource: instance.startsWith('arn:')
      ? instance
      : `${arn.replace(':cluster/', ':container-instance/')}/${instance}`,
    context: { 'ecs:cluster': [arn] },
  }));
}

function clusterArn(reference: string, { region }: ApiCall, { accountId }: Place): string {
  return reference.startsWith('arn:') ? reference : `arn:aws:ecs:${region}:${accountId}:cluster/${reference}`;
}

function eventBuses(call: ApiCall, { accountId }: Place): Resource[] {
  const Entry = z.looseObject({ EventBusName: z.string().default('default') });
  return jsonBody(call, z.looseObject({ Entries: z.array(Entry) })).Entries.map(({ EventBusName: name }) => ({
    resource: name.startsWith('arn:') ? name : `arn:aws:events:${call.region}:${accountId}:event-bus/${name}`,
    context: {},
  }));
}

function hostedZone(call: ApiCall): Resource[] {
  const [, id = ''] = /\/hostedzone\/([^/]+)/.exec(pathOf(call)) ?? [];
  return [{ resource: `arn:aws:route53:::hostedzone/${id}`, context: {} }];
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html */
function changedRecords(call: ApiCall): Resource[] {
  const texts = (element: string) =>
    [...call.body.toString().matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(
      ([, text = '']) => text,
    );
  const context = {
    'route53:changeresourcerecordsetsactions': texts('Action'),
    // normalized: lower case, without the dot at the end
    'route53:changeresourcerecordsetsnormalizedrecordnames': texts('Name').map((name) =>
      name.toLowerCase().replace(/[.]$/, ''),
    ),
    'route53:changeresourcerecordsetsrecordtypes': texts('Type'),
  };
  return hostedZone(call).map(({ resource }) => ({ resource, context }));
}

function topic(call: ApiCall): Resource[] {
  return [{ resource: parameter(call, 'TopicArn'), context: {} }];
}
