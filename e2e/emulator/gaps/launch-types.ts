import { type AutoScalingGroup, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand, type ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';

import { errorAnswer, queryAnswer, withText } from '../answers';
import { type ApiCall, type Gap, withBody } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { element, parameter } from './query-protocol';

/** A launch of which no instance came. */
export interface FailedLaunch {
  readonly at: Date;
  readonly zone: string;
  /** AWS's words. */
  readonly message: string;
  /** The desired capacity before it. */
  readonly before: number;
}

/**
 * Which instance types groups launch: moto takes the launch template's own, and always has it. A group with a mixed instances
 * policy takes the first of its types that AWS has; where AWS has none, the launch fails and the group goes on wanting one.
 */
export class LaunchTypes {
  private readonly withoutCapacity = new Set<readonly string[]>();
  private readonly notOffered = new Set<{ readonly type: string; readonly zone: string | undefined }>();
  /** By the instance's id, where it is not that of the template. */
  private readonly types = new Map<string, string>();
  /** By region and group: its failed launches, the oldest first. */
  private readonly failures = new Map<string, FailedLaunch[]>();
  /** Groups that want an instance of which AWS has none, by region and name. */
  private readonly waiting = new Set<string>();
  /** Form parameters of the groups' mixed instances policies, by region and name. */
  private readonly policies = new Map<string, URLSearchParams>();

  constructor(private readonly clientsIn: ClientsIn) {}

  /** AWS has none of these types left until somebody calls the function that this returns. */
  exhaust(types: readonly string[]): () => void {
    this.withoutCapacity.add(types);
    return () => {
      this.withoutCapacity.delete(types);
    };
  }

  /**
   * A zone does not offer a type until somebody calls the function that this returns.
   *
   * @param zone @default no zone of any Region offers it
   */
  refuse(type: string, zone?: string): () => void {
    const refusal = { type, zone };
    this.notOffered.add(refusal);
    return () => {
      this.notOffered.delete(refusal);
    };
  }

  /** The failed launches of a group, the oldest first. */
  failed(region: string, group: string): readonly FailedLaunch[] {
    return this.failures.get(`${region}/${group}`) ?? [];
  }

  /** Lets the launches that failed be older than they are. */
  failedAt(time: Date): void {
    for (const [group, failures] of this.failures) {
      this.failures.set(
        group,
        failures.map((failure) => ({ ...failure, at: time })),
      );
    }
  }

  /** Of Auto Scaling and EC2. They stand before those that moto's instances need. */
  get gaps(): Gap[] {
    return [this.templates, this.launch, this.deletion, this.groups, this.instances, this.offerings, this.knownTypes];
  }

  /** moto forgets a policy at each update without one, and takes every image. */
  private readonly templates = onAction('autoscaling', /^(?:Create|Update)AutoScalingGroup$/, async (call, next) => {
    const form = new URLSearchParams(call.body.toString());
    const given = [...form].filter(([name]) => name.startsWith('MixedInstancesPolicy.'));
    const hasTemplate = [...form.keys()].some((name) => /^Launch(?:Template|Configuration)/.test(name));
    const group = keyOf(call);
    const image = given.length > 0 ? await this.imageOf(call) : '';
    if (image.startsWith('resolve:ssm:')) {
      // AWS's words: https://github.com/hashicorp/terraform-provider-aws/issues/38767
      return errorAnswer(call, 400, 'ValidationError', `Invalid id: "${image}" (expecting "ami-...")`);
    }
    if (given.length === 0 && !hasTemplate) {
      for (const [name, value] of this.policies.get(group) ?? []) form.set(name, value);
    }
    const answer = await next(withBody(call, form.toString()));
    if (answer.status !== 200) return answer;
    if (given.length > 0) this.policies.set(group, new URLSearchParams(given));
    else if (hasTemplate) this.policies.delete(group);
    return answer;
  });

  private async imageOf(call: ApiCall): Promise<string> {
    const specification = 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification';
    const data = await this.templateData(
      call,
      parameter(call, `${specification}.LaunchTemplateId`),
      parameter(call, `${specification}.Version`) || '$Default',
    );
    return data?.ImageId ?? '';
  }

  private async templateData(
    { region }: ApiCall,
    LaunchTemplateId: string,
    version: string,
  ): Promise<ResponseLaunchTemplateData | undefined> {
    const { LaunchTemplateVersions: [found] = [] } = await this.clientsIn(region).ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [version] }),
    );
    return found?.LaunchTemplateData;
  }

  private readonly launch = onAction('autoscaling', 'SetDesiredCapacity', async (call, next) => {
    const desired = Number(parameter(call, 'DesiredCapacity'));
    const group = await this.group(call);
    const before = this.waiting.delete(keyOf(call)) ? 1 : (group?.DesiredCapacity ?? 0);
    if (group === undefined || desired <= (group.Instances ?? []).length) return next(call);
    const types = await this.typesOf(call, group);
    const zone = String(group.AvailabilityZones?.[0]);
    const chosen = this.choose(types, zone);
    if (types.length > 0 && chosen === undefined) {
      const failures = [...this.failed(call.region, String(group.AutoScalingGroupName))];
      failures.push({
        at: new Date(),
        zone,
        message: this.reason(types, zone, this.policies.has(keyOf(call))),
        before,
      });
      this.failures.set(keyOf(call), failures);
      this.waiting.add(keyOf(call));
      return queryAnswer(call.action);
    }
    const answer = await next(call);
    if (answer.status !== 200 || chosen === undefined) return answer;
    const known = (group.Instances ?? []).map(({ InstanceId }) => InstanceId);
    for (const { InstanceId: id } of (await this.group(call))?.Instances ?? []) {
      if (id !== undefined && !known.includes(id)) this.types.set(id, chosen);
    }
    return answer;
  });

  private async group(call: ApiCall): Promise<AutoScalingGroup | undefined> {
    const { AutoScalingGroups: [group] = [] } = await this.clientsIn(call.region).autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [parameter(call, 'AutoScalingGroupName')] }),
    );
    return group;
  }

  /** In the order in which the group takes them; none where it has no launch template. */
  private async typesOf(call: ApiCall, group: AutoScalingGroup): Promise<string[]> {
    const { Overrides = [] } = group.MixedInstancesPolicy?.LaunchTemplate ?? {};
    const overrides = Overrides.flatMap(({ InstanceType }) => InstanceType ?? []);
    const { LaunchTemplateId: id, Version = '$Default' } = group.LaunchTemplate ?? {};
    if (overrides.length > 0 || id === undefined) return overrides;
    const data = await this.templateData(call, id, Version);
    return data?.InstanceType === undefined ? [] : [data.InstanceType];
  }

  private choose(types: readonly string[], zone: string): string | undefined {
    // such a type fails the whole request, also where another one could be had
    if (types.some((type) => this.isRefused(type))) return undefined;
    return types.find((type) => !this.isExhausted(type) && !this.isRefused(type, zone));
  }

  private isExhausted(type: string): boolean {
    return [...this.withoutCapacity].some((types) => types.includes(type));
  }

  /** Whether no zone offers it or, with a zone, whether that does not. */
  private isRefused(type: string, zone?: string): boolean {
    return [...this.notOffered].some((one) => one.type === type && (one.zone === undefined || one.zone === zone));
  }

  /** AWS's words. Of several types they name one. */
  private reason(types: readonly string[], zone: string, isMixed: boolean): string {
    const [first = ''] = types;
    const refused = types.find((type) => this.isRefused(type));
    const [code, words] =
      refused === undefined
        ? [
            'InsufficientInstanceCapacity',
            `We currently do not have sufficient ${first} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`,
          ]
        : [
            'Unsupported',
            'The requested configuration is currently not supported. Please check the documentation for supported configurations.',
          ];
    return `${isMixed ? `Could not launch On-Demand Instances. ${code} - ` : ''}${words} Launching EC2 instance failed.`;
  }

  private readonly deletion = onAction('autoscaling', 'DeleteAutoScalingGroup', async (call, next) => {
    const answer = await next(call);
    if (answer.status !== 200) return answer;
    for (const all of [this.policies, this.failures, this.waiting]) all.delete(keyOf(call));
    return answer;
  });

  /** Groups show the types that were launched, and want what AWS does not have. */
  private readonly groups = onAction('autoscaling', 'DescribeAutoScalingGroups', async (call, next) =>
    withText(await next(call), (text) =>
      [...this.waiting].reduce(
        (all, key) => withDesired(all, key, call.region),
        withoutTemplates(text, (name) => this.policies.has(`${call.region}/${name}`)).replace(
          /<member>(?:(?!<\/?member>).)*?<InstanceId>(i-[0-9a-f]+)<\/InstanceId>(?:(?!<\/?member>).)*<\/member>/gs,
          (member: string, id: string) => {
            const type = this.types.get(id);
            return type === undefined ? member : member.replace(/<InstanceType>[^<]*/, `<InstanceType>${type}`);
          },
        ),
      ),
    ),
  );

  private readonly instances = onAction('ec2', 'DescribeInstances', async (call, next) =>
    withText(await next(call), (text) =>
      // in moto's answer an instance's type comes after its id
      text.replace(
        /<instanceId>(i-[0-9a-f]+)<\/instanceId>.*?<instanceType>[^<]*/gs,
        (instance: string, id: string) => {
          const type = this.types.get(id);
          return type === undefined ? instance : instance.replace(/<instanceType>[^<]*/, `<instanceType>${type}`);
        },
      ),
    ),
  );

  private readonly offerings = onAction('ec2', 'DescribeInstanceTypeOfferings', async (call, next) =>
    withText(await next(call), (text) =>
      text.replace(/<item>(?:(?!<\/item>).)*<\/item>/gs, (item) => {
        const [, type = ''] = /<instanceType>([^<]*)/.exec(item) ?? [];
        const [, zone = ''] = /<location>([^<]*)/.exec(item) ?? [];
        return this.isRefused(type, zone) ? '' : item;
      }),
    ),
  );

  private readonly knownTypes = onAction('ec2', 'DescribeInstanceTypes', (call, next) => {
    const asked = [...new URLSearchParams(call.body.toString())].flatMap(([name, value]) =>
      name.startsWith('InstanceType.') ? [value] : [],
    );
    const unknown = asked.filter((type) => this.isRefused(type));
    if (unknown.length === 0) return next(call);
    const message = `The following supplied instance types do not exist: [${unknown.join(', ')}]`;
    return errorAnswer(call, 400, 'InvalidInstanceType', message);
  });
}

