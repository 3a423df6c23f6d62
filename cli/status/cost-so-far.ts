import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';

import { instancesOf, typesOfPolicy } from '../../lambdas/shared/group-state';
import { ROOT_DISK_GIB } from '../../modules/aws/limits';
import { hourlyPrice, pricesIn } from '../../modules/aws/prices/prices';
import { type AwsClients } from '../aws/clients';
import { type LeafFacts } from '../leaf/facts';
import { type MonthAwake } from '../leaf/month';

/** About what a leaf's instances have cost, at the price of the type that runs, or would run. Files and backups are not in it. */
export interface CostSoFar {
  readonly instanceType: string;
  /** In $: instance, address and disk. */
  readonly perHour: number;
  /** The Region whose price it is, where it is not the leaf's own. */
  readonly priceOf?: string;
  /** In $, of this month. */
  readonly month: number;
  /** In $, since its instance was launched. Absent unless there is one. */
  readonly thisTime?: number;
}

const MINUTES_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

/** The type of the instance in service, else of the one that comes, else of one that ends; undefined where the group has none. */
export function runningType(group: Pick<AutoScalingGroup, 'Instances'>): string | undefined {
  const typed = instancesOf(group).filter(({ InstanceType }) => InstanceType !== undefined);
  const inState = (state: string) => typed.find(({ LifecycleState }) => LifecycleState?.startsWith(state));
  return (inState('InService') ?? inState('Pending') ?? typed[0])?.InstanceType;
}

/** The type of the group's instance, or the first that it would take; undefined where AWS does not say it. */
export async function instanceTypeOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  group: AutoScalingGroup,
): Promise<string | undefined> {
  const running = runningType(group) ?? typesOfPolicy(group)[0];
  const { LaunchTemplateId: id, Version: version } = group.LaunchTemplate ?? {};
  if (running !== undefined || id === undefined || version === undefined) return running;
  try {
    const { LaunchTemplateVersions: [found] = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [version] }),
    );
    return found?.LaunchTemplateData?.InstanceType;
  } catch {
    // without this permission the status is the same but for the amounts
    return undefined;
  }
}

/** @returns undefined where the type or its price is not known */
export function costSoFar(
  region: string,
  instanceType: string | undefined,
  { minutes }: MonthAwake,
  { group, activities }: Pick<LeafFacts, 'group' | 'activities'>,
  now: Date,
): CostSoFar | undefined {
  const price = instanceType === undefined ? undefined : hourlyPrice(pricesIn(region), instanceType, ROOT_DISK_GIB);
  if (instanceType === undefined || price === undefined) return undefined;
  const ids = (group === undefined ? [] : instancesOf(group)).map(({ InstanceId }) => InstanceId);
  const launch = activities.find(
    ({ kind, instanceId, failed }) => kind === 'launch' && !failed && ids.includes(instanceId),
  );
  const hours = launch && Math.max(0, now.getTime() - launch.startedAt.getTime()) / HOUR_MS;
  return {
    instanceType,
    perHour: price.dollars,
    ...(price.region !== region && { priceOf: price.region }),
    month: (price.dollars * minutes) / MINUTES_AN_HOUR,
    ...(hours !== undefined && { thisTime: price.dollars * hours }),
  };
}

/** E.g. `about 1.49 $` and `this time 0.23 $`: lines of a table's cell. */
export function costLines({ month, thisTime, priceOf }: CostSoFar): string[] {
  const mark = priceOf === undefined ? '' : '*';
  return [
    `about ${month.toFixed(2)} $${mark}`,
    ...(thisTime === undefined ? [] : [`this time ${thisTime.toFixed(2)} $${mark}`]),
  ];
}

/** What the mark at some amounts means; nothing where there is none. */
export function priceNote(costs: readonly (CostSoFar | undefined)[]): string[] {
  const of = costs.find((cost) => cost?.priceOf !== undefined)?.priceOf;
  return of === undefined ? [] : [`* at prices of ${of}: see ./cm cost`];
}
