/**
 * What a person can do when AWS does not start something, by the words of AWS's reason.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html
 */
const START_FAILURES: readonly { readonly words: RegExp; readonly help: string }[] = [
  {
    words: /free[- ]tier|free plan/i,
    help: "The account is on AWS's free plan, which does not offer this instance type. Set Ec2.InstanceType to one that it offers (aws ec2 describe-instance-types --filters Name=free-tier-eligible,Values=true), or upgrade the account.",
  },
  {
    words: /InsufficientInstanceCapacity|sufficient .*capacity|no Spot capacity/i,
    help: 'AWS has no capacity for this instance type at the moment. Try again in a few minutes; if it keeps happening, set another Ec2.InstanceType.',
  },
  {
    words: /VcpuLimitExceeded|vCPU capacity|vCPU limit|InstanceLimitExceeded/i,
    help: "The account's quota does not allow that many vCPUs of this kind at once. Request an increase in the AWS console, under Service Quotas, EC2, 'Running On-Demand Standard instances'. It often takes minutes, in a new account up to a day. Until then a smaller Ec2.InstanceType may fit.",
  },
  {
    words: /not supported in your requested Availability Zone/i,
    help: 'AWS does not offer this instance type in this Availability Zone; its message above names the zones that have it. Set another Ec2.InstanceType. (Vpc.AvailabilityZones chooses the zones, but do not change it once there are leaves.)',
  },
  {
    words: /\bUnsupported\b|not supported|InvalidParameterCombination/i,
    help: 'AWS does not offer this instance type here, or not with these settings. Set another Ec2.InstanceType.',
  },
  {
    words: /PendingVerification|being validated|currently blocked|OptInRequired/i,
    help: 'AWS is still checking the account, or has blocked it. Look for an e-mail from AWS; a new account is usually ready within a few hours.',
  },
  {
    words: /^RESOURCE:MEMORY$/,
    help: 'The container needs more memory than the instance has left. Set a larger Ec2.InstanceType.',
  },
  {
    words: /^RESOURCE:PORTS?$/,
    help: 'A port of the container is in use on the instance, most likely by a task that is still stopping. ECS tries again by itself.',
  },
  {
    words: /^RESOURCE:|^ATTRIBUTE|^AGENT/,
    help: 'ECS cannot place the container on the instance. It tries again by itself; deploying again repairs settings that somebody changed by hand.',
  },
];

/**
 * What to do when AWS gives this reason, in sentences.
 *
 * @returns undefined for an uncommon reason
 */
export function helpFor(reason: string): string | undefined {
  return START_FAILURES.find(({ words }) => words.test(reason))?.help;
}
