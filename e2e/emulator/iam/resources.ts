import { DescribeAutoScalingGroupsCommand, type TagDescription } from '@aws-sdk/client-auto-scaling';
import { GetFunctionCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { z } from 'zod';

import { jsonBody } from '../answers';
import { type ApiCall, pathOf } from '../api-call';
import { type Clients } from '../clients';
import { parameter } from '../gaps/query-protocol';
import { type AccessRequest } from './evaluate';

/** What a call is about. An action must be allowed on each of its resources. */
export type Resource = Pick<AccessRequest, 'resource' | 'context'>;

/** Where a call is judged. */
export interface Place {
  readonly accountId: string;
  /** Of moto, in the call's region. */
  readonly clients: Clients;
}

type Rule = (call: ApiCall, place: Place) => Resource[] | Promise<Resource[]>;

const NO_RESOURCE: Rule = () => [{ resource: '*', context: {} }];

/**
 * By IAM's action, how to find the resources and condition keys of a call that a deployed function makes: from the Service
 * Authorization Reference, whose page of a service is named in front of its actions, in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const RULES: Readonly<Record<string, Rule>> = {
  // list_amazonec2autoscaling.html
  'autoscaling:CompleteLifecycleAction': namedGroup,
  'autoscaling:CreateOrUpdateTags': taggedGroups,
  'autoscaling:DeleteTags': taggedGroups,
  'autoscaling:DescribeAutoScalingGroups': NO_RESOURCE,
  'autoscaling:DescribeScalingActivities': NO_RESOURCE,
  'autoscaling:SetDesiredCapacity': namedGroup,
  // list_amazoncloudwatch.html
  'cloudwatch:DescribeAlarms': alarms,
  'cloudwatch:GetMetricData': NO_RESOURCE,
  'cloudwatch:PutMetricData': metricNamespace,
  // list_amazonec2.html
  'ec2:DescribeInstances': NO_RESOURCE,
  // list_amazonelasticcontainerservice.html
  'ecs:DescribeContainerInstances': containerInstances,
  'ecs:DescribeServices': services,
  'ecs:DescribeTasks': tasks,
  'ecs:ListContainerInstances': cluster,
  'ecs:ListTasks': containerInstanceOfTasks,
  // list_amazonelasticfilesystem.html
  'elasticfilesystem:DescribeFileSystems': fileSystem,
  // list_amazoneventbridge.html
  'events:DescribeRule': eventRule,
  'events:DisableRule': eventRule,
  'events:EnableRule': eventRule,
  'events:PutEvents': eventBuses,
  // list_awslambda.html
  'lambda:InvokeFunction': lambdaFunction,
  // list_amazonroute53.html
  'route53:ChangeResourceRecordSets': changedRecords,
  'route53:ListResourceRecordSets': hostedZone,
  // list_amazonsns.html
  'sns:Publish': topic,
  // list_awssystemsmanager.html
  'ssm:GetParametersByPath': parameterPath,
};

/** @throws Error that names an action that is not known here */
export async function resourcesOf(action: string, call: ApiCall, place: Place): Promise<Resource[]> {
  const rule = RULES[action];
  if (rule === undefined) {
    throw new Error(`the emulator does not know the resources of ${action}: see emulator/iam/resources.ts`);
  }
  return rule(call, place);
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

/** A group of the call's region, with its tags. */
export async function group(name: string, { region }: ApiCall, { accountId, clients }: Place): Promise<Resource> {
  const { AutoScalingGroups: [found] = [] } = await clients.autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const none = `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:none:autoScalingGroupName/${name}`;
  return { resource: found?.AutoScalingGroupARN ?? none, context: resourceTags(found?.Tags) };
}

function resourceTags(tags: readonly Pick<TagDescription, 'Key' | 'Value'>[] = []) {
  return {
    'aws:resourcetag/${tagkey}': undefined,
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:resourcetag/${Key.toLowerCase()}`, [Value]])),
  };
}

/** One of them by its id; without an id, all that there are. */
function fileSystem({ path, region }: ApiCall, { accountId }: Place): Resource[] {
  const id = new URLSearchParams(path.split('?')[1]).get('FileSystemId');
  return [
    { resource: id === null ? '*' : `arn:aws:elasticfilesystem:${region}:${accountId}:file-system/${id}`, context: {} },
  ];
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

function services(call: ApiCall, place: Place): Resource[] {
  const input = jsonBody(call, z.looseObject({ cluster: z.string(), services: z.array(z.string()) }));
  const arn = clusterArn(input.cluster, call, place);
  return input.services.map((service) => ({
    resource: service.startsWith('arn:') ? service : `${arn.replace(':cluster/', ':service/')}/${service}`,
    context: { 'ecs:cluster': [arn] },
  }));
}

function tasks(call: ApiCall, place: Place): Resource[] {
  const input = jsonBody(call, z.looseObject({ cluster: z.string(), tasks: z.array(z.string()) }));
  const arn = clusterArn(input.cluster, call, place);
  return input.tasks.map((task) => ({
    resource: task.startsWith('arn:') ? task : `${arn.replace(':cluster/', ':task/')}/${task}`,
    context: { 'ecs:cluster': [arn] },
  }));
}

/** Without a container instance in the call, any of the cluster's. */
function containerInstanceOfTasks(call: ApiCall, place: Place): Resource[] {
  const input = jsonBody(call, z.looseObject({ cluster: z.string(), containerInstance: z.string().default('*') }));
  const arn = clusterArn(input.cluster, call, place);
  const instance = input.containerInstance;
  return [
    {
      resource: instance.startsWith('arn:')
        ? instance
        : `${arn.replace(':cluster/', ':container-instance/')}/${instance}`,
      context: { 'ecs:cluster': [arn] },
    },
  ];
}

function clusterArn(reference: string, { region }: ApiCall, { accountId }: Place): string {
  return reference.startsWith('arn:') ? reference : `arn:aws:ecs:${region}:${accountId}:cluster/${reference}`;
}

/** Without names in the call, any alarm of the Region. */
function alarms(call: ApiCall, { accountId }: Place): Resource[] {
  const { AlarmNames } = jsonBody(call, z.looseObject({ AlarmNames: z.array(z.string()).default(['*']) }));
  return AlarmNames.map((name) => ({
    resource: `arn:aws:cloudwatch:${call.region}:${accountId}:alarm:${name}`,
    context: {},
  }));
}

function metricNamespace(call: ApiCall): Resource[] {
  const { Namespace } = jsonBody(call, z.looseObject({ Namespace: z.string() }));
  return [{ resource: '*', context: { 'cloudwatch:namespace': [Namespace] } }];
}

/** On the default event bus. */
function eventRule(call: ApiCall, { accountId }: Place): Resource[] {
  const { Name: name } = jsonBody(call, z.looseObject({ Name: z.string() }));
  return [{ resource: `arn:aws:events:${call.region}:${accountId}:rule/${name}`, context: {} }];
}

async function lambdaFunction(call: ApiCall, { accountId, clients }: Place): Promise<Resource[]> {
  const [, name = ''] = /\/functions\/([^/]+)\/invocations$/.exec(pathOf(call)) ?? [];
  const resource = `arn:aws:lambda:${call.region}:${accountId}:function:${name}`;
  return [{ resource, context: resourceTags(await functionTags(clients, name)) }];
}

/** None of a function that does not exist. */
async function functionTags({ lambda }: Clients, name: string) {
  try {
    const { Tags: tags = {} } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}

/** AWS judges by the path as it is asked for: a slash at its end stays. */
function parameterPath(call: ApiCall, { accountId }: Place): Resource[] {
  const { Path: path } = jsonBody(call, z.looseObject({ Path: z.string() }));
  return [{ resource: `arn:aws:ssm:${call.region}:${accountId}:parameter${path}`, context: {} }];
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
