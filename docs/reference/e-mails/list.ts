import {
  couldNotStartNotice,
  leftUpNotice,
  neverRanNotice,
  readyNotice,
  repeatsNotice,
  silentNotice,
  stoppedNotice,
  unplacedNotice,
} from '../../../lambdas/asg-state-change-hook/messages';
import { startLine } from '../../../lambdas/asg-state-change-hook/start-line';
import { crashNotice } from '../../../lambdas/break-crash-loop/crash-notice';
import { withRepeats } from '../../../lambdas/shared/repeats-note';
import { type EMail } from './e-mail';
import {
  ADDRESS,
  CRASH_LOG_LINK,
  CRASHED,
  ENDED,
  FAILED_START,
  INSTANCE_ID,
  LAUNCHED_AT,
  LEAF,
  NEVER_ANSWERED,
  NEVER_RAN,
  NOW,
  PLAYED,
  RECEIPT,
  STARTED,
} from './examples';
import { fromAws } from './from-aws';
import { eMailsOfWaking } from './waking';

const NO_CAPACITY = 'We currently do not have sufficient m7i-flex.large capacity. Launching EC2 instance failed.';
const EARLIER = { toldAt: new Date('2026-11-29T19:55:00Z'), count: 3 };
const SINCE = { count: 11, since: new Date('2026-11-29T20:00:00Z') };
const FOR_STRANGERS = 'of those that DNS began after three for nobody; each other one is told';
const ALL_DAY = 'while it fails all day; one that fails and works in turns sends more';
const READ_LOG = 'read its log at the link in the e-mail';

