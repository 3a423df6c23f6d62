import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';
import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsAccount } from '../../aws/aws-place';
import { LOG_RETENTION_DAYS } from '../../aws/log-retention';
import { type Names } from '../../aws/naming';
import { policyDocument } from '../../aws/policy';
import { type DomainConfig } from '../../config/types';

export interface QueryLoggingProps extends AwsAccount {
  readonly names: Names;
  readonly domain: Pick<DomainConfig, 'name' | 'hostedZoneId'>;
  /** Of us-east-1, where Route 53 writes its query logs. */
  readonly provider: TerraformProvider;
}

/** Lets Route 53 log each query for the domain that reaches it. */
export class QueryLogging extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: QueryLoggingProps) {
    super(scope, id);
    const { domain, provider } = props;
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      // Route 53's own convention, by which its console finds the log
      name: `/aws/route53/${domain.name}`,
      retentionInDays: LOG_RETENTION_DAYS,
      provider,
    });
    const policy = this.allowRoute53(props, logGroup);
    new Route53QueryLog(this, 'Resource', {
      zoneId: domain.hostedZoneId,
      cloudwatchLogGroupArn: logGroup.arn,
      provider,
      dependsOn: [policy],
    });
    this.logGroupName = logGroup.name;
  }

  /** Only this zone of this account: otherwise anybody's zone could write here by way of Route 53. */
  private allowRoute53(props: QueryLoggingProps, logGroup: CloudwatchLogGroup): CloudwatchLogResourcePolicy {
    const { names, domain, accountId, partition, provider } = props;
    return new CloudwatchLogResourcePolicy(this, 'Policy', {
      policyName: names.queryLogPolicy,
      policyDocument: policyDocument([
        {
          principals: { Service: ['route53.amazonaws.com'] },
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`${logGroup.arn}:*`],
          conditions: {
            ArnEquals: { 'aws:SourceArn': `arn:${partition}:route53:::hostedzone/${domain.hostedZoneId}` },
            StringEquals: { 'aws:SourceAccount': accountId },
          },
        },
      ]),
      provider,
    });
  }
}
