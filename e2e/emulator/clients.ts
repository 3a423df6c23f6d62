import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EFSClient } from '@aws-sdk/client-efs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

export type Clients = ReturnType<typeof clientsOf>;

/** The clients of a region. */
export type ClientsIn = (region: string) => Clients;

/** Of nobody whose calls are judged. */
const CREDENTIALS = { accessKeyId: 'emulator', secretAccessKey: 'emulator' };

/**
 * Clients that reach only the emulator.
 *
 * @param endpoint the emulator's, e.g. `http://127.0.0.1:40123`
 */
export function clientsOf(endpoint: string, region: string, credentials = CREDENTIALS) {
  const settings = { endpoint, region, credentials };
  return {
    autoScaling: new AutoScalingClient(settings),
    backup: new BackupClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    ec2: new EC2Client(settings),
    ecs: new ECSClient(settings),
    efs: new EFSClient(settings),
    eventBridge: new EventBridgeClient(settings),
    iam: new IAMClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
    route53: new Route53Client(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    secretsManager: new SecretsManagerClient(settings),
    sns: new SNSClient(settings),
    sqs: new SQSClient(settings),
    ssm: new SSMClient(settings),
    sts: new STSClient(settings),
  };
}

/** Closes the clients' connections. */
export function destroyClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}

/** Clients of one endpoint: those of a region are created when somebody first needs them. */
export class RegionalClients {
  private readonly byRegion = new Map<string, Clients>();

  constructor(private readonly endpoint: string) {}

  readonly in: ClientsIn = (region) => {
    const known = this.byRegion.get(region);
    if (known !== undefined) return known;
    const clients = clientsOf(this.endpoint, region);
    this.byRegion.set(region, clients);
    return clients;
  };

  destroy(): void {
    for (const clients of this.byRegion.values()) destroyClients(clients);
    this.byRegion.clear();
  }
}
