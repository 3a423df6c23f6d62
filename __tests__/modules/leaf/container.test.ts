import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';

import { Names } from '../../../modules/aws/naming';
import { type MountedPath, type MountedVolume } from '../../../modules/aws/storage-types';
import { type ContainerConfig } from '../../../modules/config/types';
import { Container, type ContainerProps } from '../../../modules/leaf/container';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const ROLE_ARN = (role: string) => `\${aws_iam_role.Container_${role}.arn}`;
const FILE_SYSTEM_ARN = 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0';
const accessPointArn = (slug: string) =>
  `arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-${slug}`;

const container = (more: Partial<ContainerConfig> = {}): ContainerConfig => ({
  image: 'itzg/minecraft-server:2025.9.0',
  ports: [{ protocol: 'tcp', port: 25565 }],
  environment: {},
  secrets: {},
  stopTimeoutSeconds: 120,
  capabilities: { add: [] },
  noNewPrivileges: false,
  ...more,
});

const path = (slug: string, more: Partial<MountedPath> = {}): MountedPath => ({
  path: `/${slug}`,
  readOnly: false,
  slug,
  accessPointId: `fsap-${slug}`,
  accessPointArn: accessPointArn(slug),
  ...more,
});

const volume = (paths: readonly MountedPath[], more: Partial<MountedVolume> = {}): MountedVolume => ({
  id: 'Data',
  fileSystemId: 'fs-0123456789abcdef0',
  fileSystemArn: FILE_SYSTEM_ARN,
  paths,
  dependables: [],
  ...more,
});

function synth(more: Partial<ContainerProps> = {}) {
  let attributes: Pick<Container, 'logGroupName'> | undefined;
  const template = Template.of((stack) => {
    attributes = new Container(stack, 'Container', {
      names: new Names('container-manager', 'minecraft'),
      region: 'eu-central-1',
      accountId: '123456789012',
      partition: 'aws',
      container: container(),
      memoryMiB: 8192,
      volumes: [],
      ...more,
    });
  });
  return { template, attributes: attributes! };
}

/** The container definition as ECS gets it: with the memory that Terraform calculates. */
function definitionIn(template: Template): Record<string, unknown> {
  const text = String(template.resource('aws_ecs_task_definition').container_definitions)
    .replace(/\$\{min\(\((\d+) - (\d+)\), floor\(\((\d+) \* ([\d.]+)\)\)\)\}/, (_all, ...[a, b, c, d]: string[]) =>
      String(Math.min(Number(a) - Number(b), Math.floor(Number(c) * Number(d)))),
    )
    .replaceAll('$${', '${')
    .replaceAll('%%{', '%{');
  // a cast, since JSON.parse knows no types
  const definitions = JSON.parse(text) as Record<string, unknown>[];
  expect(definitions).toHaveLength(1);
  return definitions[0]!;
}

const definition = (more: Partial<ContainerProps> = {}) => definitionIn(synth(more).template);

/** The inline policy of the container's role or of the role with which ECS starts the container. */
const policy = (role: 'Execution' | 'Task', statements: readonly unknown[]) => ({
  role: expect.stringMatching(new RegExp(`^\\$\\{aws_iam_role\\.Container_${role}Role_`)) as unknown,
  policy: json({ Version: '2012-10-17', Statement: statements }),
});

const LOG_STATEMENT = {
  Sid: 'Log',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: ['arn:aws:logs:eu-central-1:123456789012:log-group:/container-manager/minecraft/container:*'],
};

