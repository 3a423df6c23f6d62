import { z } from 'zod';

import { DROPPABLE_CAPABILITIES } from '../../aws/capabilities';
import { hasCpuCredits } from '../../aws/cpu-credits';
import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS } from '../../aws/limits';
import { allowedCidrsSchema, checkRoom } from './allowed-cidrs';
import { listOf, mapOf, type Report, type RightParts, section, withRule } from './containers';
import { choice, flag, integer, numberFrom, text } from './fields';
import { FORMER_OF_EC2, FORMER_OF_LEAF, FORMER_OF_WATCHDOG, KEYS_OF_COMPOSE } from './former-keys';
import { isImage, normalizeImage } from './image';
import { limit } from './limit';
import { complaint } from './messages';
import { portsSchema } from './ports';
import { secretSource } from './secrets';
import { checkQuery, decidesByPlayers, query } from './query';
import { discordOfLeaf } from './discord';
import { command, healthCheck, ulimits, user } from './container-keys';
import { alertSubscription } from './shared';
import { startPageOfLeaf } from './start-page';
import { MAX_VOLUMES, volumesSchema } from './volumes';
import { wake } from './wake';

/**
 * AWS waits an hour at most before it terminates an instance (the lifecycle hook of ECS's managed draining); ten minutes
 * of it are left for everything else. ECS itself has no limit on EC2.
 */
export const MAX_STOP_TIMEOUT_SECONDS = 3000;
/**
 * TCP ports of the host on which the tunnels of EFS listen: each mount takes one at random.
 * https://github.com/aws/efs-utils: port_range_lower_bound and port_range_upper_bound
 */
const FIRST_TUNNEL_PORT = 20049;
const LAST_TUNNEL_PORT = 21048;

/** In periods of a minute. */
const MAX_MINUTES = MAX_ALARM_HOURS_IN_SHORT_PERIODS * 60;

/** An alarm's limit that no file system reaches by accident; it keeps typing errors out. */
const MAX_GIGABYTES = 1_000_000;

/** Bytes per second, for the minutes in which a game that counts its players does not answer. */
export const DEFAULT_THRESHOLD = 1000;
const THRESHOLD_UNIT = 'bytes per second';

const WEEK_MINUTES = 7 * 24 * 60;

const environmentValue = z
  .union([z.string(), z.number(), z.boolean()], {
    error: ({ input }) =>
      input === undefined
        ? "has no value: write '' for empty text"
        : complaint(input, 'use text, a number, true or false'),
  })
  .transform(String);

const ec2 = section(
  {
    /** E.g. `m7i-flex.large`, in lower case. */
    instanceType: text('use an EC2 instance type such as m7i-flex.large', /^[a-z][a-z0-9-]*[.][a-z0-9-]+$/i)
      .transform((type) => type.toLowerCase())
      .describe(
        'EC2 instance type, e.g. `m7i-flex.large`, x86 or Graviton: the image must support its architecture. It needs at least 3 GiB of memory; the host keeps 2 GiB of it. The types t2, t3, t3a and t4g have CPU credits: see `CpuCredits`.',
      ),
    /** Absent: AWS's default for the type. */
    cpuCredits: choice(['standard', 'unlimited'])
      .optional()
      .describe(
        "Only for the types t2, t3, t3a and t4g. `unlimited`: the CPU is never slowed down, and use above the type's baseline costs extra, which `./cm cost` names. `standard`: never costs more, but each wake-up is a new instance, which begins without credits (t2: with 30 minutes of them per vCPU), so the game starts and runs at the baseline, 17 to 40 % of the CPU. Default: AWS's, `unlimited` for t3, t3a and t4g, `standard` for t2.",
      ),
  },
  { former: FORMER_OF_EC2 },
);

