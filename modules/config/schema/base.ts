import { z } from 'zod';

import { MAX_AVAILABILITY_ZONES, MAX_SECURITY_GROUP_RULES } from '../../aws/limits';
import { MAX_STACK_PREFIX_LENGTH } from '../../aws/naming';
import { asciiDomain } from '../ascii-domain';
import { network, NETWORKS } from './cidr';
import { listOf, type Report, type RightParts, section, withRule } from './containers';
import { choice, flag, integer, numberAbove, quietText, text } from './fields';
import { discordOfBase } from './discord';
import { FORMER_OF_VPC } from './former-keys';
import { complaint, explain } from './messages';
import { MAX_PORT_RULES } from './ports';
import { alertSubscription, REGION, region } from './shared';
import { isSshPublicKey } from './ssh-public-key';
import { checkWebhooks, webhooks } from './webhooks';

const MAX_NAME_LENGTH = MAX_STACK_PREFIX_LENGTH - '-base'.length;
const MAX_CIDRS = MAX_SECURITY_GROUP_RULES - MAX_PORT_RULES;
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(${LABEL}[.])+${LABEL}[.]?$`, 'i');

/** Far more than anybody means. */
const MAX_DOLLARS = 1_000_000;

const DOMAIN_RULE = 'use a domain name such as example.com';

/** `State.Bucket`. */
export const bucketName = text(
  'use the name of an S3 bucket: 3 to 63 lower-case letters, digits, dashes and dots',
  (name) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^[\d.]+$/.test(name),
);

const keys = section({
  /** Prefix of every AWS name. */
  name: text(
    `use 1 to ${MAX_NAME_LENGTH} letters, digits and dashes; begin with a letter, but not with aws, ecs, fargate or sg-, and do not end with a dash`,
    isName,
  )
    .default('container-manager')
    .describe(
      `First part of the name of every resource in AWS: at most ${MAX_NAME_LENGTH} letters, digits and dashes. \`<Name>-<leaf>\` can have at most ${MAX_STACK_PREFIX_LENGTH} characters. Do not change it after the first deployment: Terraform would replace every resource.`,
    ),
  /** Of everything but the DNS query logs. */
  region: region().describe(
    'AWS Region of all resources, except for the DNS query logs, which Route 53 keeps in us-east-1. Choose the Region nearest to the players, e.g. `eu-central-1`.',
  ),
  maturity: choice(['prod', 'devel'])
    .default('prod')
    .describe(
      '`prod` or `devel`: decides the default of `Volumes.<Id>.EnableBackups` and `Volumes.<Id>.KeepOnDelete` in all leaves (true in `prod`, false in `devel`). In `devel` the backup vault can also be deleted while it holds backups.',
    ),
  /** The S3 backend; absent: the state is local. */
  state: section({
    bucket: bucketName.describe('Name of an existing S3 bucket. `./cm bootstrap` creates it.'),
    region: region().optional().describe('AWS Region of the bucket. Default: `Region`.'),
  })
    .optional()
    .describe(
      'Where Terraform keeps its state: encrypted in S3, and locked while a deployment runs. Default: local files in `terraform.tfstate.d`, which are lost if this computer breaks.',
    ),
  vpc: section(
    {
      maxAZs: integer(1, MAX_AVAILABILITY_ZONES, 'a whole number of availability zones')
        .default(1)
        .describe(
          `Number of availability zones, 1 to ${MAX_AVAILABILITY_ZONES}. With 1, file systems use EFS One Zone, at about half the price; some Regions do not have it and need 2. Do not change it while there are leaves: Terraform would replace their file systems.`,
        ),
      /** As many as `maxAZs`; absent: the first ones that AWS lists. */
      availabilityZones: listOf(
        text('use the name of an availability zone such as eu-central-1a', isZone),
        'use a list of availability zones',
      )
        .optional()
        .describe(
          'Names of the availability zones, as many as `MaxAZs`. Set it if your instance type is not offered in every zone. Default: the first ones that AWS lists, with `MaxAZs: 1` the first one that has EFS One Zone.',
        ),
    },
    { former: FORMER_OF_VPC },
  )
    .prefault({})
    .describe('The network that all leaves share.'),
  /** The public hosted zone; absent: no DNS record and no wake-up by DNS. */
  domain: section({
    /** In lower case, without a dot at its end. */
    name: z
      .string(explain(DOMAIN_RULE))
      .refine(isDomain, { error: ({ input }) => domainProblem(String(input)) })
      .transform((name) => name.toLowerCase().replace(/[.]$/, ''))
      .describe(
        'Name of the zone, e.g. `example.com`. Players connect to the leaf `minecraft` at `minecraft.example.com`.',
      ),
    hostedZoneId: text(
      'use the id of a hosted zone such as Z0123456789ABCDEFGHIJ, without /hostedzone/',
      /^Z[A-Z0-9]{1,31}$/,
    ).describe('Id of the zone, e.g. `Z0123456789ABCDEFGHIJ`.'),
    /** In us-east-1; absent: a new one is created. */
    queryLogGroup: text(
      'use the name of a CloudWatch log group: 1 to 512 letters, digits and the characters . - _ / #',
      /^[A-Za-z0-9._/#-]{1,512}$/,
    )
      .optional()
      .describe(
        'Name of the log group in us-east-1 to which the zone already logs its queries, if there is one: a zone can have only one. Default: a new one is created.',
      ),
  })
    .optional()
    .describe(
      'An existing public hosted zone in Route 53. Without it there are no DNS records, and connecting does not wake a leaf; everything else works.',
    ),
  backup: section({
    hour: integer(0, 23, 'a whole hour, UTC,')
      .optional()
      .describe(
        'Hour in which the daily backups of all leaves begin: 0 to 23, UTC. Choose one in which nobody plays: files that change during a backup may be inconsistent in it. Default: by `Region`, about 05:00 of its local time.',
      ),
    lockDays: integer(3, 365, 'a whole number of days')
      .optional()
      .describe(
        'Locks the backup vault, so that stolen credentials cannot delete worlds and backups together: 3 to 365 days after the deployment that sets it, nobody can remove the lock any more, not even AWS, and before that `./cm deploy` can. Nobody can delete a backup in a locked vault: each is kept for its 35 days, and the vault can be deleted only when it is empty. A backup that never expires, made by hand before, stays for ever: delete it first. A locked vault refuses backups by hand that are kept for less than 7 or more than 35 days. Not with `Maturity: devel`. Default: no lock.',
      ),
  })
    .prefault({})
    .describe('The daily backups of volumes with `EnableBackups`.'),
  alertSubscription: alertSubscription('Who gets e-mails about all leaves: the administrators.'),
  budget: section({
    dollarsPerMonth: numberAbove(0, MAX_DOLLARS, 'US dollars')
      .optional()
      .describe(
        'AWS Budgets sends an e-mail to `AlertSubscription` when the account has cost more than 80 %, then more than 100 % of this in a month (UTC), and when AWS expects more than 100 %. A number of US dollars above 0. It covers the whole account, not only this project, and stops nothing; AWS updates it several times a day. It costs nothing. Default: no budget.',
      ),
  })
    .prefault({})
    .describe('Warnings about what the account really costs. For the hours of one leaf: `./cm cost`.'),
  startPage: section({
    enabled: flag()
      .default(false)
      .describe(
        'Whether there is a page on which friends wake leaves and see how far a start is, each by a link of their own: `./cm invite`. It needs no domain. It costs nothing while nobody opens it. Default: false.',
      ),
  })
    .prefault({})
    .describe('A web page for friends, shared by all leaves.'),
  /** Absent: no commands in Discord. */
  discord: discordOfBase
    .optional()
    .describe(
      'Slash commands in Discord: `/start`, `/stop` and `/status` ([how to set it up](discord.md)). Needs `StartPage.Enabled: true`, whose function answers them. Default: none.',
    ),
  webhooks,
  /** Absent: nobody can use SSH. */
  ssh: section({
    publicKey: quietText(
      'use the line of an OpenSSH public key file, ssh-ed25519 or ssh-rsa (EC2 accepts no others)',
      isSshPublicKey,
    )
      .transform((line) => line.trim())
      .describe('The line of an OpenSSH public key file such as `~/.ssh/id_ed25519.pub`: ssh-ed25519 or ssh-rsa.'),
    /** Each once, in the form that EC2 gives back. */
    allowedCidrs: listOf(network, NETWORKS)
      .max(MAX_CIDRS, {
        error: `has more than ${MAX_CIDRS} networks: a security group has no room for more beside the ports`,
      })
      .transform((networks) => [...new Set(networks)])
      .default([])
      .describe(
        `Networks that can connect to port 22, in CIDR notation, IPv4 only, e.g. \`198.51.100.7/32\` for one address. At most ${MAX_CIDRS}.`,
      ),
  })
    .optional()
    .describe('SSH and SFTP for the administrators. Session Manager always works, also without this.'),
});

