// As of 2026-11-29: https://docs.aws.amazon.com/efs/latest/ug/features.html#OneZoneAZs. The ids of zones are the same in
// all accounts, unlike their names.

const REGIONS_WITHOUT: readonly string[] = [
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
];

/** Ids of the zones that have it, in Regions where not all have. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'ap-northeast-1': ['apne1-az1', 'apne1-az4'],
  'ap-northeast-2': ['apne2-az1', 'apne2-az2', 'apne2-az3'],
  'ap-southeast-1': ['apse1-az1', 'apse1-az2'],
  'ca-central-1': ['cac1-az1', 'cac1-az2'],
  'eu-west-2': ['euw2-az1', 'euw2-az2'],
  'eu-west-3': ['euw3-az1', 'euw3-az3'],
  'us-east-1': ['use1-az1', 'use1-az2', 'use1-az4', 'use1-az5', 'use1-az6'],
  'us-west-1': ['usw1-az1', 'usw1-az3'],
};

/** Whether the Region has One Zone file systems in any zone. */
export function hasOneZoneEfs(region: string): boolean {
  return !REGIONS_WITHOUT.includes(region);
}

/** Ids of the only zones of the Region that have One Zone file systems; undefined when all have them. */
export function oneZoneEfsZoneIds(region: string): readonly string[] | undefined {
  return ONLY_IN[region];
}
