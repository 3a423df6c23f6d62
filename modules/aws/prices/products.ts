import { type Filter } from '@aws-sdk/client-pricing';

import { type Figure } from './price-list';

/** What AWS's price list is asked for, and how the product is told from others that it gives too. */
export interface Product {
  readonly serviceCode: string;
  /** Attribute → value. */
  readonly filters: Readonly<Record<string, string>>;
  /** The product's usage type, behind the prefix of its Region such as `EUC1-`. us-east-1 often has none. */
  readonly usageType: RegExp;
}

/** Usage types: https://docs.aws.amazon.com/efs/latest/ug/how-it-works.html and AWS's pricing pages name them in bills. */
export const FIGURES: Readonly<Record<Figure, Product>> = {
  efsStandard: { serviceCode: 'AmazonEFS', filters: {}, usageType: /^TimedStorage-ByteHrs$/ },
  efsOneZone: { serviceCode: 'AmazonEFS', filters: {}, usageType: /^TimedStorage-Z-ByteHrs$/ },
  backup: { serviceCode: 'AWSBackup', filters: {}, usageType: /^WarmStorage-ByteHrs-EFS$/ },
  gp3: { serviceCode: 'AmazonEC2', filters: { volumeApiName: 'gp3' }, usageType: /^EBS:VolumeUsage[.]gp3$/ },
  alarmMetric: { serviceCode: 'AmazonCloudWatch', filters: {}, usageType: /^CW:AlarmMonitorUsage$/ },
  metric: { serviceCode: 'AmazonCloudWatch', filters: {}, usageType: /^CW:MetricMonitorUsage$/ },
};

export const SURPLUS: Product = {
  serviceCode: 'AmazonEC2',
  filters: { productFamily: 'CPU Credits' },
  usageType: /^CPUCredits:(t2|t3|t3a|t4g)$/,
};

/** Linux on demand, shared hardware, nothing installed. `BoxUsage` alone is of m1.small, which is too old. */
export const INSTANCES: Product = {
  serviceCode: 'AmazonEC2',
  filters: { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' },
  usageType: /^BoxUsage:/,
};

/** Sizes of what a leaf may run on, the smallest first: at most 16 vCPUs. */
export const SIZES: readonly string[] = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge', '4xlarge'];

/** Families of what a leaf may run on: no GPU, no disk farm, none from before 2018 but T2. Others: `./cm cost --price`. */
const FAMILY = /^(t2|t3a?|t4g|[cmr]([5-9]|\d\d)[a-z-]*)$/;

/** Whether the list keeps an instance type. */
export function isKept(instanceType: string): boolean {
  const [family = '', size = ''] = instanceType.split('.');
  return FAMILY.test(family) && SIZES.includes(size);
}

/** @param regionCode e.g. `eu-central-1` */
export function filtersOf({ filters }: Product, regionCode: string): Filter[] {
  return Object.entries({ regionCode, ...filters }).map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value }));
}

/** The usage type without the prefix of its Region, e.g. `EUC1-` or, in Ireland, `EU-`. */
export function withoutRegion(usageType: string): string {
  return usageType.replace(/^[A-Z]{2,4}\d{0,2}-/, '');
}
