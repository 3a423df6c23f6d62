import { helpFor } from '../../../lambdas/shared/start-failures';

// AWS's own words on launches, from its pages on launch failures
test.each([
  [
    "The specified instance type is not eligible for Free Tier. For a list of Free Tier instance types, run 'describe-instance-types' with the filter 'free-tier-eligible=true'. Launching EC2 instance failed.",
    "The account is on AWS's free plan",
  ],
  [
    'We currently do not have sufficient m7i-flex.large capacity in the Availability Zone you requested (eu-central-1a). Our system will be working on provisioning additional capacity. Launching EC2 instance failed.',
    'AWS has no capacity for this instance type',
  ],
  [
    'You have requested more vCPU capacity than your current vCPU limit of 1 allows for the instance bucket that the specified instance type belongs to. Launching EC2 instance failed.',
    "The account's quota does not allow that many vCPUs",
  ],
  [
    'Your requested instance type (m7i-flex.large) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a. Launching EC2 instance failed.',
    'AWS does not offer this instance type in this Availability Zone',
  ],
  [
    'The requested configuration is currently not supported. Please check the documentation for supported configurations. Launching EC2 instance failed.',
    'AWS does not offer this instance type here, or not with these settings',
  ],
  [
    'Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete. Launching EC2 instance failed.',
    'AWS is still checking the account',
  ],
  ['RESOURCE:MEMORY', 'The container needs more memory'],
  ['RESOURCE:PORTS', 'A port of the container is in use'],
  ['RESOURCE:CPU', 'ECS cannot place the container'],
  ['AGENT', 'ECS cannot place the container'],
])('knows what to do about: %s', (reason, help) => {
  expect(helpFor(reason)).toMatch(new RegExp(`^${help}`));
});

