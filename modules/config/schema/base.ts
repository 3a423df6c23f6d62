import { MAX_AVAILABILITY_ZONES, MAX_SECURITY_GROUP_RULES } from '../../aws/limits';
import { MAX_STACK_PREFIX_LENGTH } from '../../aws/naming';
import { isCidr, normalizeCidr } from './cidr';
import { choice, integer, listOf, property, type Report, quietText, section, text, withRule } from './fields';
import { FORMER_OF_VPC } from './former-keys';
import { MAX_PORTS } from './ports';
import { alertSubscription, REGION, region } from './shared';
import { isSshPublicKey } from './ssh-public-key';

const MAX_NAME_LENGTH = MAX_STACK_PREFIX_LENGTH - '-base'.length;
const MAX_CIDRS = MAX_SECURITY_GROUP_RULES - MAX_PORTS;
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(${LABEL}[.])+${LABEL}[.]?$`, 'i');

/** `State.Bucket`. */
export const bucketName = text(
  'use the name of an S3 bucket: 3 to 63 lower-case letters, digits, dashes and dots',
  (name) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^[\d.]+$/.test(name),
);

/** `base.yaml`. */
export const baseSchema = withRule(
  section({
    Name: text(
      `use 1 to ${MAX_NAME_LENGTH} letters, digits and dashes, with a letter first and no dash last, not beginning with aws, ecs, fargate or sg-`,
      isName,
    )
      .default('container-manager')
      .describe(
        `Prefix of the name of everything in AWS. At most ${MAX_NAME_LENGTH} letters, digits and dashes; \`<Name>-<leaf>\` has at most ${MAX_STACK_PREFIX_LENGTH} characters. Not to be changed after the first deployment: every resource would be replaced.`,
      ),
    Region: region().describe(
      'AWS region of everything but the DNS query logs, which Route 53 keeps in us-east-1. Choose the one nearest to the players, e.g. `eu-central-1`.',
    ),
    Maturity: choice(['prod', 'devel'])
      .default('prod')
      .describe(
        '`prod` or `devel`: the default of `Volumes.<Id>.EnableBackups` and `Volumes.<Id>.KeepOnDelete` in all leaves (true in `prod`, false in `devel`). In `devel` the backup vault can be deleted together with its backups.',
      ),
    State: section({
      Bucket: bucketName.describe('Name of an S3 bucket that exists. `./cm bootstrap` makes it.'),
      Region: region().optional().describe('AWS region of the bucket. Default: `Region`.'),
    })
      .optional()
      .describe(
        'Where Terraform keeps its state: encrypted in S3, locked while a deployment runs. Default: local files under `terraform.tfstate.d`, which are lost with the computer that holds them.',
      ),
    Vpc: section(
      {
        MaxAZs: integer(1, MAX_AVAILABILITY_ZONES, 'a whole number of availability zones')
          .default(1)
          .describe(
            `Number of availability zones, 1 to ${MAX_AVAILABILITY_ZONES}. With 1, file systems are One Zone, at about half the price. Not to be changed once there are leaves: their file systems would be replaced.`,
          ),
        AvailabilityZones: listOf(
          text('use the name of an availability zone such as eu-central-1a', isZone),
          'use a list of availability zones',
        )
          .optional()
          .describe(
            'Names of the availability zones, as many as `MaxAZs`, for instance types that are not offered in every zone. Default: the first ones that AWS names.',
          ),
      },
      { former: FORMER_OF_VPC },
    )
      .prefault({})
      .describe('The network that all leaves share.'),
    Domain: section({
      Name: text('use a domain name such as example.com', (name) => DOMAIN.test(name) && name.length <= 253)
        .transform((name) => name.toLowerCase().replace(/[.]$/, ''))
        .describe('Name of the zone, e.g. `example.com`. A leaf `minecraft` is reached at `minecraft.example.com`.'),
      HostedZoneId: text(
        'use the id of a hosted zone such as Z0123456789ABCDEFGHIJ, without /hostedzone/',
        /^Z[A-Z0-9]{1,31}$/,
      ).describe('Id of the zone, e.g. `Z0123456789ABCDEFGHIJ`.'),
      QueryLogGroup: text(
        'use the name of a CloudWatch log group: 1 to 512 letters, digits and the characters . - _ / #',
        /^[A-Za-z0-9._/#-]{1,512}$/,
      )
        .optional()
        .describe(
          'Name of the log group in us-east-1 that the zone logs its queries to already: a zone can have only one. Default: one is made.',
        ),
    })
      .optional()
      .describe(
        'A public hosted zone of Route 53 that exists. Without it there is no DNS record and nothing wakes up by DNS; the rest works.',
      ),
    AlertSubscription: alertSubscription('Who gets e-mails about every leaf: the administrators.'),
    Ssh: section({
      PublicKey: quietText(
        'use the one line of an OpenSSH public key file, ssh-ed25519 or ssh-rsa (EC2 takes no others)',
        isSshPublicKey,
      )
        .transform((line) => line.trim())
        .describe('The line of an OpenSSH public key file (`~/.ssh/id_ed25519.pub`): ssh-ed25519 or ssh-rsa.'),
      AllowedCidrs: listOf(
        text(
          'use a network in CIDR notation such as 198.51.100.7/32 or 2001:db8::/64, with zeros only behind the prefix',
          isCidr,
        ).transform(normalizeCidr),
        'use a list of networks in CIDR notation',
      )
        .max(MAX_CIDRS, {
          error: `has more than ${MAX_CIDRS} networks: a security group has no room for more beside the ports`,
        })
        .default([])
        .describe(
          `Networks that may reach port 22, in CIDR notation, IPv4 or IPv6, e.g. \`198.51.100.7/32\` for one address. At most ${MAX_CIDRS}.`,
        ),
    })
      .optional()
      .describe('SSH and SFTP for the administrators. Session Manager works always, without this.'),
  }),
  checkZones,
);

function isName(name: string): boolean {
  return (
    name.length <= MAX_NAME_LENGTH &&
    /^[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name) &&
    // capacity providers take none of the first three, security groups not the last
    !/^(aws|ecs|fargate|sg-)/i.test(name)
  );
}

function isZone(name: string): boolean {
  return REGION.test(name.slice(0, -1)) && /[a-z]$/.test(name);
}

function checkZones(base: unknown, report: Report): void {
  const vpc = property(base, 'Vpc');
  const zones = property(vpc, 'AvailabilityZones');
  if (!Array.isArray(zones)) return;
  const path = ['Vpc', 'AvailabilityZones'];
  const count = property(vpc, 'MaxAZs');
  if (typeof count === 'number' && count > 0 && zones.length !== count) {
    report(path, `names ${zones.length} zones, but MaxAZs is ${count}: name as many`);
  }
  const region = property(base, 'Region');
  zones.forEach((zone: unknown, index) => {
    if (typeof zone !== 'string' || !isZone(zone)) return;
    if (typeof region === 'string' && REGION.test(region) && zone.slice(0, -1) !== region) {
      report([...path, index], `${zone} is not in the Region ${region}: use a zone such as ${region}a`);
    }
    if (zones.indexOf(zone) !== index) report([...path, index], `${zone} stands in the list twice: remove one`);
  });
}