const keyOf = (call: ApiCall) => `${call.region}/${parameter(call, 'AutoScalingGroupName')}`;

/** A group has a template of its own or a policy: moto goes on showing the template that was replaced. */
function withoutTemplates(text: string, hasPolicy: (group: string) => boolean): string {
  const template =
    /<LaunchTemplate>(?:<(LaunchTemplateId|LaunchTemplateName|Version)>[^<]*<\/\1>\s*)*<\/LaunchTemplate>/;
  return text
    .split(/(?=<AutoScalingGroupName>)/)
    .map((part) => {
      const [, name = ''] = /^<AutoScalingGroupName>([^<]*)/.exec(part) ?? [];
      // the instances come before it, each with its own
      const [instances = '', ...rest] = part.split(/(?<=<\/Instances>)/);
      if (!hasPolicy(name)) return part;
      return rest.length === 0 ? instances.replace(template, '') : instances + rest.join('').replace(template, '');
    })
    .join('');
}

/** Where the answer shows this group, it wants one instance. */
function withDesired(text: string, key: string, region: string): string {
  const [of, name = ''] = key.split('/');
  const shown = element('AutoScalingGroupName', name);
  const at = text.indexOf(shown);
  if (of !== region || at < 0) return text;
  const rest = text.slice(at).replace(/<DesiredCapacity>0</, '<DesiredCapacity>1<');
  return text.slice(0, at) + rest;
}
