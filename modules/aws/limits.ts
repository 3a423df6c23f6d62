// What AWS takes at most, where the config and a module must know the same. Without cdktf: the CLI reads the config too.

/** No Region has more availability zones: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
export const MAX_AVAILABILITY_ZONES = 6;

/** GiB of an instance's disk: the size of ECS's AMI, and EC2 takes no less. */
export const ROOT_DISK_GIB = 30;

/**
 * Hours that an alarm can look back in periods of an hour or more, and in shorter ones:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const MAX_ALARM_HOURS = 7 * 24;
export const MAX_ALARM_HOURS_IN_SHORT_PERIODS = 24;

/**
 * Metrics of one alarm, beside its expressions, of which it takes ten too:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const MAX_ALARM_METRICS = 10;

/** Rules of each address family in one security group: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
export const MAX_SECURITY_GROUP_RULES = 60;

/** Characters in the path of a directory of EFS: https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html */
export const MAX_EFS_PATH_LENGTH = 100;