describe('the task', () => {
  test('runs on the bridge network of an EC2 instance, with two roles of its own and nothing else', () => {
    const { template } = synth();

    expect(template.synthesized).toHaveResourceWithProperties(EcsTaskDefinition, {
      family: 'container-manager-minecraft-container',
      requires_compatibilities: ['EC2'],
      network_mode: 'bridge',
      execution_role_arn: ROLE_ARN('ExecutionRole_65F36CD2'),
      task_role_arn: ROLE_ARN('TaskRole_2711D1E0'),
      container_definitions: expect.any(String) as unknown,
      depends_on: expect.any(Array) as unknown,
    });
    const task = template.resource('aws_ecs_task_definition');
    expect(Object.keys(task)).toHaveLength(7);
    // AWS's pattern for a family
    expect(task.family).toMatch(/^[a-zA-Z0-9_-]{1,255}$/);
  });

  test('is made after its log group and after the policies of its roles', () => {
    const { template } = synth({ volumes: [volume([path('data')])] });

    expect(template.synthesized).toHaveResourceWithProperties(EcsTaskDefinition, {
      depends_on: [
        'aws_cloudwatch_log_group.Container_LogGroup_6E424AA8',
        'aws_iam_role.Container_ExecutionRole_65F36CD2',
        'aws_iam_role_policy.Container_ExecutionRole_Policy_46B5FE48',
        'aws_iam_role.Container_TaskRole_2711D1E0',
        'aws_iam_role_policy.Container_TaskRole_Policy_3B93A38C',
      ],
    });
    expect(template.resources('aws_ecs_task_definition')).toHaveLength(1);
  });

  test('has one log group, whose lines are kept for 7 days', () => {
    const { template, attributes } = synth();

    expect(template.synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, {
      name: '/container-manager/minecraft/container',
      retention_in_days: 7,
    });
    expect(Object.keys(template.resource('aws_cloudwatch_log_group'))).toHaveLength(2);
    expect(attributes.logGroupName).toBe('/container-manager/minecraft/container');
  });
});