/** `base.yaml`. */
export const baseSchema = [checkLock, checkBudget, checkPageAndDiscord, checkListedWebhooks].reduce(
  (schema, check) => withRule(schema, check),
  withRule(keys, checkZones),
);

function checkListedWebhooks({ webhooks = [] }: RightParts<z.output<typeof keys>>, report: Report): void {
  checkWebhooks(webhooks, report);
}

function isDomain(name: string): boolean {
  return DOMAIN.test(name) && name.length <= 253;
}

function domainProblem(name: string): string {
  const ascii = asciiDomain(name);
  return ascii !== undefined && isDomain(ascii)
    ? `'${name}' has letters that DNS does not have: write ${ascii}, which means the same`
    : complaint(name, DOMAIN_RULE);
}

function isName(name: string): boolean {
  return (
    name.length <= MAX_NAME_LENGTH &&
    /^[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name) &&
    // capacity providers do not allow the first three, security groups the last
    !/^(aws|ecs|fargate|sg-)/i.test(name)
  );
}

function isZone(name: string): boolean {
  return REGION.test(regionOf(name)) && /[a-z]$/.test(name);
}

function checkZones({ region, vpc = {} }: RightParts<z.output<typeof keys>>, report: Report): void {
  const { maxAZs, availabilityZones: zones } = vpc;
  if (zones === undefined) return;
  const path = ['Vpc', 'AvailabilityZones'];
  if (maxAZs !== undefined && zones.length !== maxAZs) {
    report(path, `names ${zones.length} zones, but MaxAZs is ${maxAZs}: make the two numbers equal`);
  }
  zones.forEach((zone, index) => {
    if (zone === undefined) return;
    if (region !== undefined && regionOf(zone) !== region) {
      report([...path, index], `${zone} is not in the Region ${region}: use a zone such as ${region}a`);
    }
    if (zones.indexOf(zone) !== index) report([...path, index], `${zone} is listed twice: remove one`);
  });
}

