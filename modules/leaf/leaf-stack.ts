import { Lazy, type TerraformStack } from 'cdktf';
import { type Construct } from 'constructs';

import { READY_WHEN_TAG, type ReadyWhen } from '../../lambdas/shared/ready-when';
import { TOLD_TAG_PREFIX } from '../../lambdas/shared/told-tags';
import { wakeRulesTag } from '../../lambdas/shared/wake-rules';
import { HOST_NAME_TAG } from '../../lambdas/start-system/contract';
import { AlertTopic } from '../aws/alert-topic';
import { AwsStack } from '../aws/aws-stack';
import { InstanceType } from '../aws/instance-type';
import { Names } from '../aws/naming';
import { newOutput } from '../aws/new-output';
import { type MountedVolume, type Zone } from '../aws/storage-types';
import { LEAF_TAG, PROJECT_TAG } from '../aws/tags';
import { hostNameOf, portText } from '../config/leaf-address';
import { type BaseConfig, type LeafConfig } from '../config/types';
import { AsgStateChangeHook } from './asg-state-change-hook';
import { hookPrices } from './asg-state-change-hook/prices';
import { Container } from './container';
import { Dashboard } from './dashboard';
import { EcsAsg } from './ecs-asg';
import { FunctionFailures } from './function-failures';
import { Outputs } from './outputs';
import { PageDetails } from './page-details';
import { PlayerQuery } from './player-query';
import { SecurityGroups } from './security-groups';
import { Volumes } from './volumes';
import { backupHour } from './volumes/backup-hour';
import { Watchdog } from './watchdog';

export interface LeafStackProps {
  /** The stack whose outputs the leaf reads, through its remote state. */
  readonly baseStack: TerraformStack;
  readonly base: BaseConfig;
  readonly leaf: LeafConfig;
}