const containerKeys = {
  /** With its tag or digest; the repository is in lower case. */
  image: text('use an image such as itzg/minecraft-server:2026.9.1', isImage)
    .transform(normalizeImage)
    .describe(
      'Image of the container, e.g. `itzg/minecraft-server:2026.9.1`. Each wake-up pulls what the tag then means. Pin a version, or exactly one image by its digest (`itzg/minecraft-server@sha256:…`, which `docker buildx imagetools inspect` shows): without a version, any wake-up can bring a new one. Upper-case letters in the repository become lower case.',
    ),
  ports: portsSchema.describe(
    'Ports that are open to everyone, or to `AllowedCidrs`: a list of `TCP: n` or `UDP: n`, where `n` is a port or a range such as `16262-16272`: at most 50 entries and 94 ports. The container listens on the same port that players connect to, unless the entry has `ContainerPort`, e.g. `{ TCP: 8080, ContainerPort: 80 }`. The host uses 22, 2375, 2376 and 51678 to 51680 itself, so they are not allowed; with `Volumes` neither are the TCP ports 20049 to 21048.',
  ),
  /** Absent: everybody. */
  allowedCidrs: allowedCidrsSchema,
  environment: mapOf(environmentValue, 'use a map of variables such as "EULA: true"')
    .default({})
    .describe(
      'Environment variables of the container. Numbers stay as you write them, booleans become `true` or `false`. Terraform shows the values in plans and keeps them in the state: put passwords in `Secrets`.',
    ),
  /** Name of the variable → SSM parameter name or ARN, or Secrets Manager ARN. */
  secrets: mapOf(secretSource, 'use a map of variables such as "PASSWORD: /minecraft/password"')
    .default({})
    .describe(
      'Environment variables whose values are in AWS: name of the variable → name or ARN of an SSM parameter, or ARN of a Secrets Manager secret. A parameter that you give by its name must be in `Region`. The values do not appear in plans or in the state.',
    ),
  /** Between SIGTERM and SIGKILL. */
  stopTimeoutSeconds: integer(1, MAX_STOP_TIMEOUT_SECONDS, 'a whole number of seconds')
    .default(120)
    .describe(
      `Seconds between SIGTERM and SIGKILL, in which a game can save: 1 to ${MAX_STOP_TIMEOUT_SECONDS}. You pay for the instance during this time.`,
    ),
  capabilities: section({
    add: listOf(choice(DROPPABLE_CAPABILITIES), `use a list such as "- ${DROPPABLE_CAPABILITIES[0]}"`)
      .default([])
      .describe(
        `Which of ${DROPPABLE_CAPABILITIES.join(', ')} the container keeps. \`AUDIT_WRITE\`: \`su\` in old images (Ubuntu 16.04, RHEL 6) says "System error" without it, and an SSH server closes connections. \`MKNOD\`: makes device files. \`NET_RAW\`: raw sockets, for old versions of \`ping\`.`,
      ),
  })
    .prefault({})
    .describe(
      "Linux capabilities, in ECS's words. The container has those that Docker gives by default, without three.",
    ),
  noNewPrivileges: flag()
    .default(false)
    .describe(
      "Docker's security option `no-new-privileges`: no program in the container gets more rights than the one that started it. Set it to true if the image needs no `sudo` and no setuid program. Images that begin as root and change to another user (gosu, su-exec, setpriv) work with it.",
    ),
  /** Instead of the image's `CMD`. */
  command: command
    .optional()
    .describe(
      "Instead of the image's `CMD`, as a list of words, e.g. `[-servername, friends]`. Terraform keeps them in the state: put passwords in `Secrets`. Default: the image's.",
    ),
  user: user
    .optional()
    .describe(
      "The user that the container runs as: a name or number, with `:` and a group, e.g. `1000:1000`. Default: the image's.",
    ),
  ulimits: ulimits
    .optional()
    .describe(
      "Limits of the operating system for the container: a list of `Name`, `SoftLimit` and `HardLimit`, where `Name` is one of ECS's, e.g. `nofile`. Default: those of ECS.",
    ),
  healthCheck: healthCheck.optional(),
};

const container = section(containerKeys, { compose: KEYS_OF_COMPOSE });