/** Every e-mail that there is, in the order in which a reader looks for it. A new one is added here, and to the worst days of its test. */
export function eMails(): readonly EMail[] {
  const aws = fromAws();
  return [
    {
      id: 'ready',
      begins: ['`<leaf> is ready`'],
      to: 'administrators and players',
      when: 'once for each instance, when people can connect: the game answers (with a `Query`), the container is healthy (with a `HealthCheck`), or the container is running, when the game may still be loading',
      mostPerDay: 24,
      mostWhere: FOR_STRANGERS,
      todo: 'nothing: connect to the address and ports in the e-mail',
      examples: [
        readyNotice(
          LEAF,
          { instance: { id: INSTANCE_ID, lifecycleState: 'InService' }, address: ADDRESS, launchedAt: LAUNCHED_AT },
          new Date(LAUNCHED_AT.getTime() + 98_000),
          startLine(STARTED, LEAF.readyWhen),
        ),
      ],
    },
    {
      id: 'silent',
      begins: ['`<leaf> does not answer`'],
      to: 'administrators and players',
      when: 'once for each instance, when the game has not answered in the minutes of `Query.LoadingMinutes`',
      mostPerDay: 24,
      todo: 'read the log at the link in the e-mail. If it is still loading, raise `LoadingMinutes`; if people can play, correct `Query.Game` and `Query.Port`',
      examples: [silentNotice(LEAF, { since: LAUNCHED_AT, loadingMinutes: 30, logLink: CRASH_LOG_LINK }, NOW)],
    },
    {
      id: 'stopped',
      begins: ['`<leaf> stopped`'],
      to: 'administrators and players',
      when: 'once for each instance that was in service, when it is gone',
      mostPerDay: 24,
      mostWhere: FOR_STRANGERS,
      todo: 'nothing: the files are kept. It says about what that time, the month so far and the files cost, and with a `Query` how many people played at most. If it says that the game never answered, read the log at the link',
      examples: [PLAYED, NEVER_ANSWERED].map((instance) => stoppedNotice(LEAF, instance, NOW, { receipt: RECEIPT })),
    },
    {
      id: 'failed-launch',
      begins: ['`<leaf> could not start`'],
      to: 'administrators and players',
      when: 'AWS cannot launch an instance: it was put to sleep',
      mostPerDay: 24,
      todo: "read AWS's reason and the hint in the e-mail, which says what to do about the most common ones. Often no instance of that type is free: try later, or use another type",
      examples: [
        couldNotStartNotice(LEAF, NO_CAPACITY),
        withRepeats(
          couldNotStartNotice(LEAF, 'You have requested more vCPU capacity than your current vCPU limit'),
          EARLIER,
        ),
      ],
    },
    {
      id: 'never-ran',
      begins: ['`<leaf> could not start`'],
      to: 'administrators and players',
      when: 'there was an instance, but its container was not seen running until it was gone, or ECS has not started it for minutes',
      mostPerDay: 24,
      todo: 'if you did not put it to sleep, look where the e-mail says [(more)](#it-will-not-start-stop-or-wake)',
      examples: [neverRanNotice(LEAF, NEVER_RAN, NOW), unplacedNotice(LEAF, INSTANCE_ID, 'RESOURCE:MEMORY')],
    },
    {
      id: 'crash',
      begins: [
        '`<leaf> crashed with exit code 1`',
        '`<leaf> crashed`',
        '`<leaf> ended by itself`',
        '`<leaf> could not start`',
      ],
      to: 'administrators and players',
      when: 'the container ended by itself, or could not start twice on one instance: it was put to sleep, so that it does not start again and again',
      mostPerDay: 24,
      todo: 'read the log at the link in the e-mail, fix the container, deploy, connect',
      examples: [CRASHED, ENDED, FAILED_START].map((stop) => crashNotice(LEAF.id, stop, CRASH_LOG_LINK)),
    },
    {
      id: 'repeats',
      begins: [
        '`<leaf> could not start 11 more times since 20:00 UTC`',
        '`<leaf> did not answer …`',
        '`<leaf> crashed or could not start …`',
        '`<leaf> was ready …`',
        '`<leaf> stopped …`',
      ],
      to: 'administrators and players',
      when: 'an hour after an e-mail of one of the kinds above, if it came again meanwhile: the same cause is told at most once an hour',
      mostPerDay: 24,
      mostWhere: 'of each kind together with its own e-mails',
      todo: 'what the first e-mail says. If strangers wake it again and again: `./cm sleep <leaf> --stay`',
      examples: [repeatsNotice(LEAF, 'failed-launch', SINCE), repeatsNotice(LEAF, 'ready', { ...SINCE, count: 1 })],
    },
    ...eMailsOfWaking(),
    {
      id: 'instance-left-up',
      begins: ['`ALARM: "container-manager-minecraft-instance-left-up" in …`'],
      to: 'administrators',
      when: 'it has run longer than `DurationHours` without a break',
      mostPerDay: 3,
      mostWhere: 'with the default of 8 hours, and a minute asleep after each',
      todo: 'run `./cm sleep <leaf>` if nobody plays; if it never sleeps by itself, raise `Threshold`',
      examples: [aws.alarm('instance-left-up')],
    },
    {
      id: 'still-up',
      begins: ['`<leaf> is still up, for 1 d 8 h now`'],
      to: 'administrators',
      when: 'every 24 hours as long as that alarm lasts, also while it is held',
      mostPerDay: 1,
      todo: 'as above',
      examples: [
        leftUpNotice(
          LEAF,
          { launchedAt: new Date('2026-11-28T13:00:00Z') },
          (/Description: (.*)/.exec(aws.alarm('instance-left-up').message) ?? [])[1] ?? '',
          NOW,
        ),
      ],
    },
    {
      id: 'file-system-size',
      begins: ['`ALARM: "container-manager-minecraft-file-system-size" in …`'],
      to: 'administrators',
      when: 'the files are larger than `Alerts.FileSystemGigabytes`',
      mostPerDay: 12,
      mostWhere: 'where they grow and shrink every hour',
      todo: 'if nobody expects that, [the container may be hacked](#what-a-hacked-container-can-cost)',
      examples: [aws.alarm('file-system-size')],
    },
    {
      id: 'log-volume',
      begins: ['`ALARM: "container-manager-minecraft-log-volume" in …`'],
      to: 'administrators',
      when: 'the container writes more than `Alerts.LogMegabytesPerHour` to its log in an hour',
      mostPerDay: 12,
      mostWhere: 'where it does so every second hour',
      todo: 'as above',
      examples: [aws.alarm('log-volume')],
    },
    {
      id: 'backup',
      begins: ['"A backup failed or has issues …"'],
      to: 'administrators',
      when: 'a backup failed, or is there with something missing',
      mostPerDay: 1,
      mostWhere: 'for each volume',
      todo: "read AWS's reason. FAILED, ABORTED or EXPIRED: AWS tries again tomorrow; if that fails too, check the leaf's role and the vault in the console of AWS Backup. COMPLETED: there is a backup, but files that changed meanwhile may be missing in it: choose an hour in `Backup.Hour` in which nobody plays",
      examples: [aws.rule('base', 'backup-failed')],
    },
    {
      id: 'asg-state-change-hook-errors',
      begins: ['`ALARM: "container-manager-minecraft-asg-state-change-hook-errors" in …`'],
      to: 'administrators',
      when: 'the function `asg-state-change-hook` failed in three periods of five minutes in a row',
      mostPerDay: 1,
      mostWhere: ALL_DAY,
      todo: `${READ_LOG}: the DNS record or an e-mail may be out of date until it works`,
      examples: [aws.alarm('asg-state-change-hook-errors')],
    },
    {
      id: 'break-crash-loop-errors',
      begins: ['`ALARM: "container-manager-minecraft-break-crash-loop-errors" in …`'],
      to: 'administrators',
      when: 'the function `break-crash-loop` failed twice or more within an hour',
      mostPerDay: 1,
      mostWhere: ALL_DAY,
      todo: `${READ_LOG}, and check that the leaf is asleep: \`./cm status <leaf>\``,
      examples: [aws.alarm('break-crash-loop-errors')],
    },
    {
      id: 'player-query-errors',
      begins: ['`ALARM: "container-manager-minecraft-player-query-errors" in …`'],
      to: 'administrators',
      when: 'the function `player-query` failed in three periods of five minutes in a row (with a `Query`)',
      mostPerDay: 1,
      mostWhere: ALL_DAY,
      todo: `${READ_LOG}: until it works, bytes decide when the leaf sleeps`,
      examples: [aws.alarm('player-query-errors')],
    },
    {
      id: 'functions-recovered',
      begins: ['"The alarm <alarm> of minecraft is over …"'],
      to: 'administrators',
      when: 'such an alarm is over: the function works again, or nothing has run it since',
      mostPerDay: 1,
      mostWhere: 'for each of the three',
      todo: 'nothing, if you corrected the cause; else it comes back',
      examples: [aws.rule('leaf', 'functions-recovered')],
    },
    {
      id: 'start-system-errors',
      begins: ['"Leaves cannot be woken …"'],
      to: 'administrators',
      when: 'the function `start-system`, which wakes leaves when somebody connects, failed twice or more within an hour',
      mostPerDay: 1,
      mostWhere: ALL_DAY,
      todo: 'run `./cm wake <leaf>`, then read the reason in the log `/aws/lambda/container-manager-base-start-system` in us-east-1',
      examples: [aws.rule('base', 'start-system-failed')],
    },
    {
      id: 'start-system-recovered',
      begins: ['"The function start-system no longer fails …"'],
      to: 'administrators',
      when: 'that is over',
      mostPerDay: 1,
      mostWhere: 'as above',
      todo: 'nothing',
      examples: [aws.rule('base', 'functions-recovered')],
    },
  ];
}
