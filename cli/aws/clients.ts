import { createRequire } from 'node:module';

import type * as autoScaling from '@aws-sdk/client-auto-scaling';
import type * as backup from '@aws-sdk/client-backup';
import type * as cloudWatch from '@aws-sdk/client-cloudwatch';
import type * as cloudWatchLogs from '@aws-sdk/client-cloudwatch-logs';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as efs from '@aws-sdk/client-efs';
import type * as eventBridge from '@aws-sdk/client-eventbridge';
import type * as lambda from '@aws-sdk/client-lambda';
import type * as route53 from '@aws-sdk/client-route-53';
import type * as secretsManager from '@aws-sdk/client-secrets-manager';
import type * as ssm from '@aws-sdk/client-ssm';
import type * as sns from '@aws-sdk/client-sns';

/** The packages of AWS's SDK, by the ends of their names. */
interface Packages {
  readonly 'auto-scaling': typeof autoScaling;
  readonly backup: typeof backup;
  readonly cloudwatch: typeof cloudWatch;
  readonly 'cloudwatch-logs': typeof cloudWatchLogs;
  readonly ec2: typeof ec2;
  readonly ecs: typeof ecs;
  readonly efs: typeof efs;
  readonly eventbridge: typeof eventBridge;
  readonly lambda: typeof lambda;
  readonly 'route-53': typeof route53;
  readonly 'secrets-manager': typeof secretsManager;
  readonly ssm: typeof ssm;
  readonly sns: typeof sns;
}

const load = createRequire(__filename);

/**
 * A client for each service that commands use, in one Region. A package is loaded on first use: EC2's alone takes half a
 * second.
 */
export class AwsClients {
  private readonly made = new Map<keyof Packages, unknown>();

  /** @param region e.g. `eu-central-1` */
  constructor(private readonly region: string) {}

  get autoScaling(): autoScaling.AutoScalingClient {
    return this.client('auto-scaling', ({ AutoScalingClient }) => new AutoScalingClient({ region: this.region }));
  }

  get backup(): backup.BackupClient {
    return this.client('backup', ({ BackupClient }) => new BackupClient({ region: this.region }));
  }

  get cloudWatch(): cloudWatch.CloudWatchClient {
    return this.client('cloudwatch', ({ CloudWatchClient }) => new CloudWatchClient({ region: this.region }));
  }

  get cloudWatchLogs(): cloudWatchLogs.CloudWatchLogsClient {
    return this.client(
      'cloudwatch-logs',
      ({ CloudWatchLogsClient }) => new CloudWatchLogsClient({ region: this.region }),
    );
  }

  get ec2(): ec2.EC2Client {
    return this.client('ec2', ({ EC2Client }) => new EC2Client({ region: this.region }));
  }

  get ecs(): ecs.ECSClient {
    return this.client('ecs', ({ ECSClient }) => new ECSClient({ region: this.region }));
  }

  get efs(): efs.EFSClient {
    return this.client('efs', ({ EFSClient }) => new EFSClient({ region: this.region }));
  }

  get eventBridge(): eventBridge.EventBridgeClient {
    return this.client('eventbridge', ({ EventBridgeClient }) => new EventBridgeClient({ region: this.region }));
  }

  get lambda(): lambda.LambdaClient {
    return this.client('lambda', ({ LambdaClient }) => new LambdaClient({ region: this.region }));
  }

  get route53(): route53.Route53Client {
    return this.client('route-53', ({ Route53Client }) => new Route53Client({ region: this.region }));
  }

  get secretsManager(): secretsManager.SecretsManagerClient {
    return this.client(
      'secrets-manager',
      ({ SecretsManagerClient }) => new SecretsManagerClient({ region: this.region }),
    );
  }

  get sns(): sns.SNSClient {
    return this.client('sns', ({ SNSClient }) => new SNSClient({ region: this.region }));
  }

  get ssm(): ssm.SSMClient {
    return this.client('ssm', ({ SSMClient }) => new SSMClient({ region: this.region }));
  }

  private client<P extends keyof Packages, C>(name: P, make: (sdk: Packages[P]) => C): C {
    // casts: require has no types, and the map knows no more than that each name has its own
    if (!this.made.has(name)) this.made.set(name, make(load(`@aws-sdk/client-${name}`) as Packages[P]));
    return this.made.get(name) as C;
  }
}

/**
 * Clients for any Region, the same ones for each call.
 *
 * @param known by Region, e.g. those that a command has already
 */
export function clientsByRegion(known: ReadonlyMap<string, AwsClients> = new Map()): (region: string) => AwsClients {
  const made = new Map(known);
  return (region) => {
    const clients = made.get(region) ?? new AwsClients(region);
    made.set(region, clients);
    return clients;
  };
}
