import { ExecutePolicyCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';

import { findGroup } from '../../cli/leaf/group';
import { type LeafNames } from '../../cli/lib/leaf-names';
import { type Clients } from './clients';
import { type EventBus } from './event-bus';
import { groupEvent, taskEvent } from './events';
import { startContainer } from './start-container';

/** An instance of a group. */
export interface Host {
  readonly id: string;
  readonly address: string;
}

/** A deployed leaf: what it looks like in AWS, and what happens to it there. */
export class DeployedLeaf {
  constructor(
    private readonly clients: Clients,
    private readonly bus: EventBus,
    readonly names: LeafNames,
  ) {}

  /** 0: asleep. Undefined where there is no such group. */
  async desired(): Promise<number | undefined> {
    return (await this.group())?.DesiredCapacity;
  }

  async hosts(): Promise<Host[]> {
    const ids = ((await this.group())?.Instances ?? []).map(({ InstanceId = '' }) => InstanceId);
    if (ids.length === 0) return [];
    const { Reservations = [] } = await this.clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }));
    return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, PublicIpAddress }) => ({
      id: String(InstanceId),
      address: String(PublicIpAddress),
    }));
  }

  /** The group's only instance. */
  async host(): Promise<Host> {
    const hosts = await this.hosts();
    if (hosts.length !== 1) throw new Error(`${this.names.autoScalingGroup} has ${hosts.length} instances, not one`);
    return hosts[0]!;
  }

  /** What players get who ask for the name. Undefined where there is no record. */
  async record(hostedZoneId: string, hostName: string): Promise<string | undefined> {
    const { ResourceRecordSets = [] } = await this.clients.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId }),
    );
    return ResourceRecordSets.find(({ Name, Type }) => Name === `${hostName}.` && Type === 'A')?.ResourceRecords?.[0]
      ?.Value;
  }

  /** Auto Scaling tells of a launch or a termination. */
  async groupTells(kind: 'Launch' | 'Terminate', instanceId: string): Promise<string[]> {
    return this.bus.deliver(groupEvent(kind, this.names.autoScalingGroup, instanceId));
  }

  /** The ECS agent comes up on the instance, and the service puts its task there. */
  async containerStarts(instanceId: string): Promise<void> {
    await startContainer(this.clients, this.names, instanceId);
  }

  /** ECS tells that the task runs. */
  async taskRuns(): Promise<string[]> {
    return this.bus.deliver(taskEvent({ clusterArn: await this.clusterArn(), lastStatus: 'RUNNING' }));
  }

  /** ECS tells that the container ended by itself. */
  async containerEnds(exitCode: number): Promise<string[]> {
    return this.bus.deliver(taskEvent({ clusterArn: await this.clusterArn(), lastStatus: 'STOPPED', exitCode }));
  }

  /** CloudWatch finds nobody connected, and does what the alarm says: its one action is a scaling policy. */
  async nobodyIsConnected(): Promise<void> {
    const { MetricAlarms = [] } = await this.clients.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [this.names.containerActivityAlarm] }),
    );
    const [{ AlarmActions: actions = [], Threshold: threshold } = {}] = MetricAlarms;
    const [, policy] = /:autoScalingGroupName\/[^:]+:policyName\/(.+)$/.exec(actions.join()) ?? [];
    if (policy === undefined)
      throw new Error(`${this.names.containerActivityAlarm} does ${actions.join() || 'nothing'}`);
    await this.clients.autoScaling.send(
      new ExecutePolicyCommand({
        AutoScalingGroupName: this.names.autoScalingGroup,
        PolicyName: policy,
        MetricValue: 0,
        BreachThreshold: threshold,
      }),
    );
  }

  private async group() {
    return findGroup(this.clients.autoScaling, this.names.autoScalingGroup);
  }

  private async clusterArn(): Promise<string> {
    const { clusters = [] } = await this.clients.ecs.send(
      new DescribeClustersCommand({ clusters: [this.names.cluster] }),
    );
    return String(clusters[0]?.clusterArn);
  }
}
