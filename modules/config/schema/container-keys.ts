import { z } from 'zod';

import { listOf, type Report, type RightParts, section, withRule } from './containers';
import { choice, integer, text } from './fields';
import { explain } from './messages';

// What ECS takes: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
const ULIMITS = [
  ...['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc', 'rss', 'rtprio'],
  ...['rttime', 'sigpending', 'stack'],
] as const;
/** A limit is a 32-bit number in Docker's tools; -1 means none. */
const MAX_LIMIT = 2147483647;

// a word can hold a password: no error repeats it
const word = z
  .union([z.string(), z.boolean()], explain("use text; write '' for empty text", 'quiet'))
  .transform(String);

/** The words of a command, each one argument. */
export const command = listOf(word, 'use a list of words, such as "[-servername, friends]"').min(1, {
  error: "is empty: name at least one word, or remove it to use the image's command",
});

export const user = text(
  'use a name or number of a user, with or without : and a group, such as 1000:1000',
  /^[^\s:]+(:[^\s:]+)?$/,
);

const limit = integer(-1, MAX_LIMIT, 'a whole number (-1: no limit)');
const ulimit = section({
  name: choice(ULIMITS).describe(`One of ${ULIMITS.join(', ')}.`),
  softLimit: limit.describe('The limit that applies; a process can raise it up to `HardLimit`.'),
  hardLimit: limit.describe('The highest value of the limit.'),
});

const ulimitList = listOf(ulimit, 'use a list of Name, SoftLimit and HardLimit');

export const ulimits = withRule(ulimitList, checkUlimits);

const healthCheckKeys = section({
  command: command.describe(
    '`CMD` and the words of a program in the image, or `CMD-SHELL` and one line for its shell: exit code 0 is healthy. ECS ignores the `HEALTHCHECK` of the image, and replaces a container that becomes unhealthy. Without a `Query`, "ready" is when it passes: told at once in the container\'s first minute, else up to 5 minutes later, because AWS sends no event about it.',
  ),
  interval: integer(5, 300, 'a whole number of seconds').default(30).describe('Seconds between two checks: 5 to 300.'),
  timeout: integer(2, 60, 'a whole number of seconds')
    .default(5)
    .describe('Seconds after which a check has failed: 2 to 60.'),
  retries: integer(1, 10, 'a whole number')
    .default(3)
    .describe('Failed checks in a row after which the container is unhealthy: 1 to 10.'),
  startPeriod: integer(0, 300, 'a whole number of seconds')
    .optional()
    .describe('Seconds after the start in which failed checks do not count: 0 to 300. Default: 0.'),
});

export const healthCheck = withRule(healthCheckKeys, checkFirstWord).describe(
  "How ECS checks the container's health. Default: not at all.",
);

function checkUlimits(limits: RightParts<z.output<typeof ulimitList>>, report: Report): void {
  limits.forEach(({ name, softLimit, hardLimit } = {}, index) => {
    const isAbove = hardLimit !== undefined && softLimit !== undefined && (softLimit > hardLimit || softLimit === -1);
    if (isAbove && hardLimit !== -1 && softLimit !== hardLimit) {
      report([index, 'SoftLimit'], `${softLimit} is above HardLimit ${hardLimit}: use at most that`);
    }
    if (name !== undefined && limits.findIndex((other) => other?.name === name) !== index) {
      report([index, 'Name'], `${name} is listed twice: remove one of the two`);
    }
  });
}

function checkFirstWord({ command = [] }: RightParts<z.output<typeof healthCheckKeys>>, report: Report): void {
  const [first, ...others] = command;
  if (first === undefined) return;
  if (first !== 'CMD' && first !== 'CMD-SHELL') {
    report(['Command', 0], 'does not say how to run the check: begin the list with CMD or CMD-SHELL');
  } else if (others.length === 0 || (first === 'CMD-SHELL' && others.length > 1)) {
    const what = first === 'CMD' ? 'at least one more word' : 'exactly one line of shell';
    report(['Command'], `has ${others.length} words after ${first}: it takes ${what}`);
  }
}