/** The stack of one container: the only place where the modules of a leaf meet. */
export class LeafStack extends AwsStack {
  constructor(scope: Construct, { baseStack, base, leaf }: LeafStackProps) {
    const tags = { [PROJECT_TAG]: base.name, [LEAF_TAG]: leaf.id };
    super(scope, leaf.stackName, {
      region: base.region,
      project: base.name,
      tags,
      // written by the state change hook
      foreignTagPrefixes: [TOLD_TAG_PREFIX],
      ...(base.state && { state: base.state }),
    });
    this.addDependency(baseStack);
    const outputs = this.registerIncomingCrossStackReference(baseStack);
    const output = (name: string) => outputs.getString(name);
    const zones = zonesOf(base.vpc.maxAZs, output);
    const names = new Names(base.name, leaf.stackName);
    const here = { names, region: base.region, accountId: this.accountId, partition: this.partition };
    const domain = base.domain && {
      hostName: hostNameOf(leaf.id, base.domain),
      hostedZoneId: base.domain.hostedZoneId,
    };

    const wakesByDns = leaf.wake.byDns;
    const readyWhen: ReadyWhen = leaf.query ? 'answers' : leaf.container.healthCheck ? 'healthy' : 'runs';

    const { hoursPerMonth } = leaf.limit;

    const instanceType = new InstanceType(this, 'InstanceType', {
      instanceType: leaf.instanceType,
      zones: zones.map(({ name }) => name),
    });
    const securityGroups = new SecurityGroups(this, 'SecurityGroups', {
      names,
      vpcId: output('vpc_id'),
      ports: leaf.container.ports,
      ...(leaf.container.allowedCidrs && { allowedCidrs: leaf.container.allowedCidrs }),
      sshAllowedCidrs: base.ssh?.allowedCidrs ?? [],
      hasFileSystems: leaf.volumes.length > 0,
    });
    const { fileSystemSecurityGroupId } = securityGroups;
    const volumes: readonly MountedVolume[] =
      fileSystemSecurityGroupId === undefined
        ? []
        : new Volumes(this, 'Volumes', {
            ...here,
            volumes: leaf.volumes,
            zones,
            securityGroupId: fileSystemSecurityGroupId,
            backupVaultName: output('backup_vault_name'),
            backupVaultArn: output('backup_vault_arn'),
            backupHour: base.backup.hour ?? backupHour(base.region),
            // the policies name the roles, which Terraform makes first: a reference forward, but not in a circle
            taskRoleArn: Lazy.stringValue({ produce: () => container.taskRoleArn }),
            instanceRoleArn: Lazy.stringValue({ produce: () => ecsAsg.instanceRoleArn }),
          }).volumes;
    const container = new Container(this, 'Container', {
      ...here,
      container: leaf.container,
      memoryMiB: instanceType.memoryMiB,
      volumes,
    });
    const ecsAsg = new EcsAsg(this, 'EcsAsg', {
      ...here,
      subnetIds: zones.map((zone) => zone.subnetId),
      securityGroupId: securityGroups.instanceSecurityGroupId,
      networkDependables: securityGroups.instanceDependables,
      instanceType: leaf.instanceType,
      isArm64: instanceType.isArm64,
      ...(leaf.cpuCredits !== undefined && { cpuCredits: leaf.cpuCredits }),
      volumes,
      taskDefinitionArn: container.taskDefinitionArn,
      stopTimeoutSeconds: leaf.container.stopTimeoutSeconds,
      ports: leaf.container.ports,
      noNewPrivileges: leaf.container.noNewPrivileges,
      startupGraceMinutes: leaf.watchdog.startupGraceMinutes,
      ...(base.ssh && { keyName: output('ssh_key_name') }),
      tags: {
        ...tags,
        ...(domain && { [HOST_NAME_TAG]: domain.hostName }),
      },
      groupTags: {
        ...(readyWhen !== 'runs' && { [READY_WHEN_TAG]: readyWhen }),
        ...wakeRulesTag({ byDns: wakesByDns, hoursPerMonth }),
      },
    });
    if (base.startPage.enabled) {
      new PageDetails(this, 'PageDetails', {
        project: base.name,
        leafId: leaf.id,
        details: {
          ports: leaf.container.ports.map(portText),
          ...(domain && { hostName: domain.hostName }),
          ...(leaf.startPage.note !== undefined && { note: leaf.startPage.note }),
          ...(leaf.query?.countsPlayers === true && { playerQueryFunction: names.playerQueryFunction }),
          ...(base.discord && leaf.discord.roles.length > 0 && { stopRoles: leaf.discord.roles }),
        },
      });
    }
    const fileSystemIds = Object.fromEntries(volumes.map(({ id, fileSystemId }) => [id, fileSystemId]));
    const alerts = new AlertTopic(this, 'Alerts', { names, accountId: this.accountId, emails: leaf.alertEmails });
    const watchdog = new Watchdog(this, 'Watchdog', {
      ...here,
      leafId: leaf.id,
      autoScalingGroupName: ecsAsg.autoScalingGroupName,
      autoScalingGroupArn: ecsAsg.autoScalingGroupArn,
      clusterArn: ecsAsg.clusterArn,
      containerLogGroupName: container.logGroupName,
      fileSystemIds,
      watchdog: leaf.watchdog,
      alerts: leaf.alerts,
      asksGame: leaf.query !== undefined,
      wakesByDns,
      baseTopicArn: output('alert_topic_arn'),
      leafTopicArn: alerts.topicArn,
    });
    const hook = new AsgStateChangeHook(this, 'AsgStateChangeHook', {
      ...here,
      leafId: leaf.id,
      autoScalingGroupName: ecsAsg.autoScalingGroupName,
      autoScalingGroupArn: ecsAsg.autoScalingGroupArn,
      clusterArn: ecsAsg.clusterArn,
      ports: leaf.container.ports,
      stopTimeoutSeconds: leaf.container.stopTimeoutSeconds,
      ...(domain && { domain }),
      ...(leaf.query && {
        query: {
          ruleName: names.playerQueryRule,
          loadingMinutes: leaf.query.loadingMinutes,
          containerLogGroupName: container.logGroupName,
        },
      }),
      readyWhen,
      wakesByDns,
      ...(base.startPage.enabled && { startPageUrl: newOutput(output, 'start_page_url') }),
      prices: hookPrices(base.region, [leaf.instanceType]),
      fileSystems: volumes,
      baseTopicArn: output('alert_topic_arn'),
      leafTopicArn: alerts.topicArn,
      leftUpAlarmName: names.instanceLeftUpAlarm,
    });
    const playerQuery =
      leaf.query &&
      new PlayerQuery(this, 'PlayerQuery', {
        ...here,
        leafId: leaf.id,
        query: leaf.query,
        autoScalingGroupName: ecsAsg.autoScalingGroupName,
        autoScalingGroupArn: ecsAsg.autoScalingGroupArn,
        clusterName: ecsAsg.clusterName,
        serviceName: ecsAsg.serviceName,
        hookFunctionName: hook.functionName,
        hookFunctionArn: hook.functionArn,
      });
    new FunctionFailures(this, 'FunctionFailures', {
      names,
      leafId: leaf.id,
      region: base.region,
      hookFunctionName: hook.functionName,
      breakCrashLoopFunctionName: watchdog.breakCrashLoopFunctionName,
      ...(playerQuery && { playerQueryFunctionName: playerQuery.functionName }),
      baseTopicArn: output('alert_topic_arn'),
    });
    const dashboard =
      leaf.dashboard.enabled &&
      new Dashboard(this, 'Dashboard', {
        ...here,
        ...leaf.dashboard,
        autoScalingGroupName: ecsAsg.autoScalingGroupName,
        clusterName: ecsAsg.clusterName,
        serviceName: ecsAsg.serviceName,
        fileSystemIds,
        containerActivity: { metric: watchdog.containerActivityMetric, threshold: leaf.watchdog.threshold },
        asksGame: leaf.query !== undefined,
        alarmArns: {
          'Container Activity': watchdog.containerActivityAlarm.alarmArn,
          'Instance Left Up': watchdog.instanceLeftUpAlarm.alarmArn,
          'Break Crash Loop': watchdog.breakCrashLoopAlarm.alarmArn,
        },
        functionNames: {
          'break crash loop': watchdog.breakCrashLoopFunctionName,
          'state change hook': hook.functionName,
        },
        containerLogGroupName: container.logGroupName,
        ...(domain && {
          dnsQueries: { hostName: domain.hostName, logGroupName: output('dns_query_log_group') },
        }),
      });
    new Outputs(this, 'Outputs', {
      region: base.region,
      leafId: leaf.id,
      ...(domain && { hostName: domain.hostName }),
      ports: leaf.container.ports,
      autoScalingGroupName: ecsAsg.autoScalingGroupName,
      containerLogGroupName: container.logGroupName,
      ...(dashboard && { dashboardName: dashboard.dashboardName }),
      ssh: base.ssh !== undefined,
    });
  }
}

function zonesOf(maxAzs: number, output: (name: string) => string): Zone[] {
  return Array.from({ length: maxAzs }, (_, index) => {
    const key = String(index + 1);
    return { key, name: output(`availability_zone_${key}`), subnetId: output(`subnet_id_${key}`) };
  });
}
