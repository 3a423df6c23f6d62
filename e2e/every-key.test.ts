import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { type ContainerDefinition, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DescribeFileSystemsCommand, DescribeMountTargetsCommand } from '@aws-sdk/client-efs';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';

import { Names } from '../modules/aws/naming';
import { type DeploymentReport } from '../cli/deployment/report';
import { shell } from './evening/shell';
import { type CmRun } from './project-copy/cm-run';
import { DeployedLeaf } from './deployed/leaf';
import { DOMAIN, ProjectInEmulator, REGION } from './deployed/project-in-emulator';
import { withoutPermission } from './deployed/without-permission';

// Every key of base.yaml and of a leaf at once, with the values that are hardest for Terraform and AWS.

const QUERY_LOG_GROUP = '/aws/route53/their-own';
const HOSTILE = {
  TERRAFORM: '${path.module} %{ if true }',
  QUOTES: `"a" 'b' \\ \`c\``,
  LINES: 'one\ntwo',
  ÜBER: 'größer ✓',
};
const IMAGES = 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023';
const PARAMETER = '/game/password';

const baseYaml = (hostedZoneId: string) => `
Name: my-games
Region: ${REGION}
Maturity: devel
State: { Bucket: my-games-states, Region: ${REGION} }
Vpc: { MaxAZs: 2, AvailabilityZones: [eu-central-1a, eu-central-1b] }
Domain: { Name: ${DOMAIN}, HostedZoneId: ${hostedZoneId}, QueryLogGroup: ${QUERY_LOG_GROUP} }
AlertSubscription: { Email: admin@example.com second@example.com }
Budget: { DollarsPerMonth: 12.5 }
StartPage: { Enabled: true }
Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f admin
  AllowedCidrs: [192.0.2.0/24, 198.51.100.7/32]
`;
const everythingYaml = (secretArn: string) => `
Ec2: { InstanceType: m7g.large }
Container:
  Image: example/game:1
  Ports: [TCP: 25565, UDP: 25565, UDP: 2456, { UDP: 7777-7779, ContainerPort: 17777 }]
  AllowedCidrs: [1.2.3.4/32, 5.6.0.0/16]
  Environment: ${JSON.stringify(HOSTILE)}
  Secrets: { PASSWORD: ${PARAMETER}, TOKEN: '${secretArn}' }
  StopTimeoutSeconds: 3000
  Capabilities: { Add: [NET_RAW] }
  NoNewPrivileges: true
  Command: [-name, '\${path.module} #1', '']
  User: 1000:1000
  Ulimits: [{ Name: nofile, SoftLimit: 1024, HardLimit: 4096 }]
  HealthCheck: { Command: [CMD-SHELL, 'test -e /ready'], StartPeriod: 300 }
Volumes:
  World:
    Type: EFS
    EnableBackups: true
    KeepOnDelete: true
    Paths: [{ Path: /data/world }, { Path: /data/mods, ReadOnly: true }]
  Cache: { EnableBackups: false, KeepOnDelete: false, Paths: [Path: /cache] }
Watchdog:
  Threshold: 0
  MinutesWithoutConnections: 1440
  InstanceLeftUp: { DurationHours: 168, ShouldStop: true }
  StartupGraceMinutes: 60
Wake: { ByDns: true }
Limit: { HoursPerMonth: 0.5 }
AlertSubscription: { Email: players@example.com }
Alerts: { FileSystemGigabytes: 50, LogMegabytesPerHour: 100 }
Dashboard: { Enabled: true, IntervalMinutes: 10080, ShowContainerLogTimestamp: false }
`;
const NOTHING = `
Ec2: { InstanceType: t3.medium }
Container: { Image: example/page, Ports: [TCP: 80] }
Watchdog: { Threshold: 100 }
Dashboard: { Enabled: false }
`;

let system: ProjectInEmulator;
let secretArn: string;
let firstDeployment: CmRun;

beforeAll(async () => {
  system = await ProjectInEmulator.start();
  await system.clientsOfDns.logs.send(new CreateLogGroupCommand({ logGroupName: QUERY_LOG_GROUP }));
  await system.clients.s3.send(
    new CreateBucketCommand({ Bucket: 'my-games-states', CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  system.copy.write('config/base.yaml', baseYaml(system.hostedZoneId));
  secretArn = await makeSecrets();
  system.copy.write('config/leaves/every.key.yaml', everythingYaml(secretArn));
  system.copy.write('config/leaves/nothing.yaml', NOTHING);
  firstDeployment = await system.copy.cm(['deploy', '--yes', '--json']);
});
afterAll(() => system.stop());

/** A parameter and a secret, as a person makes them before the deployment. Returns the secret's ARN. */
async function makeSecrets(): Promise<string> {
  const { secretsManager, ssm } = system.clients;
  await ssm.send(new PutParameterCommand({ Name: PARAMETER, Value: 'secret', Type: 'SecureString' }));
  const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name: 'game', SecretString: 'secret' }));
  return String(ARN);
}

const report = ({ stdout }: CmRun) => JSON.parse(stdout) as DeploymentReport;

async function container(leaf: string): Promise<ContainerDefinition> {
  const { taskDefinition } = await system.clients.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `my-games-${leaf}-container` }),
  );
  return taskDefinition!.containerDefinitions![0]!;
}

test('a config with every key can be deployed', () => {
  expect(firstDeployment).toMatchObject({ code: 0 });
  expect(report(firstDeployment).stacks.map(({ stack }) => stack)).toEqual(['base', 'every-key', 'nothing']);
});