const instanceLeftUp = section({
  durationHours: integer(1, MAX_ALARM_HOURS, 'a whole number of hours')
    .default(8)
    .describe(`Hours that the instance can run before a warning: 1 to ${MAX_ALARM_HOURS}, whole hours.`),
  shouldStop: flag()
    .default(false)
    .describe('Whether to put the instance to sleep as well, instead of only sending an e-mail.'),
});

const watchdog = section(
  {
    /** Bytes per second; at or below it nobody is connected. Absent: DEFAULT_THRESHOLD, where a query counts players. */
    threshold: numberFrom(0, THRESHOLD_UNIT)
      .optional()
      .describe(
        `Bytes per second that clients send, 0 or more: at or below this value nobody counts as connected. The dashboard shows the traffic: choose a value a little above what it shows while nobody plays. Default: \`${DEFAULT_THRESHOLD}\` with a \`Query\` that counts players; **required** without.`,
      ),
    minutesWithoutConnections: integer(1, MAX_MINUTES, 'a whole number of minutes')
      .default(7)
      .describe(`Minutes without anybody connected before the instance is put to sleep: 1 to ${MAX_MINUTES}.`),
    instanceLeftUp: instanceLeftUp.prefault({}).describe('A warning for when the instance runs longer than expected.'),
    startupGraceMinutes: integer(1, 60, 'a whole number of minutes')
      .default(5)
      .describe(
        'Minutes after a wake-up in which no alarm puts the instance to sleep: 1 to 60. Choose more for games that start slowly. Without a `Query`, a wake-up that nobody uses lasts these and `MinutesWithoutConnections`.',
      ),
  },
  { former: FORMER_OF_WATCHDOG },
);

const alerts = section({
  /** Absent: no alarm. */
  fileSystemGigabytes: integer(1, MAX_GIGABYTES, 'a whole number of gigabytes')
    .optional()
    .describe(
      `E-mail to the administrators when the files of all volumes together are larger than this: 1 to ${MAX_GIGABYTES} GB (2³⁰ bytes). AWS measures every 15 minutes, asleep too. Default: no alarm.`,
    ),
  /** Absent: no alarm. */
  logMegabytesPerHour: integer(1, MAX_GIGABYTES, 'a whole number of megabytes')
    .optional()
    .describe(
      `E-mail to the administrators when the container writes more than this to its log in an hour: 1 to ${MAX_GIGABYTES} MB (2²⁰ bytes). AWS bills logs by the GB. Default: no alarm.`,
    ),
});

const dashboard = section({
  enabled: flag()
    .default(true)
    .describe('Whether to create it. Three dashboards in an account are free; each further one costs 3 $ a month.'),
  /** Minutes that the dashboard looks back. */
  intervalMinutes: integer(1, WEEK_MINUTES, 'a whole number of minutes')
    .default(30)
    .describe(`Minutes that the dashboard shows: 1 to ${WEEK_MINUTES}, a week.`),
  showContainerLogTimestamp: flag()
    .default(true)
    .describe(
      "Whether to show AWS's timestamps with the container's log. Set it to false if the log has timestamps of its own.",
    ),
});

const keys = section(
  {
    ec2: withRule(ec2, checkInstanceType).describe('The virtual machine that runs the container.'),
    container: withRule(withRule(container, checkVariables), checkRoom).describe('The container.'),
    volumes: volumesSchema.describe(
      `File systems, which keep their files while the container sleeps: at most ${MAX_VOLUMES}, by names of your choice (\`<Id>\` below). Without a volume, everything is lost when the container goes to sleep.`,
    ),
    watchdog: watchdog.prefault({}).describe('When to put the instance to sleep.'),
    query,
    wake,
    limit: limit
      .prefault({})
      .describe(
        'How much of a month the leaf may be awake, which limits the cost of its instance. When the hours are used up, nothing wakes it until the next month, or until `./cm allow` grants more; who plays can go on, for 4 hours at most.',
      ),
    startPage: startPageOfLeaf
      .prefault({})
      .describe('What friends see of this leaf on the start page, which `StartPage.Enabled` in `base.yaml` turns on.'),
    discord: discordOfLeaf
      .prefault({})
      .describe('What members of Discord servers may do with this leaf, where `base.yaml` has `Discord`.'),
    alertSubscription: alertSubscription('Who gets e-mails about this leaf only: the players.'),
    alerts: alerts
      .prefault({})
      .describe(
        'Warnings before a broken or hacked container becomes expensive: [what it can cost](operations.md#what-a-hacked-container-can-cost). Each alarm has metrics that AWS bills, one for the log and one for each volume: `./cm cost` counts them.',
      ),
    dashboard: dashboard
      .prefault({})
      .describe('A CloudWatch dashboard that shows everything about the leaf on one page.'),
  },
  { former: FORMER_OF_LEAF, compose: KEYS_OF_COMPOSE },
);

