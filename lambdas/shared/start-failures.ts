/** AWS has no instance of a type left; of several types its words name one or none. */
const NO_CAPACITY = /InsufficientInstanceCapacity|UnfulfillableCapacity|sufficient .*capacity|no Spot capacity/i;

/**
 * What a person can do when AWS does not start an instance or a container, by the words of its reason. The first entry
 * whose words match is the help: what is specific comes first.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html
 */
const START_FAILURES: readonly { readonly words: RegExp; readonly help: string }[] = [
  // images
  {
    words: /toomanyrequests|too many requests|pull rate limit/i,
    help: "The registry allows no more downloads for now. Docker Hub limits those without an account by IP address, and AWS gives the addresses of instances from one customer to the next: others have used up this one's. Wake it again, since each instance has another address, or try again in a few hours. If it keeps happening, set Container.RepositoryCredentials to a secret with the user name and an access token of a Docker Hub account, which is counted alone; a free account does. Or take the image from another registry, such as ghcr.io, public.ecr.aws or your own in Amazon ECR, and set Container.Image.",
  },
  {
    words: /incorrect username or password|asm fetching (?:authorization data|username|password)/i,
    help: 'The registry or ECS does not accept the credentials of the image. Container.RepositoryCredentials names a secret whose value is exactly {"username": "…", "password": "…"}; for Docker Hub and ghcr.io the password is an access token that may read the image and has not expired. Correct the value, then wake the leaf again. A private image needs Container.RepositoryCredentials.',
  },
  {
    words: /asm fetching secret from the service/i,
    help: "AWS does not let this leaf read the secret that Container.RepositoryCredentials names, or the secret does not exist in the Region of this leaf. Correct its ARN. If it is encrypted with a KMS key of your own, the key's policy has to allow kms:Decrypt to the leaf's role that ends in -execution. Otherwise deploy again: that repairs the role's permissions.",
  },
  {
    words: /no matching manifest|matching platform|no match for platform|exec format error/i,
    help: "The image does not support the instance's processor. Set Container.Image to an image that does (docker manifest inspect IMAGE lists its architectures), or Ec2.InstanceType to a type of the image's architecture, such as m7i-flex.large for amd64 or m7g.large for arm64.",
  },
  {
    words: /no space left on device/i,
    help: "The instance's disk of 30 GiB is full, most likely because the image is too large for it. Set Container.Image to a smaller image. If the container filled the disk itself, put the folder that it writes to under Volumes.",
  },
  {
    words: /not authorized to perform: ecr:|CannotPullECRContainerError.*AccessDenied/is,
    help: "AWS does not allow this leaf to pull the image from Amazon ECR. If the repository is in another account, its policy has to allow the role that AWS names above. If it is in your own, deploy again: that repairs the role's permissions.",
  },
  {
    words:
      /pull access denied|requested access to the resource is denied|repository .* not found|manifest unknown|manifest for .* not found|failed to resolve ref .*not found|(?:HEAD|GET) "[^"]*": (?:unauthorized|denied)|authentication required/i,
    help: 'The registry does not have this image or this tag, or shows it only to people who log in. Check Container.Image: docker manifest inspect IMAGE fails in the same way when it is wrong. A private image needs Container.RepositoryCredentials with an access token that has not expired, or has to be in Amazon ECR.',
  },
  {
    words:
      /CannotPull(?:ECR)?ContainerError.*(?:time-?out|timed out|deadline exceeded|request canceled|context canceled)/is,
    help: 'The registry did not answer in time. That usually passes: try again in a few minutes. If it keeps happening, look at the status page of the registry.',
  },
  // secrets and the log
  {
    words: /invalid (?:ssm )?parameters:/i,
    help: 'The SSM parameter that AWS names above does not exist in the Region of this leaf. Correct its name in Container.Secrets, or create it in that Region: aws ssm put-parameter --region REGION --type SecureString --name NAME --value VALUE. Then wake the leaf again.',
  },
  {
    words: /can't find the specified secret|did not contain json key/i,
    help: 'The Secrets Manager secret that Container.Secrets names, or its JSON key, does not exist in the Region of this leaf. Correct its ARN in Container.Secrets, or create the secret, then wake the leaf again.',
  },
  {
    words: /not authorized to perform: (?:ssm|secretsmanager|kms):|Access to KMS is not allowed/i,
    help: "AWS does not allow this leaf to read a value that Container.Secrets names. If it is encrypted with a KMS key of your own, the key's policy has to allow kms:Decrypt to the role that AWS names above. Otherwise deploy again: that repairs the role's permissions.",
  },
  {
    words: /unable to (?:pull secrets|retrieve secrets)|fetching secret data/i,
    help: 'AWS could not read a value that Container.Secrets names. Check that it exists in the Region of this leaf, then wake the leaf again.',
  },
  {
    words: /initialize logging driver|validate logger args/i,
    help: "AWS could not write the container's log. Most likely somebody deleted its log group or changed a permission by hand: deploy again, which restores both.",
  },
  // file systems
  {
    words: /access denied by server/i,
    help: "EFS does not allow this leaf to mount its volume. Most likely somebody changed the file system's policy, an access point or a role by hand: deploy again, which restores them. A file system of Volumes.<Id>.FileSystemId needs a policy that allows the role of this leaf to mount it.",
  },
  {
    words: /reason given by server: No such file or directory/i,
    help: 'The folder of a volume does not exist on its file system, or somebody deleted the access point that leads to it. Deploy again: that restores the access point.',
  },
  {
    words: /VolumeDriver\.|EFS utils|mount\.nfs|CannotCreateVolumeError/i,
    help: 'A volume could not be mounted in time. That usually passes: wake the leaf again. If it keeps happening, deploy again, which restores the mount target and its security group, and see whether EFS has a problem in this Region (health.aws.amazon.com).',
  },
  // the container itself
  {
    words: /OutOfMemory|exit code 137\b/i,
    help: 'Most likely the program needed more memory than there is. Set a larger Ec2.InstanceType, or let the program use less: many images have a variable for that, which goes into Container.Environment.',
  },
  {
    words: /port is already allocated|address already in use/i,
    help: 'Something else on the instance uses a port of the container. If the container stopped only a moment ago, wake the leaf again. Otherwise set another port in Container.Ports: 22 belongs to SSH, for example.',
  },
  {
    words: /DockerTimeoutError/i,
    help: 'Docker took too long on this instance. That usually passes: wake the leaf again. If it keeps happening, set a larger Ec2.InstanceType or a smaller Container.Image.',
  },
  {
    words: /executable file not found|permission denied.*unknown$|no such file or directory: unknown/i,
    help: 'The image has no program that can be started. Check Container.Image: the tag may be of another image, or broken.',
  },
  // instances
  {
    words: /Client\.InternalError/i,
    help: 'EC2 could not start the instance. Most likely the account encrypts disks with a KMS key of your own by default (EC2 console, Data protection and security), and Auto Scaling may not use it. Choose the key aws/ebs there, or allow your key to the role AWSServiceRoleForAutoScaling: https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html',
  },
  {
    words: /free[- ]tier|free plan/i,
    help: "The account is on AWS's free plan, which does not offer this instance type. Set Ec2.InstanceType to one that it offers (aws ec2 describe-instance-types --filters Name=free-tier-eligible,Values=true), or upgrade the account.",
  },
  {
    words: NO_CAPACITY,
    help: 'AWS has no capacity for this instance type at the moment. Try again in a few minutes. Ec2.FallbackInstanceTypes names types that AWS then takes instead: docs/operations.md says how to choose them.',
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
    words: /^RESOURCE:MEMORY$/m,
    help: 'The container needs more memory than the instance has left. Set a larger Ec2.InstanceType.',
  },
  {
    words: /^RESOURCE:PORTS?$/m,
    help: 'A port of the container is in use on the instance, most likely by a task that is still stopping. ECS tries again by itself.',
  },
  {
    words: /^RESOURCE:|^ATTRIBUTE|^AGENT/m,
    help: 'ECS cannot place the container on the instance. It tries again by itself; deploying again repairs settings that somebody changed by hand.',
  },
];

/** Whether AWS has no instance left, in its words. */
export function isNoCapacity(reason: string): boolean {
  return NO_CAPACITY.test(reason);
}

/** Whether AWS's words name this instance type. */
export function namesType(reason: string, type: string): boolean {
  return reason.split(/[^\w.-]+|\.(?!\w)/).includes(type);
}

/**
 * What to do when AWS gives this reason, in sentences.
 *
 * @param reason AWS's words; several lines where it gives several reasons
 * @param instanceTypes that the leaf can have, in the order in which AWS tries them. @default one, without fallbacks
 * @returns undefined for an uncommon reason
 */
export function helpFor(reason: string, instanceTypes: readonly string[] = []): string | undefined {
  if (instanceTypes.length > 1 && isNoCapacity(reason)) {
    const types = instanceTypes.join(', ');
    const what = instanceTypes.every((type) => namesType(reason, type))
      ? `AWS tried ${types}, in this order, and has no capacity for any of them at the moment.`
      : `The leaf may run on ${types}, in this order, and AWS has no capacity for it at the moment.`;
    return `${what} Try again in a few minutes. If it keeps happening, add types of other families to Ec2.FallbackInstanceTypes.`;
  }
  return START_FAILURES.find(({ words }) => words.test(reason))?.help;
}
