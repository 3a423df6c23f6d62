import {
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { CreateTopicCommand, PublishCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';

import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';
import { type RoleSession } from '../../../../e2e/emulator/iam/role-sessions';

const REGION = 'eu-central-1';
const ROLE = 'games-hook';
const GROUP = 'games-asg';
const TRUST = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const denied = (action: string, on = '') =>
  `User: arn:aws:sts::123456789012:assumed-role/${ROLE}/hook is not authorized to perform: ${action}${on} ` +
  `because no identity-based policy allows the ${action} action`;

/** What a function may do is what its role allows. */
export function roleSessions(emulator: () => Emulator): void {
  let admin: Clients;
  let session: RoleSession;
  /** Clients with the role's credentials. */
  let clients: Clients;
  let roleArn: string;
  let topicArn: string;
  let zoneId: string;

  const assume = (service = 'lambda.amazonaws.com') => emulator().assumeRole({ roleArn, service, name: 'hook' });
  const allow = (...statements: object[]) =>
    admin.iam.send(
      new PutRolePolicyCommand({
        RoleName: ROLE,
        PolicyName: 'own',
        PolicyDocument: policy(...statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }))),
      }),
    );

  beforeAll(async () => {
    admin = clientsOf(emulator().endpoint, REGION);
    const { Role } = await admin.iam.send(
      new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: policy(TRUST) }),
    );
    roleArn = String(Role?.Arn);
    topicArn = String((await admin.sns.send(new CreateTopicCommand({ Name: 'games-told' }))).TopicArn);
    const { HostedZone } = await admin.route53.send(
      new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'role sessions' }),
    );
    zoneId = String(HostedZone?.Id).replace('/hostedzone/', '');
    await admin.ecs.send(new CreateClusterCommand({ clusterName: 'games' }));
    await admin.autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'games',
        ImageId: 'ami-1',
        InstanceType: 't3.nano',
      }),
    );
    await admin.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: GROUP,
        LaunchConfigurationName: 'games',
        AvailabilityZones: [`${REGION}a`],
        MinSize: 0,
        MaxSize: 1,
        Tags: [{ Key: 'project', Value: 'games' }],
      }),
    );
  });
  afterAll(() => {
    destroyClients(admin);
  });
  beforeEach(async () => {
    await allow({ Action: 'logs:PutLogEvents' });
    await admin.sns.send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: 'Policy',
        AttributeValue: policy({ ...TRUST, Action: 'sns:Publish', Resource: topicArn }),
      }),
    );
    session = await assume();
    clients = clientsOf(emulator().endpoint, REGION, session.credentials);
  });
  afterEach(() => {
    destroyClients(clients);
  });

  const wake = () =>
    clients.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 }));
  const note = (Key: string) =>
    clients.autoScaling.send(
      new CreateOrUpdateTagsCommand({
        Tags: [{ ResourceId: GROUP, ResourceType: 'auto-scaling-group', Key, Value: '1', PropagateAtLaunch: false }],
      }),
    );
  const publish = () => clients.sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'hello' }));
  const point = (Name: string) =>
    clients.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: {
          Changes: [
            {
              Action: 'UPSERT',
              ResourceRecordSet: { Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
            },
          ],
        },
      }),
    );

  test('a role is assumed by the service that it trusts alone', async () => {
    await expect(assume('ecs.amazonaws.com')).rejects.toThrow(
      `ecs.amazonaws.com is not authorized to assume ${roleArn}`,
    );
  });

  test("what no policy allows is refused in each API's own words", async () => {
    const onTopic = ` on resource: ${topicArn}`;
    const cluster = 'arn:aws:ecs:eu-central-1:123456789012:cluster/games';

    await expect(clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: denied('autoscaling:DescribeAutoScalingGroups'),
    });
    await expect(clients.ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. ${denied('ec2:DescribeInstances')}`,
    });
    await expect(clients.ecs.send(new ListContainerInstancesCommand({ cluster: 'games' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: denied('ecs:ListContainerInstances', ` on resource: ${cluster}`),
    });
    await expect(publish()).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: denied('sns:Publish', onTopic),
    });
    await expect(point('a.example.com')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: denied('route53:ChangeResourceRecordSets', ` on resource: arn:aws:route53:::hostedzone/${zoneId}`),
    });
    expect(session.refusals).toHaveLength(5);
  });

  test('a policy that changes is applied at once, also one that is attached', async () => {
    const { Policy } = await admin.iam.send(
      new CreatePolicyCommand({
        PolicyName: 'publish',
        PolicyDocument: policy({ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn }),
      }),
    );
    const attachment = { RoleName: ROLE, PolicyArn: Policy?.Arn };
    await expect(publish()).rejects.toThrow();

    await admin.iam.send(new AttachRolePolicyCommand(attachment));
    await expect(publish()).resolves.toBeDefined();

    await admin.iam.send(new DetachRolePolicyCommand(attachment));
    await expect(publish()).rejects.toThrow();

    await allow({ Action: 'sns:Publish', Resource: topicArn });
    await expect(publish()).resolves.toBeDefined();
  });

  test("a topic's own policy counts too", async () => {
    await allow({ Action: 'sns:Publish' });
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topicArn };
    const set = (secure: string) =>
      admin.sns.send(
        new SetTopicAttributesCommand({
          TopicArn: topicArn,
          AttributeName: 'Policy',
          AttributeValue: policy({ ...deny, Condition: { Bool: { 'aws:SecureTransport': secure } } }),
        }),
      );

    await set('false');
    await expect(publish()).resolves.toBeDefined();

    await set('true');
    await expect(publish()).rejects.toThrow('is not authorized to perform: sns:Publish');
  });

  test("a group is known by its ARN and its tags, and its tags' names count", async () => {
    const { AutoScalingGroups: [group] = [] } = await admin.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [GROUP] }),
    );
    const ofProject = (project: string) => ({ StringEquals: { 'aws:ResourceTag/project': project } });
    const switched = { Action: 'autoscaling:SetDesiredCapacity' };

    await allow({ ...switched, Resource: group?.AutoScalingGroupARN, Condition: ofProject('games') });
    await expect(wake()).resolves.toBeDefined();
    await allow({ ...switched, Condition: ofProject('others') });
    await expect(wake()).rejects.toThrow(`on resource: ${String(group?.AutoScalingGroupARN)} because`);
    await allow({ ...switched, Resource: String(group?.AutoScalingGroupARN).replace(GROUP, 'others') });
    await expect(wake()).rejects.toThrow('is not authorized');

    await allow({
      Action: 'autoscaling:CreateOrUpdateTags',
      Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': ['told/*'] } },
    });
    await expect(note('told/ready')).resolves.toBeDefined();
    await expect(note('project')).rejects.toThrow('is not authorized');
  });

  test('a record is known by its normalized name', async () => {
    await allow({
      Action: 'route53:ChangeResourceRecordSets',
      Resource: `arn:aws:route53:::hostedzone/${zoneId}`,
      Condition: {
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['a.example.com'],
          'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
          'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
        },
      },
    });

    await expect(point('A.example.com.')).resolves.toBeDefined();
    await expect(point('b.example.com')).rejects.toThrow('is not authorized');
  });

  test('a call whose permission is not known here fails, and is named', async () => {
    await allow({ Action: '*' });

    await expect(clients.ec2.send(new DescribeVolumesCommand({}))).rejects.toThrow(
      'the emulator does not know the resources of ec2:DescribeVolumes',
    );
    expect(session.refusals).toHaveLength(1);
  });

  test('others are not judged', async () => {
    await expect(admin.ec2.send(new DescribeVolumesCommand({}))).resolves.toBeDefined();
  });
}
