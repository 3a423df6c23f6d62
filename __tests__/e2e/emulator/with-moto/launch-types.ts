import {
  CreateAutoScalingGroupCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  type _InstanceType,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';

import { findGroup } from '../../../../cli/leaf/group';
import { type Clients, clientsOf, destroyClients } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const [FIRST, SECOND] = ['m5.large', 'm5a.large'] as const;
const ZONE = 'eu-central-1a';

/** Tests of the types that groups launch. */
export function launchTypes(emulator: () => Emulator): void {
  let clients: Clients;
  let AutoScalingGroupName: string;
  let tests = 0;
  let restore: (() => void)[] = [];

  beforeAll(() => {
    clients = clientsOf(emulator().endpoint, 'eu-central-1');
  });
  afterAll(() => {
    destroyClients(clients);
  });
  beforeEach(() => {
    tests += 1;
    AutoScalingGroupName = `types-${tests}`;
  });
  afterEach(() => {
    for (const end of restore) end();
    restore = [];
  });

  async function create(ImageId = 'ami-12c6146b'): Promise<void> {
    const { LaunchTemplate } = await clients.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: AutoScalingGroupName,
        LaunchTemplateData: { ImageId, InstanceType: FIRST },
      }),
    );
    await clients.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName,
        MinSize: 0,
        MaxSize: 1,
        AvailabilityZones: [ZONE],
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: LaunchTemplate?.LaunchTemplateId, Version: '1' },
            Overrides: [{ InstanceType: FIRST }, { InstanceType: SECOND }],
          },
          InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 100 },
        },
      }),
    );
  }
  const want = (DesiredCapacity: number) =>
    clients.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  const group = async () => (await findGroup(clients.autoScaling, AutoScalingGroupName))!;
  const activities = async () =>
    (await clients.autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName }))).Activities ?? [];
  const launched = async () => {
    const [{ InstanceId, InstanceType } = {}] = (await group()).Instances ?? [];
    const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId!] }));
    return [InstanceType, Reservations[0]?.Instances?.[0]?.InstanceType];
  };

  test('are taken in the order of the overrides', async () => {
    await create();
    await want(1);

    await expect(launched()).resolves.toEqual([FIRST, FIRST]);
  });

  test.each(['no capacity', 'no offer in the zone'])('go on with the next type: %s', async (why) => {
    await create();
    restore.push(why === 'no capacity' ? emulator().withoutCapacity([FIRST]) : emulator().withoutOffer(FIRST, ZONE));
    await want(1);

    await expect(launched()).resolves.toEqual([SECOND, SECOND]);
    expect((await activities()).map(({ StatusCode }) => StatusCode)).toEqual(['Successful']);
  });

  test('fail where AWS has none of them, and the group goes on wanting one', async () => {
    await create();
    restore.push(emulator().withoutCapacity([FIRST, SECOND]));
    await want(1);

    expect(await group()).toMatchObject({ DesiredCapacity: 1 });
    expect((await group()).Instances ?? []).toEqual([]);
    expect(await activities()).toMatchObject([
      {
        StatusCode: 'Failed',
        StatusMessage: `Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient ${FIRST} capacity in the Availability Zone you requested (${ZONE}). Our system will be working on provisioning additional capacity. Launching EC2 instance failed.`,
        Details: JSON.stringify({ 'Availability Zone': ZONE }),
      },
    ]);

    await want(0);
    expect(await group()).toMatchObject({ DesiredCapacity: 0 });
  });

  test('fail altogether where the Region offers one of them nowhere', async () => {
    await create();
    restore.push(emulator().withoutOffer(SECOND));
    await want(1);

    expect((await group()).Instances ?? []).toEqual([]);
    expect((await activities())[0]?.StatusMessage).toContain('Unsupported - ');
    const InstanceTypes: _InstanceType[] = [SECOND];
    await expect(clients.ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes }))).rejects.toThrow(
      `The following supplied instance types do not exist: [${SECOND}]`,
    );
    const { InstanceTypeOfferings } = await clients.ec2.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: [SECOND] }],
      }),
    );
    expect(InstanceTypeOfferings ?? []).toEqual([]);
  });

  test('are kept when something else of the group changes', async () => {
    await create();
    await clients.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MaxSize: 2 }));

    expect((await group()).MixedInstancesPolicy?.LaunchTemplate?.Overrides).toEqual([
      { InstanceType: FIRST },
      { InstanceType: SECOND },
    ]);
  });

  test('replace the template of a group, and the other way round', async () => {
    await create();
    const { LaunchTemplateSpecification } = (await group()).MixedInstancesPolicy?.LaunchTemplate ?? {};
    const LaunchTemplate = { LaunchTemplateId: LaunchTemplateSpecification?.LaunchTemplateId, Version: '1' };
    const { MixedInstancesPolicy } = await group();

    await clients.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate }));
    expect(await group()).toMatchObject({ LaunchTemplate });
    expect((await group()).MixedInstancesPolicy).toBeUndefined();

    const specification = { LaunchTemplateSpecification: LaunchTemplate };
    await clients.autoScaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName,
        MixedInstancesPolicy: {
          ...MixedInstancesPolicy,
          LaunchTemplate: { ...MixedInstancesPolicy?.LaunchTemplate, ...specification },
        },
      }),
    );
    expect((await group()).LaunchTemplate).toBeUndefined();
    expect((await group()).MixedInstancesPolicy?.LaunchTemplate?.Overrides).toHaveLength(2);
    await want(1);
    await expect(launched()).resolves.toEqual([FIRST, FIRST]);
  });

  test('are launched from a later version of the template, which keeps its user data', async () => {
    await create();
    const { LaunchTemplateSpecification } = (await group()).MixedInstancesPolicy?.LaunchTemplate ?? {};
    const LaunchTemplateId = LaunchTemplateSpecification?.LaunchTemplateId;
    const LaunchTemplateData = { ImageId: 'ami-12c6146b', InstanceType: FIRST, UserData: 'ZWNobyAy' };
    await clients.ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
    const LaunchTemplate = { LaunchTemplateId, Version: '2' };
    await clients.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate }));
    await want(1);

    await expect(launched()).resolves.toEqual([FIRST, FIRST]);
    const { LaunchTemplateVersions = [] } = await clients.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }),
    );
    expect(LaunchTemplateVersions.map((version) => version.LaunchTemplateData?.UserData)).toEqual([
      undefined,
      'ZWNobyAy',
    ]);
  });

  test('need an image with an id', async () => {
    await expect(create('resolve:ssm:/aws/service/image')).rejects.toThrow(
      'Invalid id: "resolve:ssm:/aws/service/image" (expecting "ami-...")',
    );
  });
}