test('the check finds all that the config names, and what it doubts', async () => {
  const { code, stdout } = await system.copy.cm(['check']);

  expect(code).toBe(0);
  for (const name of ['PASSWORD', 'TOKEN']) expect(stdout).toContain(`✓ every.key: the secret ${name} exists\n`);
  expect(stdout).toContain(`✓ the domain ${DOMAIN} belongs to the public hosted zone ${system.hostedZoneId}\n`);
  expect(stdout).toMatch(/^! config\/base[.]yaml:7:\d+ Domain[.]QueryLogGroup: the zone \S+ does not log its queries/m);
  expect(stdout).not.toContain('✗');
});

test('a second deployment changes nothing', async () => {
  const second = await system.copy.cm(['deploy', '--yes', '--json']);

  expect(second).toMatchObject({ code: 0 });
  expect(report(second).stacks.flatMap(({ changes }) => changes)).toEqual([]);
});

test('the role that plans can plan base with every key', async () => {
  const command = 'terraform -chdir=cdktf.out/stacks/base plan -input=false -no-color -detailed-exitcode';

  await expect(shell(system, command, { asPlanner: true })).resolves.toContain('No changes.');
});

test('the container gets every value exactly as it is in the YAML', async () => {
  const { environment, secrets, portMappings, stopTimeout, ...more } = await container('every-key');

  expect(Object.fromEntries(environment!.map(({ name, value }) => [name, value]))).toEqual(HOSTILE);
  expect(Object.fromEntries(secrets!.map(({ name, valueFrom }) => [name, valueFrom]))).toEqual({
    PASSWORD: expect.stringMatching(/:parameter\/game\/password$/) as string,
    TOKEN: secretArn,
  });
  expect(portMappings!.map(({ hostPort, protocol }) => `${String(hostPort)}/${String(protocol)}`)).toEqual([
    '25565/tcp',
    '25565/udp',
    '2456/udp',
    '7777/udp',
    '7778/udp',
    '7779/udp',
  ]);
  expect(portMappings!.map(({ containerPort }) => containerPort)).toEqual([25565, 25565, 2456, 17777, 17778, 17779]);
  expect(stopTimeout).toBe(3000);
  expect(more).toMatchObject({
    linuxParameters: { capabilities: { drop: ['AUDIT_WRITE', 'MKNOD'] } },
    dockerSecurityOptions: ['no-new-privileges'],
    command: ['-name', '${path.module} #1', ''],
    user: '1000:1000',
    ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
    healthCheck: { command: ['CMD-SHELL', 'test -e /ready'], interval: 30, timeout: 5, retries: 3, startPeriod: 300 },
  });
});

test('read-only paths are mounted read-only', async () => {
  const { mountPoints } = await container('every-key');

  expect(Object.fromEntries(mountPoints!.map(({ containerPath, readOnly }) => [containerPath, readOnly]))).toEqual({
    '/data/world': false,
    '/data/mods': true,
    '/cache': false,
  });
});

test('with two zones each file system has a mount target in both, and is not limited to one zone', async () => {
  const { FileSystems = [] } = await system.clients.efs.send(new DescribeFileSystemsCommand({}));

  expect(FileSystems).toHaveLength(2);
  for (const { FileSystemId, AvailabilityZoneName, Encrypted } of FileSystems) {
    const { MountTargets = [] } = await system.clients.efs.send(new DescribeMountTargetsCommand({ FileSystemId }));
    expect(MountTargets.map((target) => target.AvailabilityZoneName).sort()).toEqual([
      'eu-central-1a',
      'eu-central-1b',
    ]);
    expect(AvailabilityZoneName).toBeUndefined();
    expect(Encrypted).toBe(true);
  }
});

test.each([
  ['every-key', `${IMAGES}/arm64/recommended/image_id`],
  ['nothing', `${IMAGES}/recommended/image_id`],
])('the instance of %s gets the AMI of its architecture', async (leaf, image) => {
  const { LaunchTemplateVersions = [] } = await system.clients.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: `my-games-${leaf}-host`, Versions: ['$Latest'] }),
  );

  expect(LaunchTemplateVersions.map(({ LaunchTemplateData }) => LaunchTemplateData?.ImageId)).toEqual([image]);
});

describe('a function that lacks one of its permissions', () => {
  const switching = 'autoscaling:SetDesiredCapacity';
  const refusal = (role: string) =>
    `assumed-role/${role}/${role} is not authorized to perform: ${switching} on resource: `;
  const leaf = () => new DeployedLeaf(system.clients, system.bus, new Names('my-games', 'every-key'));

  test('start-system fails with AccessDenied and wakes nothing; with the permission it wakes the leaf', async () => {
    const role = 'my-games-base-start-system';
    const ask = () => system.logQueries([{ name: `every.key.${DOMAIN}` }], QUERY_LOG_GROUP);

    await withoutPermission(system.clients.iam, role, switching, async () => {
      await expect(ask()).rejects.toThrow(refusal(role));
    });
    await expect(leaf().desired()).resolves.toBe(0);

    await ask();
    await expect(leaf().desired()).resolves.toBe(1);
  });

  test('break-crash-loop fails with AccessDenied in each of its tries, and the leaf stays awake', async () => {
    const role = 'my-games-every-key-break-crash-loop';

    await withoutPermission(system.clients.iam, role, switching, async () => {
      await expect(leaf().sendTaskStopped(1)).rejects.toThrow(refusal(role));
    });

    await expect(leaf().desired()).resolves.toBe(1);
  });
});