// AWS's own words on containers. Each comes from where its line says.
const PULLING = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html';
const AGENT = 'https://github.com/aws/amazon-ecs-agent';
test.each([
  // what Docker Hub says, in ECS's frame
  [
    PULLING,
    'CannotPullContainerError: ERROR: toomanyrequests: Too Many Requests.',
    'The registry allows no more downloads',
  ],
  [
    PULLING,
    'You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limits.',
    'The registry allows no more downloads',
  ],
  [
    'https://repost.aws/knowledge-center/ecs-pull-container-error-rate-limit',
    'CannotPullContainerError: inspect image has been retried 5 time(s): httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/manifests/sha256:2bb501e6429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
    'The registry allows no more downloads',
  ],
  // credentials of the registry
  [
    `${AGENT}: ecs-agent/asm`,
    'CannotPullContainerError: asm fetching authorization data: unable to unmarshal secret value, invalid schema',
    'The registry or ECS does not accept the credentials of the image',
  ],
  [
    `${AGENT}: ecs-agent/asm`,
    'asm fetching username: AuthorizationData is malformed, empty field',
    'The registry or ECS does not accept the credentials of the image',
  ],
  [
    'what Docker says where a password is wrong',
    'CannotPullContainerError: Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password',
    'The registry or ECS does not accept the credentials of the image',
  ],
  [
    'https://github.com/riverqueue/riverui/issues/182',
    'CannotPullContainerError: Error response from daemon: Head "https://ghcr.io/v2/riverqueue/riverui/manifests/latest": denied: denied',
    'The registry does not have this image',
  ],
  [
    'https://github.com/beeper/registration-relay/issues/3',
    'CannotPullContainerError: Error response from daemon: Head "https://ghcr.io/v2/beeper/registration-relay/manifests/latest": unauthorized',
    'The registry does not have this image',
  ],
  [
    'what Docker says of an image of Docker Hub that is private or does not exist',
    'CannotPullContainerError: Error response from daemon: denied: requested access to the resource is denied unauthorized: authentication required',
    'The registry does not have this image',
  ],
  [
    `${AGENT}: ecs-agent/asm, with IAM's words`,
    'asm fetching secret from the service for arn:aws:secretsmanager:eu-central-1:123456789012:secret:docker-AbCdEf: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/games-minecraft-execution/a1 is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-central-1:123456789012:secret:docker-AbCdEf',
    'AWS does not let this leaf read the secret that Container[.]RepositoryCredentials names',
  ],
  [
    'https://github.com/amazonlinux/container-images/issues/127',
    'CannotPullContainerError: no matching manifest for linux/amd64 in the manifest list entries.',
    "The image does not support the instance's processor",
  ],
  [
    'https://github.com/link-assistant/hive-mind/issues/962',
    'Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries: no match for platform in manifest: not found',
    "The image does not support the instance's processor",
  ],
  [
    'https://github.com/aws-containers/ecs-anywhere-tutorial/issues/2',
    'standard_init_linux.go:228: exec user process caused: exec format error',
    "The image does not support the instance's processor",
  ],
  [
    PULLING,
    'CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob111111111: no space left on device',
    "The instance's disk of 30 GiB is full",
  ],
  [
    `${AGENT}: agent/dockerclient, with IAM's words`,
    'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/games-minecraft-execution/a1 is not authorized to perform: ecr:GetAuthorizationToken on resource: *',
    'AWS does not allow this leaf to pull the image',
  ],
  [
    PULLING,
    'CannotPullContainerError: API error (404): repository 111122223333.dkr.ecr.us-east-1.amazonaws.com/games/valheim not found',
    'The registry does not have this image',
  ],
  [
    'https://github.com/IBM/build-blockchain-insurance-app/issues/86',
    "CannotPullContainerError: Error response from daemon: pull access denied for shop-ca, repository does not exist or may require 'docker login'",
    'The registry does not have this image',
  ],
  [
    PULLING,
    'CannotPullContainerError: API error (500): Get https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/: net/http: request canceled while waiting for connection',
    'The registry did not answer in time',
  ],
  [
    'https://github.com/ActionIQ/terraform-aws-retool-ecs-fargate/issues/20',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/tryretool/backend:2.110.5: failed to do request: Head "https://registry-1.docker.io/v2/tryretool/backend/manifests/2.110.5": dial tcp 34.205.13.154:443: i/o timeout',
    'The registry did not answer in time',
  ],
  [
    `${AGENT}: agent/taskresource/ssmsecret`,
    'fetching secret data from SSM Parameter Store in us-west-2: invalid parameters: /my-parameter-name',
    'The SSM parameter that AWS names above does not exist',
  ],
  [
    'https://github.com/HHS/simpler-grants-gov/pull/4330',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /api//new-relic-license-key',
    'The SSM parameter that AWS names above does not exist',
  ],
  [
    `${AGENT}: agent/taskresource/asmsecret, with Secrets Manager's words`,
    "fetching secret data from AWS Secrets Manager in region us-west-2: secret arn:aws:secretsmanager:us-west-2:123456789012:secret:pw-AbCdEf: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    'The Secrets Manager secret that Container.Secrets names',
  ],
  [
    `${AGENT}: agent/taskresource/ssmsecret, with IAM's words`,
    'Fetching secret data from SSM Parameter Store in us-west-2: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/games-minecraft-execution/59f3 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-west-2:123456789012:parameter/pw',
    'AWS does not allow this leaf to read a value',
  ],
  [
    'https://github.com/aws/copilot-cli/issues/2095',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time...',
    'AWS could not read a value',
  ],
  [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cannot-start-container.html',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    "AWS could not write the container's log",
  ],
  [
    'https://github.com/aws-samples/aws-cdk-examples/issues/920',
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting fs-065b374f6a1a6b4c8.efs.us-east-1.amazonaws.com:/' : unsuccessful EFS utils command execution; code: 32",
    'EFS does not allow this leaf to mount its volume',
  ],
  [
    'https://github.com/56kcloud/terraform-grafana/issues/4',
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-0123.efs.eu-west-1.amazonaws.com:/grafana failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32",
    'The folder of a volume does not exist',
  ],
  [
    `${AGENT}/issues/2570`,
    'Error response from daemon: create ecs-simple-server-16-configs-faf8bc8696dee78e3e00: Post http://%2Frun%2Fdocker%2Fplugins%2Famazon-ecs-volume-plugin.sock/VolumeDriver.Create: context deadline exceeded',
    'A volume could not be mounted in time',
  ],
  [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/out-of-memory.html',
    'OutOfMemoryError: Container killed due to memory usage',
    'Most likely the program needed more memory',
  ],
  [
    'Docker, whose words ECS passes on',
    'CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint ecs-minecraft: Bind for 0.0.0.0:25565 failed: port is already allocated',
    'Something else on the instance uses a port',
  ],
  [
    `${AGENT}/issues/1440`,
    'DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s',
    'Docker took too long on this instance',
  ],
  [
    `${AGENT}/issues/682`,
    'DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s',
    'Docker took too long on this instance',
  ],
  [
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html',
    'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch',
    'EC2 could not start the instance',
  ],
])('knows what to do about a container that does not start, as in %s: %s', (_source, reason, help) => {
  expect(helpFor(reason)).toMatch(new RegExp(`^${help}`));
});