function checkLock({ maturity, backup = {} }: RightParts<z.output<typeof keys>>, report: Report): void {
  if (maturity !== 'devel' || backup.lockDays === undefined) return;
  report(
    ['Backup', 'LockDays'],
    'is not possible with Maturity: devel, whose backup vault can be deleted with its backups: remove one of the two',
  );
}

/** AWS Budgets takes at most 10 addresses: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Subscriber.html */
const MAX_BUDGET_EMAILS = 10;

function checkBudget({ budget = {}, alertSubscription }: RightParts<z.output<typeof keys>>, report: Report): void {
  // undefined where AlertSubscription itself is wrong
  if (budget.dollarsPerMonth === undefined || alertSubscription === undefined) return;
  const path = ['Budget', 'DollarsPerMonth'];
  if (alertSubscription.length === 0) {
    report(path, 'has nobody to tell: name somebody under AlertSubscription.Email, or remove Budget');
  }
  if (alertSubscription.length > MAX_BUDGET_EMAILS) {
    report(
      path,
      `can tell at most ${MAX_BUDGET_EMAILS} addresses, and AlertSubscription has ${alertSubscription.length}: remove some, or use a mailing list`,
    );
  }
}

function checkPageAndDiscord(parts: RightParts<z.output<typeof keys>>, report: Report): void {
  checkStartPage(parts, report);
  checkDiscord(parts, report);
}

function checkDiscord({ startPage, discord }: RightParts<z.output<typeof keys>>, report: Report): void {
  // undefined where StartPage.Enabled itself is wrong
  if (discord === undefined || startPage?.enabled !== false) return;
  report(
    ['Discord'],
    'needs the start page, whose function answers it: set StartPage.Enabled: true, or remove Discord',
  );
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
function checkStartPage({ name, startPage = {} }: RightParts<z.output<typeof keys>>, report: Report): void {
  if (startPage.enabled !== true || name === undefined || !/^ssm/i.test(name)) return;
  report(
    ['StartPage', 'Enabled'],
    `is not possible with Name: ${name}: the page keeps its invitations in SSM parameters, and AWS refuses names of these that begin with ssm`,
  );
}

function regionOf(zone: string): string {
  return zone.slice(0, -1);
}