describe('the container', () => {
  test('has no setting that the config does not ask for, and without three of the capabilities that Docker gives', () => {
    expect(definition()).toEqual({
      name: 'container',
      image: 'itzg/minecraft-server:2025.9.0',
      versionConsistency: 'disabled',
      essential: true,
      memoryReservation: 6144,
      portMappings: [{ containerPort: 25565, hostPort: 25565, protocol: 'tcp' }],
      stopTimeout: 120,
      linuxParameters: { capabilities: { drop: ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'] } },
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': '/container-manager/minecraft/container',
          'awslogs-region': 'eu-central-1',
          'awslogs-stream-prefix': 'ecs',
          mode: 'non-blocking',
          'max-buffer-size': '25m',
        },
      },
    });
  });

  test.each([
    [3072, 1024],
    [4096, 2048],
    [8192, 6144],
    [16384, 14336],
    [20480, 18432],
    [32768, 29491],
    [65536, 58982],
  ])('of %i MiB, %i are reserved for it, and it may use more', (memoryMiB, reservation) => {
    const found = definition({ memoryMiB });

    expect(found.memoryReservation).toBe(reservation);
    expect(found).not.toHaveProperty('memory');
  });

  test('has each port under the same number on the instance, for its protocol', () => {
    const ports = [
      { protocol: 'udp', port: 19132 },
      { protocol: 'tcp', port: 25565 },
      { protocol: 'udp', port: 25565 },
    ] as const;

    expect(definition({ container: container({ ports }) }).portMappings).toEqual([
      { containerPort: 19132, hostPort: 19132, protocol: 'udp' },
      { containerPort: 25565, hostPort: 25565, protocol: 'tcp' },
      { containerPort: 25565, hostPort: 25565, protocol: 'udp' },
    ]);
  });

  test('has a mapping for each port of a range, since ECS chooses the host ports of a containerPortRange itself', () => {
    const ports = [
      { protocol: 'udp', port: 16262, lastPort: 16264 },
      { protocol: 'tcp', port: 8080, containerPort: 80 },
      { protocol: 'tcp', port: 9000, lastPort: 9001, containerPort: 90 },
    ] as const;

    expect(definition({ container: container({ ports }) }).portMappings).toEqual([
      { containerPort: 16262, hostPort: 16262, protocol: 'udp' },
      { containerPort: 16263, hostPort: 16263, protocol: 'udp' },
      { containerPort: 16264, hostPort: 16264, protocol: 'udp' },
      { containerPort: 80, hostPort: 8080, protocol: 'tcp' },
      { containerPort: 90, hostPort: 9000, protocol: 'tcp' },
      { containerPort: 91, hostPort: 9001, protocol: 'tcp' },
    ]);
  });

  test('is what its tag means at each start: ECS does not fix the digest of the first start', () => {
    expect(definition().versionConsistency).toBe('disabled');
  });

  test('has StopTimeoutSeconds between SIGTERM and SIGKILL', () => {
    expect(definition({ container: container({ stopTimeoutSeconds: 300 }) }).stopTimeout).toBe(300);
  });

  test.each<[ContainerConfig['capabilities']['add'], unknown]>([
    [['NET_RAW'], { linuxParameters: { capabilities: { drop: ['AUDIT_WRITE', 'MKNOD'] } } }],
    [['MKNOD', 'AUDIT_WRITE', 'MKNOD'], { linuxParameters: { capabilities: { drop: ['NET_RAW'] } } }],
    [['NET_RAW', 'MKNOD', 'AUDIT_WRITE'], {}],
  ])('keeps the capabilities %j', (add, expected) => {
    const { linuxParameters } = definition({ container: container({ capabilities: { add } }) });

    expect(linuxParameters === undefined ? {} : { linuxParameters }).toEqual(expected);
  });

  test('with NoNewPrivileges no program in it gets more rights than the one that started it', () => {
    const { dockerSecurityOptions } = definition({ container: container({ noNewPrivileges: true }) });

    expect(dockerSecurityOptions).toEqual(['no-new-privileges']);
  });

  test('has the command, user, limits and health check of the config, with each default that ECS would fill in', () => {
    const found = definition({
      container: container({
        command: ['-servername', '${NAME}', ''],
        user: '1000:1000',
        ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
        healthCheck: { command: ['CMD-SHELL', 'test ${UP}'], interval: 30, timeout: 5, retries: 3, startPeriod: 0 },
      }),
    });

    expect(found).toMatchObject({
      command: ['-servername', '${NAME}', ''],
      user: '1000:1000',
      ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
    });
    expect(found.healthCheck).toEqual({ command: ['CMD-SHELL', 'test ${UP}'], interval: 30, timeout: 5, retries: 3 });
  });

  test('gets its variables unchanged, sorted by name', () => {
    const environment = { ZONE: 'a', EULA: 'true', MOTD: 'say "hi"\nC:\\new ${HOME} $${x} %{if} 世界' };

    expect(definition({ container: container({ environment }) }).environment).toEqual([
      { name: 'EULA', value: 'true' },
      { name: 'MOTD', value: 'say "hi"\nC:\\new ${HOME} $${x} %{if} 世界' },
      { name: 'ZONE', value: 'a' },
    ]);
  });

  test('no text of the config is evaluated as an expression by Terraform', () => {
    const texts = {
      image: 'r/i:${A}',
      environment: { '${B}': '%{C}' },
      secrets: { '${D}': '/p/${E}', '%{F}': 'arn:aws:ssm:eu-central-1:123456789012:parameter/${G}' },
    };
    const { template } = synth({ container: container(texts), volumes: [volume([path('data', { path: '/${H}' })])] });

    const written = [...template.resources('aws_ecs_task_definition'), ...template.resources('aws_iam_role_policy')]
      .map((resource) => JSON.stringify(resource))
      .join();
    expect(written).not.toMatch(/(?<!\$)\$\{[A-Z]|(?<!%)%\{[A-Z]/);
    // both secrets are in a policy too
    expect(written.match(/[$%]{2}\{[A-Z]/g)?.sort()).toEqual(
      ['%%{C', '%%{F', ...['A', 'B', 'D', 'E', 'E', 'G', 'G', 'H'].map((letter) => `$\${${letter}`)].sort(),
    );
  });

  test('is not privileged, has no access to the host and no fixed share of the CPU', () => {
    const { template } = synth({ volumes: [volume([path('data')])] });
    const found = definitionIn(template);

    for (const key of [
      'cpu',
      'privileged',
      'dockerSecurityOptions',
      'user',
      'command',
      'links',
      'volumesFrom',
      'extraHosts',
    ])
      expect(found).not.toHaveProperty(key);
    for (const key of ['cpu', 'memory', 'pid_mode', 'ipc_mode', 'placement_constraints'])
      expect(template.resource('aws_ecs_task_definition')).not.toHaveProperty(key);
  });
});

describe('volumes', () => {
  const two = () => [
    volume([path('data'), path('mods', { path: '/opt/Mods', readOnly: true })]),
    volume([path('data', { path: '/backup/data', accessPointId: 'fsap-2', accessPointArn: accessPointArn('2') })], {
      id: 'Backup',
      fileSystemId: 'fs-2',
      fileSystemArn: `${FILE_SYSTEM_ARN}2`,
    }),
  ];

  test('each path is a volume of the task, with TLS, IAM and its own access point', () => {
    const efs = (fileSystemId: string, accessPointId: string) => ({
      file_system_id: fileSystemId,
      root_directory: '/',
      transit_encryption: 'ENABLED',
      authorization_config: { access_point_id: accessPointId, iam: 'ENABLED' },
    });

    const { template } = synth({ volumes: two() });

    expect(template.synthesized).toHaveResourceWithProperties(EcsTaskDefinition, {
      volume: [
        { name: 'Data_data', efs_volume_configuration: efs('fs-0123456789abcdef0', 'fsap-data') },
        { name: 'Data_mods', efs_volume_configuration: efs('fs-0123456789abcdef0', 'fsap-mods') },
        { name: 'Backup_data', efs_volume_configuration: efs('fs-2', 'fsap-2') },
      ],
    });
    expect(template.resources('aws_ecs_task_definition')).toHaveLength(1);
  });

  test('each path is mounted where the config says, and read-only if the config says so', () => {
    expect(definition({ volumes: two() }).mountPoints).toEqual([
      { sourceVolume: 'Data_data', containerPath: '/data', readOnly: false },
      { sourceVolume: 'Data_mods', containerPath: '/opt/Mods', readOnly: true },
      { sourceVolume: 'Backup_data', containerPath: '/backup/data', readOnly: false },
    ]);
  });

  test('the container may mount its own access points, and write only through those of paths that are not read-only', () => {
    const allow = (actions: string[], fileSystemArn: string, slug: string) => ({
      Effect: 'Allow',
      Action: actions.map((action) => `elasticfilesystem:${action}`),
      Resource: [fileSystemArn],
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': [accessPointArn(slug)] } },
    });

    const { template } = synth({ volumes: two() });

    expect(template.synthesized).toHaveResourceWithProperties(
      IamRolePolicy,
      policy('Task', [
        allow(['ClientMount', 'ClientRootAccess', 'ClientWrite'], FILE_SYSTEM_ARN, 'data'),
        allow(['ClientMount', 'ClientRootAccess'], FILE_SYSTEM_ARN, 'mods'),
        allow(['ClientMount', 'ClientRootAccess', 'ClientWrite'], `${FILE_SYSTEM_ARN}2`, '2'),
      ]),
    );
    expect(template.resources('aws_iam_role_policy')).toHaveLength(2);
  });

  test('paths of the same volume are in one statement', () => {
    const { template } = synth({ volumes: [volume([path('data'), path('mods')])] });

    expect(template.synthesized).toHaveResourceWithProperties(
      IamRolePolicy,
      policy('Task', [
        expect.objectContaining({
          Condition: {
            StringEquals: { 'elasticfilesystem:AccessPointArn': [accessPointArn('data'), accessPointArn('mods')] },
          },
        }),
      ]),
    );
    expect(template.resources('aws_iam_role_policy')).toHaveLength(2);
  });

  test('no two volumes of the task have the same name, even where ids and paths are alike', () => {
    const { template } = synth({
      volumes: [volume([path('b-c')], { id: 'a' }), volume([path('c')], { id: 'a-b' })],
    });
    const task = template.resource('aws_ecs_task_definition');
    const names = (task.volume as { name: string }[]).map(({ name }) => name);

    expect(names).toEqual(['a_b-c', 'a-b_c']);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,255}$/);
  });

  test('without volumes nothing is mounted, and the role of the container allows nothing', () => {
    const { template } = synth();

    expect(template.resource('aws_ecs_task_definition')).not.toHaveProperty('volume');
    expect(definitionIn(template)).not.toHaveProperty('mountPoints');
    expect(template.synthesized).toHaveResourceWithProperties(IamRole, { name: 'container-manager-minecraft-task' });
    expect(template.synthesized).toHaveResourceWithProperties(IamRolePolicy, policy('Execution', [LOG_STATEMENT]));
    expect(template.resources('aws_iam_role_policy')).toHaveLength(1);
  });
});

describe('secrets', () => {
  const DATABASE = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:game/db-AbCdEf';
  const secrets = {
    RCON_PASSWORD: '/minecraft/rcon',
    ADMIN: 'minecraft-admin',
    OTHER: 'arn:aws:ssm:us-west-2:123456789012:parameter/other',
    DB_USER: `${DATABASE}:user::`,
    DB_PASSWORD: `${DATABASE}:password:AWSCURRENT:`,
  };

  test('the container gets each secret by its ARN, and the values are in no plan', () => {
    const found = definition({ container: container({ secrets }) });

    expect(found.secrets).toEqual([
      { name: 'ADMIN', valueFrom: 'arn:aws:ssm:eu-central-1:123456789012:parameter/minecraft-admin' },
      { name: 'DB_PASSWORD', valueFrom: `${DATABASE}:password:AWSCURRENT:` },
      { name: 'DB_USER', valueFrom: `${DATABASE}:user::` },
      { name: 'OTHER', valueFrom: 'arn:aws:ssm:us-west-2:123456789012:parameter/other' },
      { name: 'RCON_PASSWORD', valueFrom: 'arn:aws:ssm:eu-central-1:123456789012:parameter/minecraft/rcon' },
    ]);
    expect(found).not.toHaveProperty('environment');
  });

  test('ECS may read exactly these secrets, and the container itself none', () => {
    const { template } = synth({ container: container({ secrets }) });

    expect(template.synthesized).toHaveResourceWithProperties(
      IamRolePolicy,
      policy('Execution', [
        LOG_STATEMENT,
        {
          Effect: 'Allow',
          Action: ['ssm:GetParameters'],
          Resource: [
            'arn:aws:ssm:eu-central-1:123456789012:parameter/minecraft-admin',
            'arn:aws:ssm:eu-central-1:123456789012:parameter/minecraft/rcon',
            'arn:aws:ssm:us-west-2:123456789012:parameter/other',
          ],
        },
        { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [DATABASE] },
      ]),
    );
    expect(template.resources('aws_iam_role_policy')).toHaveLength(1);
  });

  test('without secrets ECS may only write the log', () => {
    const { template } = synth();

    expect(template.synthesized).toHaveResourceWithProperties(IamRolePolicy, policy('Execution', [LOG_STATEMENT]));
    expect(template.resources('aws_iam_role_policy')).toHaveLength(1);
  });
});

describe("the credentials of the image's registry", () => {
  const CREDENTIALS = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:docker-hub-AbCdEf';

  test('ECS logs in with them, and may read exactly this secret; the container itself may not', () => {
    const { template } = synth({ container: container({ repositoryCredentials: CREDENTIALS }) });

    expect(definitionIn(template)).toMatchObject({ repositoryCredentials: { credentialsParameter: CREDENTIALS } });
    expect(definitionIn(template)).not.toHaveProperty('secrets');
    expect(template.synthesized).toHaveResourceWithProperties(
      IamRolePolicy,
      policy('Execution', [
        LOG_STATEMENT,
        { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [CREDENTIALS] },
      ]),
    );
    expect(template.resources('aws_iam_role_policy')).toHaveLength(1);
  });

  test('are read beside the secrets of the container, each once', () => {
    const other = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:game-AbCdEf';
    const { template } = synth({
      container: container({
        repositoryCredentials: CREDENTIALS,
        secrets: { A: other, B: `${CREDENTIALS}:username::` },
      }),
    });

    expect(template.synthesized).toHaveResourceWithProperties(
      IamRolePolicy,
      policy('Execution', [
        LOG_STATEMENT,
        { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [CREDENTIALS, other] },
      ]),
    );
  });

  test('are absent without the key', () => {
    expect(definition()).not.toHaveProperty('repositoryCredentials');
  });
});

describe('roles', () => {
  test.each(['execution', 'task'])('only ECS tasks of this account and Region can assume the role %s', (role) => {
    const { template } = synth({ partition: 'aws-cn', region: 'cn-north-1' });

    expect(template.synthesized).toHaveResourceWithProperties(IamRole, {
      name: `container-manager-minecraft-${role}`,
      assume_role_policy: json({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ['ecs-tasks.amazonaws.com'] },
            Action: ['sts:AssumeRole'],
            Condition: {
              StringEquals: { 'aws:SourceAccount': '123456789012' },
              ArnLike: { 'aws:SourceArn': 'arn:aws-cn:ecs:cn-north-1:123456789012:*' },
            },
          },
        ],
      }),
    });
    expect(template.resources('aws_iam_role')).toHaveLength(2);
  });

  test('ECS may pull only from the private ECR repository of the image', () => {
    const image = '210987654321.dkr.ecr.us-east-1.amazonaws.com/games/minecraft:1.2@sha256:0123';
    const { template } = synth({ container: container({ image }) });

    expect(template.synthesized).toHaveResourceWithProperties(
      IamRolePolicy,
      policy('Execution', [
        LOG_STATEMENT,
        { Sid: 'LogInToEcr', Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: ['*'] },
        {
          Sid: 'PullImage',
          Effect: 'Allow',
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Resource: ['arn:aws:ecr:us-east-1:210987654321:repository/games/minecraft'],
        },
      ]),
    );
    expect(template.resources('aws_iam_role_policy')).toHaveLength(1);
  });
});
