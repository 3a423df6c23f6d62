import { DescribeAutoScalingGroupsCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';

import { type DeploymentReport } from '../cli/deployment/report';
import { WOKEN_BY_NOTE } from '../lambdas/shared/told-tags';
import { type Mail, Mailbox } from './deployed/mailbox';
import { DOMAIN, PROJECT, ProjectInEmulator, REGION } from './deployed/project-in-emulator';
import { topicArn } from './deployed/topic';
import { shell } from './evening/shell';
import { steps } from './evening/steps';
import { assertSucceeded, type CmRun } from './project-copy/cm-run';

const [FIRST, SECOND, THIRD] = ['m5.large', 'm5a.large', 'm4.large'];
const ZONE = `${REGION}a`;

const leafYaml = (...fallbacks: readonly string[]) =>
  [
    `Ec2: { InstanceType: ${FIRST}${fallbacks.length === 0 ? '' : `, FallbackInstanceTypes: [${fallbacks.join(', ')}]`} }`,
    "Container: { Image: 'example/game:1', Ports: [TCP: 25565] }",
    'Watchdog: { Threshold: 100 }',
    '',
  ].join('\n');

/** A leaf whose instance AWS does not always have. */
class ScarceTypes {
  private players: Mailbox | undefined;

  private constructor(readonly system: ProjectInEmulator) {}

  static async begin(): Promise<ScarceTypes> {
    const system = await ProjectInEmulator.start();
    system.copy.write(
      'config/base.yaml',
      `Region: ${REGION}\nDomain: { Name: ${DOMAIN}, HostedZoneId: ${system.hostedZoneId} }\nVpc: { MaxAZs: 1, AvailabilityZones: [${ZONE}] }\nAlertSubscription: { Email: admin@example.com }\n`,
    );
    system.copy.write('config/leaves/minecraft.yaml', leafYaml());
    return new ScarceTypes(system);
  }

  get leaf() {
    return this.system.leaf('minecraft');
  }

  /** With these fallbacks, after the deployment of base. */
  async deploy(...fallbacks: readonly string[]): Promise<CmRun> {
    this.system.copy.write('config/leaves/minecraft.yaml', leafYaml(...fallbacks));
    return this.system.copy.cm(['deploy', 'minecraft', '--yes', '--json']);
  }

  /** Terraform's plan of the leaf as it was last deployed, with the permissions of the role that plans. */
  async plan(): Promise<string> {
    const plan = 'terraform -chdir=cdktf.out/stacks/minecraft plan -input=false -no-color';
    return shell(this.system, plan, { asPlanner: true });
  }

  async subscribe(): Promise<void> {
    this.players = await Mailbox.open(this.system.clients, 'players');
    await this.players.subscribe(await topicArn(this.system.clients.sns, `${PROJECT}-minecraft-`));
  }

  /** The players' e-mails since the last time. */
  async mails(): Promise<Mail[]> {
    return this.players!.empty();
  }

  async group() {
    const { AutoScalingGroups: [group] = [] } = await this.system.clients.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.leaf.names.autoScalingGroup] }),
    );
    return group!;
  }

  async image(): Promise<string | undefined> {
    const { LaunchTemplateVersions: [newest] = [] } = await this.system.clients.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateName: `${PROJECT}-minecraft-host`,
        Versions: ['$Latest'],
      }),
    );
    return newest?.LaunchTemplateData?.ImageId;
  }

  async wake(): Promise<void> {
    await this.system.logQueries([{ name: `minecraft.${DOMAIN}` }]);
  }

  /** As a person does it in the console: DNS waits for minutes after a launch that failed. */
  async turnOn(): Promise<void> {
    const { autoScalingGroup: AutoScalingGroupName } = this.leaf.names;
    await this.system.clients.autoScaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 1 }),
    );
  }

  async schedule(): Promise<void> {
    await this.system.bus.tick(`${PROJECT}-minecraft-`);
  }
}

/** Addresses of the leaf's resources that a deployment changed, each with what it did. */
function changed(run: CmRun): string[] {
  assertSucceeded(run);
  return (JSON.parse(run.stdout) as DeploymentReport).stacks.flatMap(({ changes }) =>
    changes.map(({ address, action }) => `${action} ${address.replace(/_[0-9A-F]{8}$/, '')}`),
  );
}

