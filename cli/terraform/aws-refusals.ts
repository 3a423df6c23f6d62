import { CLOCK, CLOCK_HINT } from '../terminal/aws-hints';
import { type HintRule } from './hint-rule';

const KILLED = "docs/operations.md, 'A deployment was killed'";
const PERMISSIONS = "docs/ci.md, 'The role that plans' and 'The role that deploys'";

/** What AWS refuses for a reason that its words do not say, or that a key of the config mends. */
export const AWS_REFUSALS: readonly HintRule[] = [
  {
    symptom: CLOCK,
    unless: /aws_cloudwatch_log_resource_policy[.]/,
    hint: () => `AWS does not accept the time of this computer: ${CLOCK_HINT}. Then deploy again.`,
  },
  {
    symptom: /acquiring\s+the\s+state\s+lock[\s\S]*StatusCode:\s+403/i,
    hint: (said) => {
      const [, bucket, key] = /S3\s+bucket\s+'([^']+)'\s+with\s+key\s+'([^']+)'/.exec(said) ?? [];
      const lock = bucket === undefined || key === undefined ? 'the lock of the state' : `s3://${bucket}/${key}`;
      return (
        `Your credentials lack a permission: they need s3:GetObject, s3:PutObject and s3:DeleteObject for ${lock} ` +
        `(${PERMISSIONS}). Nobody holds the lock: there is nothing to unlock.`
      );
    },
  },
  {
    symptom: /releasing\s+the\s+state\s+lock[\s\S]*StatusCode:\s+403/i,
    hint: (said, folder) => {
      const [, id = 'ID'] = /^\s*ID:\s+(\S+)/m.exec(said) ?? [];
      const [, path] = /^\s*Path:\s+(\S+)/m.exec(said) ?? [];
      const lock = path === undefined ? 'the lock of the state' : `s3://${path}.tflock`;
      return (
        `Your credentials may not delete ${lock}, so it stays. Give them s3:DeleteObject for it (${PERMISSIONS}), then ` +
        `remove the lock:\n  terraform -chdir=${folder} force-unlock ${id}`
      );
    },
  },
  {
    symptom: /NoSuchBucket|S3\s+bucket\s+"[^"]+"\s+does\s+not\s+exist/,
    hint: () =>
      'The bucket of the states does not exist: correct State.Bucket in base.yaml, or run ./cm bootstrap, which creates it. ' +
      'If stacks are deployed, their states were in that bucket: find out first where it went.',
  },
  {
    symptom: /QueryLoggingConfigAlreadyExists/,
    hint: () =>
      'The hosted zone already logs its queries, and a zone can have only one log: set Domain.QueryLogGroup in base.yaml to ' +
      'its log group, which aws route53 list-query-logging-configs shows, and deploy again. (If that is /aws/route53/ and ' +
      `your domain, an earlier deployment may have been killed: ${KILLED}.)`,
  },
  {
    symptom: /NoSuchHostedZone/,
    hint: () =>
      'The account of your credentials has no such hosted zone: correct Domain.HostedZoneId in base.yaml. ./cm check looks ' +
      'for it.',
  },
  {
    symptom: /VpcLimitExceeded/,
    hint: () =>
      'The account already has as many networks (VPCs) as it may have in this Region: 5, if nobody asked for more. Delete one ' +
      "that nothing uses, ask AWS for more (Service Quotas, 'VPCs per Region'), or set another Region in base.yaml before " +
      'anything is deployed.',
  },
  {
    // the provider repeats the request for minutes, until its signature expires
    symptom: /aws_cloudwatch_log_resource_policy[.][\s\S]*(?:LimitExceededException|Signature\s+expired)/,
    hint: () =>
      'The account already has 10 resource policies of CloudWatch Logs in us-east-1, and AWS allows no more: aws logs ' +
      'describe-resource-policies --region us-east-1 lists them, and aws logs delete-resource-policy deletes one that ' +
      'nothing needs. Or set Domain.QueryLogGroup in base.yaml to a log that the zone already has.',
  },
];
