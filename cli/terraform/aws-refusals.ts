import { CLOCK, CLOCK_HINT, EXPIRED, expiredHint } from '../terminal/aws-hints';
import { type HintRule } from './hint-rule';

const KILLED = "docs/operations.md, 'A deployment was killed'";
const PERMISSIONS = "docs/ci.md, 'The role that plans' and 'The role that deploys'";

/** What follows in one error: the next one begins with the address of its resource. */
const SAME_ERROR = String.raw`(?:(?!\baws_\w+[.])[\s\S])*?`;
const LOCKING = String.raw`acquiring\s+the\s+state\s+lock${SAME_ERROR}`;
const HELD = /PreconditionFailed|Lock\s+Info/;
// the provider repeats the request for minutes, until its signature expires
const NO_ROOM_FOR_POLICY = new RegExp(
  String.raw`aws_cloudwatch_log_resource_policy[.]${SAME_ERROR}(?:LimitExceededException|Signature\s+expired)`,
);

/** What AWS refuses for a reason that its words do not say, or that a key of the config mends. */
export const AWS_REFUSALS: readonly HintRule[] = [
  {
    symptom: CLOCK,
    unless: NO_ROOM_FOR_POLICY,
    hint: () => `AWS does not accept the time of this computer: ${CLOCK_HINT}. Then deploy again.`,
  },
  {
    symptom: EXPIRED,
    hint: () => `AWS does not accept the credentials: ${expiredHint()}. Then deploy again.`,
  },
  {
    symptom: new RegExp(String.raw`${LOCKING}AccessDenied${SAME_ERROR}\bkms:\w+`, 'i'),
    unless: HELD,
    hint: (said) =>
      `Your credentials lack the permission ${refusedAction(said) ?? 'to use it'} for the KMS key that encrypts the bucket of ` +
      'the states: give it to them, in the policy of the key too if that is in another account. Nobody holds the lock: there ' +
      'is nothing to unlock.',
  },
  {
    symptom: new RegExp(`${LOCKING}AccessDenied`, 'i'),
    unless: HELD,
    hint: (said) => {
      const action = refusedAction(said);
      const [, bucket, key] = /S3\s+bucket\s+'([^']+)'\s+with\s+key\s+'([^']+)'/.exec(said) ?? [];
      const lock = bucket === undefined || key === undefined ? 'the lock of the state' : `s3://${bucket}/${key}`;
      return (
        `Your credentials lack ${action === undefined ? 'a permission' : `the permission ${action}`}: they need s3:GetObject, s3:PutObject and s3:DeleteObject for ${lock} ` +
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
    symptom: /NoSuchBucket\b|S3\s+bucket\s+"[^"]+"\s+does\s+not\s+exist/,
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
    symptom: /RulesPerSecurityGroupLimitExceeded/,
    hint: () =>
      'A security group would have more rules than AWS allows. Where all rules of AllowedCidrs change at once, the new ones ' +
      'are made beside the old ones: deploy again, now that old ones are gone, and the rest is made ' +
      "(docs/operations.md, 'Let only friends connect'). If that fails too, name fewer networks, or ask AWS for more " +
      "(Service Quotas, 'Inbound or outbound rules per security group').",
  },
  {
    symptom: /VpcLimitExceeded/,
    hint: () =>
      'The account already has as many networks (VPCs) as it may have in this Region: 5, if nobody asked for more. Delete one ' +
      "that nothing uses, ask AWS for more (Service Quotas, 'VPCs per Region'), or set another Region in base.yaml before " +
      'anything is deployed.',
  },
  {
    symptom: NO_ROOM_FOR_POLICY,
    hint: () =>
      'The account already has 10 resource policies of CloudWatch Logs in us-east-1, and AWS allows no more: aws logs ' +
      'describe-resource-policies --region us-east-1 lists them, and aws logs delete-resource-policy deletes one that ' +
      'nothing needs. Or set Domain.QueryLogGroup in base.yaml to a log that the zone already has.',
  },
];

/** E.g. `s3:PutObject`, where AWS names it. */
function refusedAction(said: string): string | undefined {
  return /not\s+authorized\s+to\s+perform:\s+(\w+:\w+)/.exec(said)?.[1];
}