describe('Fallback types: the second type, no type at all, a type that is not offered', () => {
  let subject: ScarceTypes | undefined;

  beforeAll(async () => {
    subject = await ScarceTypes.begin();
  });
  afterAll(() => subject?.system.stop());

  const step = steps(() => subject!);

  step(
    'deploy creates a leaf with one type',
    async (one) => {
      assertSucceeded(await one.system.copy.cm(['bootstrap']));
      assertSucceeded(await one.system.copy.cm(['deploy', '--yes']));
      await one.subscribe();

      expect((await one.group()).MixedInstancesPolicy).toBeUndefined();
      await expect(one.image()).resolves.toMatch(/^resolve:ssm:/);
    },
    6,
  );

  step(
    'the key changes the group, its template, the dashboard and the function in place, and the next deploy changes nothing',
    async (one) => {
      expect(changed(await one.deploy(SECOND, THIRD)).sort()).toEqual([
        'update aws_autoscaling_group.EcsAsg_AutoScalingGroup',
        'update aws_cloudwatch_dashboard.Dashboard',
        'update aws_lambda_function.AsgStateChangeHook_Function',
        'update aws_launch_template.EcsAsg_HostTemplate',
      ]);

      const { LaunchTemplate, MixedInstancesPolicy } = await one.group();
      expect(LaunchTemplate).toBeUndefined();
      expect(MixedInstancesPolicy).toMatchObject({
        InstancesDistribution: {
          OnDemandAllocationStrategy: 'prioritized',
          OnDemandBaseCapacity: 1,
          OnDemandPercentageAboveBaseCapacity: 100,
        },
        LaunchTemplate: { Overrides: [{ InstanceType: FIRST }, { InstanceType: SECOND }, { InstanceType: THIRD }] },
      });
      await expect(one.image()).resolves.toMatch(/^ami-[0-9a-f]+$/);
      await expect(one.plan()).resolves.toContain('No changes.');
    },
    6,
  );

  step(
    'when AWS has none of the first, a query wakes it on the second, and people read which',
    async (one) => {
      const { copy, emulator } = one.system;
      const refill = emulator.withoutCapacity([FIRST]);
      await one.wake();
      const { id } = await one.leaf.host();
      await one.leaf.sendGroupEvent('launched', id);
      await one.leaf.startContainer(id);
      await one.leaf.sendTaskRunning();
      refill();

      const [ready, ...others] = await one.mails();
      expect(others).toEqual([]);
      expect(ready?.subject).toBe('minecraft is ready');
      expect(ready?.text).toContain(`Instance: ${id} (${SECOND})`);
      const { stdout } = await copy.cm(['status', 'minecraft', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ leaves: [{ phase: 'ready', instanceType: SECOND }] });
      expect((await copy.cm(['status', 'minecraft'])).stdout).toContain(`on ${SECOND}`);
    },
    2,
  );

  step(
    'when it sleeps again, they read what that type cost',
    async (one) => {
      const { id } = await one.leaf.host();
      // before the launches that fail
      one.system.emulator.launchedAt(id, new Date(Date.now() - 3_600_000));
      assertSucceeded(await one.system.copy.cm(['sleep', 'minecraft']));
      await one.leaf.sendGroupEvent('terminated', id);

      const [stopped, ...others] = await one.mails();
      expect(others).toEqual([]);
      expect(stopped?.subject).toBe('minecraft stopped');
      expect(stopped?.text).toMatch(/^It ran on m5a[.]large, for about \d[.]\d\d [$]/m);
    },
    2,
  );

  step(
    'when AWS has none of any type, it goes back to sleep, and they read what was tried',
    async (one) => {
      const refill = one.system.emulator.withoutCapacity([FIRST, SECOND, THIRD]);
      await one.wake();
      await expect(one.leaf.desired()).resolves.toBe(1);
      await expect(one.leaf.hosts()).resolves.toEqual([]);
      one.system.emulator.failedLaunchesAt(new Date(Date.now() - 130_000));
      // it was woken after the time that the launches have now
      await one.leaf.forget(WOKEN_BY_NOTE);
      await one.schedule();
      refill();

      await expect(one.leaf.desired()).resolves.toBe(0);
      const [failed, ...others] = await one.mails();
      expect(others).toEqual([]);
      expect(failed?.subject).toBe('minecraft could not start');
      expect(failed?.text).toContain(
        `AWS says: Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient ${FIRST} capacity in the Availability Zone you requested (${ZONE}).`,
      );
      expect(failed?.text).toContain(
        `The leaf may run on ${FIRST}, ${SECOND}, ${THIRD}, in this order, and AWS has no capacity for it at the moment.`,
      );
    },
    2,
  );

  step('a plan fails for a type that the zone does not offer, and names both', async (one) => {
    const offer = one.system.emulator.withoutOffer(THIRD, ZONE);
    const failure = await one.plan().catch(String);
    offer();

    // Terraform breaks its lines
    expect(failure.replace(/\s*\n[\s│]*/g, ' ')).toContain(
      `${THIRD} is not offered in ${ZONE}, where base's network is, but in`,
    );
  });

  step(
    'without the key the group launches the first type from the current AMI again',
    async (one) => {
      expect(changed(await one.deploy()).sort()).toEqual([
        'update aws_autoscaling_group.EcsAsg_AutoScalingGroup',
        'update aws_cloudwatch_dashboard.Dashboard',
        'update aws_lambda_function.AsgStateChangeHook_Function',
        'update aws_launch_template.EcsAsg_HostTemplate',
      ]);
      expect((await one.group()).MixedInstancesPolicy).toBeUndefined();
      await expect(one.image()).resolves.toMatch(/^resolve:ssm:/);
      await expect(one.plan()).resolves.toContain('No changes.');
    },
    6,
  );

  step(
    'of one type alone, the e-mail points to the key',
    async (one) => {
      await one.leaf.forget('repeats');
      const refill = one.system.emulator.withoutCapacity([FIRST]);
      await one.turnOn();
      await one.schedule();
      refill();

      const [failed] = await one.mails();
      expect(failed?.subject).toBe('minecraft could not start');
      expect(failed?.text).toContain('Ec2.FallbackInstanceTypes names types that AWS then takes instead');
    },
    2,
  );
});
