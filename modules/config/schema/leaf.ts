import { z } from 'zod';

import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS } from '../../aws/limits';
import { mapOf, type Report, type RightParts, section, withRule } from './containers';
import { flag, integer, numberFrom, quietText, text } from './fields';
import { FORMER_OF_EC2, FORMER_OF_LEAF, FORMER_OF_WATCHDOG } from './former-keys';
import { isImage, normalizeImage } from './image';
import { complaint } from './messages';
import { portsSchema } from './ports';
import { alertSubscription } from './shared';
import { MAX_VOLUMES, volumesSchema } from './volumes';

/**
 * AWS waits an hour at most before it terminates an instance (the lifecycle hook of ECS's managed draining); ten minutes
 * of it are left for everything else. ECS itself has no limit on EC2.
 */
export const MAX_STOP_TIMEOUT_SECONDS = 3000;
/** In periods of a minute. */
const MAX_MINUTES = MAX_ALARM_HOURS_IN_SHORT_PERIODS * 60;

const WEEK_MINUTES = 7 * 24 * 60;

const SECRET = new RegExp(
  [
    '^/?[A-Za-z0-9_.-]+$',
    '^(/[A-Za-z0-9_.-]+){2,15}$',
    '^arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:parameter(/[A-Za-z0-9_.-]+){1,15}$',
    '^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}(:[^:]*:[^:]*:[^:]*)?$',
  ].join('|'),
);

const environmentValue = z
  .union([z.string(), z.number(), z.boolean()], {
    error: ({ input }) =>
      input === undefined
        ? "has no value: write '' for empty text"
        : complaint(input, 'use text, a number, true or false'),
  })
  .transform(String);

const container = section({
  /** With its tag or digest; the repository is in lower case. */
  image: text('use an image such as itzg/minecraft-server:2026.9.1', isImage)
    .transform(normalizeImage)
    .describe(
      'Image of the container, e.g. `itzg/minecraft-server:2026.9.1`. Pin a version: without one, any wake-up can bring a new version. Upper-case letters in the repository become lower case.',
    ),
  ports: portsSchema.describe(
    'Ports that are open to everyone: a list of `TCP: n` or `UDP: n`. The container listens on the same port that players connect to. The host uses 22, 2375, 2376 and 51678 to 51680 itself, so they are not allowed.',
  ),
  environment: mapOf(environmentValue, 'use a map of variables such as "EULA: true"')
    .default({})
    .describe(
      'Environment variables of the container. Numbers stay as you write them, booleans become `true` or `false`. Terraform shows the values in plans and keeps them in the state: put passwords in `Secrets`.',
    ),
  /** Name of the variable → SSM parameter name or ARN, or Secrets Manager ARN. */
  secrets: mapOf(
    quietText(
      'use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
      SECRET,
    ),
    'use a map of variables such as "PASSWORD: /minecraft/password"',
  )
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
});

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
    /** Bytes per second; at or below it nobody is connected. */
    threshold: numberFrom(0, 'bytes per second').describe(
      'Bytes per second that clients send, 0 or more: at or below this value nobody counts as connected. The dashboard shows the traffic: choose a value a little above what it shows while nobody plays.',
    ),
    minutesWithoutConnections: integer(1, MAX_MINUTES, 'a whole number of minutes')
      .default(7)
      .describe(`Minutes without anybody connected before the instance is put to sleep: 1 to ${MAX_MINUTES}.`),
    instanceLeftUp: instanceLeftUp.prefault({}).describe('A warning for when the instance runs longer than expected.'),
    startupGraceMinutes: integer(1, 60, 'a whole number of minutes')
      .default(5)
      .describe(
        'Minutes after a wake-up in which no alarm puts the instance to sleep: 1 to 60. Choose more for games that start slowly.',
      ),
  },
  { former: FORMER_OF_WATCHDOG },
);

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

/** `leaves/<id>.yaml`. */
export const leafSchema = section(
  {
    ec2: section(
      {
        /** E.g. `m7i-flex.large`, in lower case. */
        instanceType: text('use an EC2 instance type such as m7i-flex.large', /^[a-z][a-z0-9-]*[.][a-z0-9-]+$/i)
          .transform((type) => type.toLowerCase())
          .describe(
            'EC2 instance type, e.g. `m7i-flex.large`, x86 or Graviton: the image must support its architecture. It needs at least 3 GiB of memory; the host keeps 2 GiB of it.',
          ),
      },
      { former: FORMER_OF_EC2 },
    ).describe('The virtual machine that runs the container.'),
    container: withRule(container, checkVariables).describe('The container.'),
    volumes: volumesSchema.describe(
      `File systems, which keep their files while the container sleeps: at most ${MAX_VOLUMES}, by names of your choice (\`<Id>\` below). Without a volume, everything is lost when the container goes to sleep.`,
    ),
    watchdog: watchdog.describe('When to put the instance to sleep.'),
    alertSubscription: alertSubscription('Who gets e-mails about this leaf only: the players.'),
    dashboard: dashboard
      .prefault({})
      .describe('A CloudWatch dashboard that shows everything about the leaf on one page.'),
  },
  { former: FORMER_OF_LEAF },
);

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
