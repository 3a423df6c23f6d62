/** Standard time of each Region's place, in hours ahead of UTC: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const HOURS_AHEAD_OF_UTC: Readonly<Record<string, number>> = {
  'us-west-1': -8,
  'us-west-2': -8,
  'us-gov-west-1': -8,
  'ca-west-1': -7,
  'mx-central-1': -6,
  'us-east-1': -5,
  'us-east-2': -5,
  'us-gov-east-1': -5,
  'ca-central-1': -5,
  'sa-east-1': -3,
  'eu-west-1': 0,
  'eu-west-2': 0,
  'eu-west-3': 1,
  'eu-central-1': 1,
  'eu-central-2': 1,
  'eu-north-1': 1,
  'eu-south-1': 1,
  'eu-south-2': 1,
  'af-south-1': 2,
  'il-central-1': 2,
  'me-south-1': 3,
  'me-central-1': 4,
  'ap-south-1': 5.5,
  'ap-south-2': 5.5,
  'ap-southeast-3': 7,
  'ap-southeast-7': 7,
  'ap-southeast-1': 8,
  'ap-southeast-5': 8,
  'ap-east-1': 8,
  'ap-east-2': 8,
  'cn-north-1': 8,
  'cn-northwest-1': 8,
  'ap-northeast-1': 9,
  'ap-northeast-2': 9,
  'ap-northeast-3': 9,
  'ap-southeast-2': 10,
  'ap-southeast-4': 10,
  'ap-southeast-6': 12,
};

/** Local hour of a backup in standard time; an hour later in summer. Few people play then. */
const LOCAL_HOUR = 5;

/** The hour of the daily backups, 0–23 in UTC: about 04 to 06 in the Region; 05 UTC in a Region that is not known here. */
export function backupHour(region: string): number {
  return Math.floor((LOCAL_HOUR - (HOURS_AHEAD_OF_UTC[region] ?? 0) + 24) % 24);
}