test.each([
  'denied: requested access to the resource is denied unauthorized: authentication required',
  'GET "https://ghcr.io/v2/a/b/manifests/latest": unauthorized: authentication required',
])(
  'of an image that the registry does not show, speaks of its name first and of its credentials then: %s',
  (reason) => {
    expect(helpFor(reason)).toMatch(
      /Check Container[.]Image: .* A private image needs Container[.]RepositoryCredentials/,
    );
  },
);

test('where a password is wrong, says that a private image needs credentials', () => {
  const help = helpFor('Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password');

  expect(help).toMatch(/A private image needs Container[.]RepositoryCredentials[.]$/);
});

test('where there are fallback types, names all and which come first, and does not point to the key', () => {
  const reason =
    'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient m7i-flex.large capacity in the Availability Zone you requested (eu-central-1a). Launching EC2 instance failed.';

  expect(helpFor(reason, ['m7i-flex.large', 'm6i.large', 'm6a.large'])).toBe(
    'The leaf may run on m7i-flex.large, m6i.large, m6a.large, in this order, and AWS has no capacity for it at the moment. Try again in a few minutes. If it keeps happening, add types of other families to Ec2.FallbackInstanceTypes.',
  );
  expect(helpFor(`${reason}\nThe same of m6i.large.`, ['m7i-flex.large', 'm6i.large'])).toBe(
    'AWS tried m7i-flex.large, m6i.large, in this order, and has no capacity for any of them at the moment. Try again in a few minutes. If it keeps happening, add types of other families to Ec2.FallbackInstanceTypes.',
  );
  expect(
    helpFor('VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit', ['a', 'b']),
  ).toMatch(/^The account's quota/);
});

test('without them, points to the key', () => {
  expect(helpFor('UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration')).toBe(
    'AWS has no capacity for this instance type at the moment. Try again in a few minutes. Ec2.FallbackInstanceTypes names types that AWS then takes instead: docs/operations.md says how to choose them.',
  );
});

test('takes an exit code of 137 as lack of memory, unless AWS says something more specific', () => {
  expect(helpFor('Essential container in task exited\nexit code 137')).toMatch(/^Most likely the program needed more/);
  expect(helpFor('no space left on device\nexit code 137')).toMatch(/^The instance's disk/);
});

test.each([
  'Essential container in task exited',
  'Essential container in task exited\nexit code 1',
  'Task failed to start',
  'CannotStartContainerError: something that nobody has seen before',
  'Unknown',
])('has no help for an uncommon reason: %s', (reason) => {
  expect(helpFor(reason)).toBeUndefined();
});
