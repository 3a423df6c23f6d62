import {
  CompleteLifecycleActionCommand,
  DeleteLifecycleHookCommand,
  ExecutePolicyCommand,
  PutLifecycleHookCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs';
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';

import { findGroup } from '../../cli/leaf/group';
import { type Names } from '../../modules/aws/naming';
import { DRAINING_HOOK_NAME } from '../../lambdas/asg-state-change-hook/aws/watched-group';
import { AutoScalingGroup } from '../../lambdas/shared/auto-scaling-group';
import { type Clients } from '../emulator/clients';
import { type EventBus } from './event-bus';
import { failedStartEvent, groupEvent, type GroupEventKind, instanceEvent, taskEvent } from './events';
import { startContainer, stopContainers } from './start-container';

/** An instance of a group. */
export interface Host {
  readonly id: string;
  readonly address: string;
}

/** A deployed leaf: its state in AWS, and what AWS does with it by itself. */
export class DeployedLeaf {
  constructor(
    private readonly clients: Clients,
    private readonly bus: EventBus,
    readonly names: Names,
  ) {}

  /** The group's desired capacity; 0 where the leaf is asleep. Undefined where there is no group. */
  async desired(): Promise<number | undefined> {
    return (await this.group())?.DesiredCapacity;
  }

  /** Its instances in service. */
  async hosts(): Promise<Host[]> {
    return this.hostsIn('InService');
  }

  /** Its instances that are launched, and wait for `finishLaunch`. */
  async coming(): Promise<Host[]> {
    return this.hostsIn('Pending:Wait');
  }

  private async hostsIn(state: string): Promise<Host[]> {
    const ids = (await this.instances(state)).map(({ InstanceId = '' }) => InstanceId);
    if (ids.length === 0) return [];
    const { Reservations = [] } = await this.clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }));
    return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, PublicIpAddress }) => ({
      id: String(InstanceId),
      address: String(PublicIpAddress),
    }));
  }

  /** The group's only instance in service. */
  async host(): Promise<Host> {
    const hosts = await this.hosts();
    if (hosts.length !== 1)
      throw new Error(`${this.names.autoScalingGroup} has ${hosts.length} instances in service, not one`);
    return hosts[0]!;
  }

  /** Ids of instances that are scaled in, and wait until their containers have saved. */
  async draining(): Promise<string[]> {
    return (await this.instances('Terminating:Wait')).map(({ InstanceId = '' }) => InstanceId);
  }

  /** The address in the host name's A record. Undefined where there is no record. */
  async record(hostedZoneId: string, hostName: string): Promise<string | undefined> {
    const { ResourceRecordSets = [] } = await this.clients.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId }),
    );
    return ResourceRecordSets.find(({ Name, Type }) => Name === `${hostName}.` && Type === 'A')?.ResourceRecords?.[0]
      ?.Value;
  }

  /** Auto Scaling sends an event about an instance. Returns the names of the rules that match. */
  async sendGroupEvent(kind: GroupEventKind, instanceId: string): Promise<string[]> {
    return this.bus.deliver(groupEvent(kind, this.names.autoScalingGroup, instanceId));
  }

  /** EC2 sends an event about an instance, as it does of each in the account. Returns the names of the rules that match. */
  async sendInstanceEvent(instanceId: string, state: 'pending' | 'running' | 'shutting-down'): Promise<string[]> {
    return this.bus.deliver(instanceEvent(instanceId, state));
  }

  /** Deletes what its group notes, by the keys in lambdas/shared/told-tags.ts: as if its time were over. */
  async forget(...notes: readonly string[]): Promise<void> {
    await new AutoScalingGroup(this.clients.autoScaling, this.names.autoScalingGroup).forget(notes);
  }

  /** The ECS agent starts on the instance, and the service starts its task there. */
  async startContainer(instanceId: string): Promise<void> {
    await startContainer(this.clients, this.names, instanceId);
  }

  /** ECS stops the container, as it does while its instance is drained. */
  async stopContainer(): Promise<void> {
    await stopContainers(this.clients, this.names);
  }

  /** ECS sends the event that the task runs. Returns the names of the rules that match. */
  async sendTaskRunning(): Promise<string[]> {
    return this.bus.deliver(taskEvent({ clusterArn: await this.clusterArn(), lastStatus: 'RUNNING' }));
  }

  /** ECS sends the event that the container ended by itself. Returns the names of the rules that match. */
  async sendTaskStopped(exitCode: number): Promise<string[]> {
    return this.bus.deliver(taskEvent({ clusterArn: await this.clusterArn(), lastStatus: 'STOPPED', exitCode }));
  }

  /** ECS sends the event that a task could not start on the instance. Returns the names of the rules that match. */
  async sendTaskFailedToStart(instanceId: string, taskId: string, reason: string): Promise<string[]> {
    const containerInstanceArn = await this.hostArn(instanceId);
    return this.bus.deliver(
      failedStartEvent({
        clusterArn: await this.clusterArn(),
        taskId,
        reason,
        ...(containerInstanceArn !== undefined && { containerInstanceArn }),
      }),
    );
  }

  /**
   * The alarm Container Activity goes off, as it does when nobody is connected, and runs its actions if they are enabled.
   *
   * @returns names of the scaling policies that were run
   */
  async alarmOnNoConnections(): Promise<string[]> {
    const { MetricAlarms: [alarm] = [] } = await this.clients.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [this.names.containerActivityAlarm] }),
    );
    if (alarm === undefined) throw new Error(`there is no alarm ${this.names.containerActivityAlarm}`);
    const actions = alarm.ActionsEnabled === true ? (alarm.AlarmActions ?? []) : [];
    return Promise.all(actions.map((arn) => this.runPolicy(arn, alarm.Threshold)));
  }

  private async runPolicy(arn: string, threshold: number | undefined): Promise<string> {
    const [, name] = /^arn:aws:autoscaling:.*:policyName\/(.+)$/.exec(arn) ?? [];
    if (name === undefined) throw new Error(`the tests know only scaling policies as an alarm's action, not ${arn}`);
    await this.clients.autoScaling.send(
      new ExecutePolicyCommand({ PolicyName: arn, MetricValue: 0, BreachThreshold: threshold }),
    );
    return name;
  }

  /** Auto Scaling launches slowly: from now on an instance is not in service before `finishLaunch`. */
  async delayLaunch(): Promise<void> {
    await this.clients.autoScaling.send(
      new PutLifecycleHookCommand({ ...this.launchHook, LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' }),
    );
  }

  /** The instance is in service. Later instances do not wait. */
  async finishLaunch(instanceId: string): Promise<void> {
    const { autoScaling } = this.clients;
    await autoScaling.send(
      new CompleteLifecycleActionCommand({
        ...this.launchHook,
        InstanceId: instanceId,
        LifecycleActionResult: 'CONTINUE',
      }),
    );
    await autoScaling.send(new DeleteLifecycleHookCommand(this.launchHook));
  }

  private get launchHook() {
    return { AutoScalingGroupName: this.names.autoScalingGroup, LifecycleHookName: 'slow-launch' };
  }

  /** ECS drains slowly: from now on an instance that is scaled in waits for `finishDraining`. */
  async delayDraining(): Promise<void> {
    await this.clients.autoScaling.send(
      new PutLifecycleHookCommand({
        ...this.drainingHook,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      }),
    );
  }

  /** ECS has drained the instance. Later instances do not wait. */
  async finishDraining(instanceId: string): Promise<void> {
    const { autoScaling } = this.clients;
    await autoScaling.send(
      new CompleteLifecycleActionCommand({
        ...this.drainingHook,
        InstanceId: instanceId,
        LifecycleActionResult: 'CONTINUE',
      }),
    );
    await autoScaling.send(new DeleteLifecycleHookCommand(this.drainingHook));
  }

  private get drainingHook() {
    return { AutoScalingGroupName: this.names.autoScalingGroup, LifecycleHookName: DRAINING_HOOK_NAME };
  }

  private async instances(state: string) {
    return ((await this.group())?.Instances ?? []).filter(({ LifecycleState }) => LifecycleState === state);
  }

  private async group() {
    return findGroup(this.clients.autoScaling, this.names.autoScalingGroup);
  }

  private async hostArn(instanceId: string): Promise<string | undefined> {
    const { ecs } = this.clients;
    const { cluster } = this.names;
    const { containerInstanceArns: arns = [] } = await ecs.send(new ListContainerInstancesCommand({ cluster }));
    if (arns.length === 0) return undefined;
    const { containerInstances = [] } = await ecs.send(
      new DescribeContainerInstancesCommand({ cluster, containerInstances: arns }),
    );
    return containerInstances.find(({ ec2InstanceId }) => ec2InstanceId === instanceId)?.containerInstanceArn;
  }

  private async clusterArn(): Promise<string> {
    const { clusters = [] } = await this.clients.ecs.send(
      new DescribeClustersCommand({ clusters: [this.names.cluster] }),
    );
    return String(clusters[0]?.clusterArn);
  }
}
