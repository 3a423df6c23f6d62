import { z } from 'zod';

import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS } from '../../aws/limits';
import { flag, integer, mapOf, numberFrom, property, quietText, type Report, section, text, withRule } from './fields';
import { FORMER_OF_EC2, FORMER_OF_LEAF, FORMER_OF_WATCHDOG } from './former-keys';
import { isImage, normalizeImage } from './image';
import { complaint } from './messages';
import { portsSchema } from './ports';
import { alertSubscription } from './shared';
import { volumesSchema } from './volumes';

/**
 * AWS holds an instance that is being put to sleep for an hour at most (the lifecycle hook of ECS's managed draining);
 * ten minutes of it are left for everything else. ECS itself has no limit on EC2.
 */
export const MAX_STOP_TIMEOUT_SECONDS = 3000;
/** In periods of a minute. */
const MAX_MINUTES = MAX_ALARM_HOURS_IN_SHORT_PERIODS * 60;

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

const container = withRule(
  section({
    Image: text('use an image such as itzg/minecraft-server:2026.9.1', isImage)
      .transform(normalizeImage)
      .describe(
        'Image of the container, e.g. `itzg/minecraft-server:2026.9.1`. Pin a version: with none, every wake-up may bring another one. The repository is put into lower case.',
      ),
    Ports: portsSchema.describe(
      "Ports that are open to everyone: a list of `TCP: n` or `UDP: n`. The same port of the host leads to each. 22, 2375, 2376 and 51678 to 51680 are the host's.",
    ),
    Environment: mapOf(environmentValue, 'use a map of variables such as "EULA: true"')
      .default({})
      .describe(
        'Environment variables of the container. Numbers stay as they are written, booleans become `true` or `false`. The values can be read in the state and in plans: passwords belong to `Secrets`.',
      ),
    Secrets: mapOf(
      quietText(
        'use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
        SECRET,
      ),
      'use a map of variables',
    )
      .default({})
      .describe(
        'Environment variables whose values AWS keeps: name of the variable → name or ARN of an SSM parameter, or ARN of a Secrets Manager secret. A parameter that is named without its ARN lies in `Region`. The values are in no state and no plan.',
      ),
    StopTimeoutSeconds: integer(1, MAX_STOP_TIMEOUT_SECONDS, 'a whole number of seconds')
      .default(120)
      .describe(
        `Seconds between SIGTERM and SIGKILL, so that a game can save: 1 to ${MAX_STOP_TIMEOUT_SECONDS}. The instance is billed meanwhile.`,
      ),
  }),
  checkVariables,
);

const instanceLeftUp = section({
  DurationHours: integer(1, MAX_ALARM_HOURS, 'a whole number of hours')
    .default(8)
    .describe(`Hours that the instance may run without a warning: 1 to ${MAX_ALARM_HOURS}, whole hours.`),
  ShouldStop: flag().default(false).describe('Whether the instance is put to sleep then, and not only an e-mail sent.'),
});

const watchdog = section(
  {
    Threshold: numberFrom(0, 'bytes per second').describe(
      'Bytes per second that clients send, 0 or more: at or below it nobody is connected. The dashboard shows the traffic: take a value a little above what it shows while nobody plays.',
    ),
    MinutesWithoutConnections: integer(1, MAX_MINUTES, 'a whole number of minutes')
      .default(7)
      .describe(`Minutes without anybody connected after which the instance is put to sleep: 1 to ${MAX_MINUTES}.`),
    InstanceLeftUp: instanceLeftUp
      .prefault({})
      .describe('A warning, for the case that the instance runs longer than anybody plays.'),
    StartupGraceMinutes: integer(1, 60, 'a whole number of minutes')
      .default(5)
      .describe(
        'Minutes after a wake-up in which no alarm puts the instance to sleep: 1 to 60. Games that start slowly need more.',
      ),
  },
  { former: FORMER_OF_WATCHDOG },
);

const dashboard = section({
  Enabled: flag()
    .default(true)
    .describe('Whether there is one. An account has three for nothing, each further one costs 3 $ a month.'),
  IntervalMinutes: integer(1, 7 * 24 * 60, 'a whole number of minutes')
    .default(30)
    .describe('Minutes that the dashboard looks back: 1 to 10080, a week.'),
  ShowContainerLogTimestamp: flag()
    .default(true)
    .describe("Whether the container's log is shown with AWS's time stamps. Switch off where the log has its own."),
});

/** `leaves/<id>.yaml`. */
export const leafSchema = section(
  {
    Ec2: section(
      {
        InstanceType: text('use an EC2 instance type such as m7i-flex.large', /^[a-z][a-z0-9-]*[.][a-z0-9-]+$/i)
          .transform((type) => type.toLowerCase())
          .describe(
            'EC2 instance type, e.g. `m7i-flex.large`, x86 or Graviton: the host follows its architecture, the image must have that too. It needs at least 3 GiB of memory, 2 GiB of which are kept for the host.',
          ),
      },
      { former: FORMER_OF_EC2 },
    ).describe('The machine.'),
    Container: container.describe('The container.'),
    Volumes: volumesSchema.describe(
      'What outlives the container: file systems by names of your choice, at most 7. Without any, everything is lost when the container sleeps.',
    ),
    Watchdog: watchdog.describe('When to put the instance to sleep.'),
    AlertSubscription: alertSubscription('Who gets e-mails about this leaf alone: those who play.'),
    Dashboard: dashboard
      .prefault({})
      .describe('A CloudWatch dashboard that shows everything about the leaf on one page.'),
  },
  { former: FORMER_OF_LEAF },
);

function checkVariables(container: unknown, report: Report): void {
  for (const key of ['Environment', 'Secrets']) {
    for (const name of keysOf(property(container, key))) {
      if (!/^[^=\s]+$/.test(name)) {
        report([key, name], `is no name of a variable: use characters other than = and white space`);
      }
    }
  }
  const environment = keysOf(property(container, 'Environment'));
  for (const name of keysOf(property(container, 'Secrets'))) {
    if (environment.includes(name)) report(['Secrets', name], 'stands in Environment too: remove one of the two');
  }
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