/** `leaves/<id>.yaml`. */
export const leafSchema = withRule(withRule(withRule(keys, checkTunnelPorts), checkAlerts), checkPeople);

function checkPeople(
  { container = {}, query, watchdog }: RightParts<z.output<typeof keys>>,
  report: Report,
  isWrong: (path: string) => boolean,
): void {
  if (query !== undefined) checkQuery(query, container, report);
  if (watchdog?.threshold !== undefined || isWrong('Watchdog') || isWrong('Query')) return;
  if (query?.game !== undefined && decidesByPlayers({ ...query, game: query.game })) return;
  report(['Watchdog', 'Threshold'], complaint(undefined, `use a number of ${THRESHOLD_UNIT}, 0 or more`));
}

function checkAlerts({ alerts = {}, volumes }: RightParts<z.output<typeof keys>>, report: Report): void {
  if (alerts.fileSystemGigabytes === undefined || volumes === undefined || Object.keys(volumes).length > 0) return;
  report(
    ['Alerts', 'FileSystemGigabytes'],
    'the leaf has no Volumes, so there is nothing to measure: remove it, or add Volumes',
  );
}

function checkTunnelPorts({ container = {}, volumes = {} }: RightParts<z.output<typeof keys>>, report: Report): void {
  if (Object.keys(volumes).length === 0) return;
  container.ports?.forEach(({ protocol, port = 0, lastPort = port } = {}, index) => {
    if (protocol !== 'tcp' || lastPort < FIRST_TUNNEL_PORT || port > LAST_TUNNEL_PORT) return;
    report(
      ['Container', 'Ports', index],
      `TCP ${Math.max(port, FIRST_TUNNEL_PORT)} can be taken by the encrypted connections to the volumes, which use ${FIRST_TUNNEL_PORT} to ${LAST_TUNNEL_PORT}: choose another port`,
    );
  });
}

function checkInstanceType({ instanceType, cpuCredits }: RightParts<z.output<typeof ec2>>, report: Report): void {
  if (instanceType === undefined) return;
  if (instanceType.startsWith('a1.')) {
    report(
      ['InstanceType'],
      `${instanceType} cannot run Amazon Linux 2023, which the host uses: use a newer Graviton type such as m7g.large`,
    );
  }
  if (cpuCredits !== undefined && !hasCpuCredits(instanceType)) {
    report(
      ['CpuCredits'],
      `${instanceType} has no CPU credits, and EC2 would refuse to start it: remove CpuCredits, or use a t2, t3, t3a or t4g type`,
    );
  }
}

function checkVariables(
  { environment = {}, secrets = {} }: RightParts<z.output<typeof container>>,
  report: Report,
): void {
  for (const [key, variables] of Object.entries({ Environment: environment, Secrets: secrets })) {
    for (const name of Object.keys(variables)) {
      if (!/^[^=\s]+$/.test(name)) {
        report([key, name], `is not a valid variable name: use characters other than = and white space`);
      }
    }
  }
  for (const name of Object.keys(secrets)) {
    if (Object.hasOwn(environment, name)) report(['Secrets', name], 'is also in Environment: remove one of the two');
  }
}
