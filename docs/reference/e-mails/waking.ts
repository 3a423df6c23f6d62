import { backOffNotice } from '../../../lambdas/asg-state-change-hook/back-off-notice';
import {
  endedNotice,
  nearLimitNotice,
  usedUpNotice,
  wokenNotice,
} from '../../../lambdas/asg-state-change-hook/limit-notices';
import { type EMail } from './e-mail';
import { ENDED_BY_LIMIT, INSTANCE_ID, LEAF, NEAR_LIMIT, NOW, USED_UP } from './examples';

const FOR_EACH_LIMIT = 'for each month and limit: `./cm allow` makes a new limit';

/** The e-mails about what wakes a leaf less often, or no more: the back-off of DNS, and the limit of its hours. */
export function eMailsOfWaking(): readonly EMail[] {
  return [
    {
      id: 'back-off',
      begins: ['`<leaf>: DNS wakes it less often now`'],
      to: 'administrators and players',
      when: 'DNS queries woke it three times in a row, and nobody was there (with a domain)',
      mostPerDay: 1,
      mostWhere: 'until somebody plays or runs `./cm wake`; after that it may come again',
      todo: 'nothing. If it comes again and again: `Wake.ByDns: false`, or a name that nobody guesses',
      examples: [
        backOffNotice(LEAF, {
          count: 3,
          since: new Date('2026-11-29T19:50:00Z'),
          endedAt: new Date(NOW.getTime() - 300_000),
          minutes: 15,
        }),
      ],
    },
    {
      id: 'near-limit',
      begins: ['`<leaf> has used 80 % of its hours …`'],
      to: 'administrators and players',
      when: 'it was awake for 80 % or more of the hours that it has in this month (with a `Limit`)',
      mostPerDay: 1,
      mostWhere: FOR_EACH_LIMIT,
      todo: 'nothing. To grant more: `./cm allow <leaf> 5h` [(more)](#the-hours-of-a-month)',
      examples: [nearLimitNotice(LEAF, NEAR_LIMIT)],
    },
    {
      id: 'used-up',
      begins: ['`<leaf> has used up its hours …`'],
      to: 'administrators and players',
      when: 'it was awake for all of them: nothing wakes it until the next month',
      mostPerDay: 1,
      mostWhere: FOR_EACH_LIMIT,
      todo: 'if you play, end within 4 hours. To play on this month: `./cm allow <leaf> 5h`',
      examples: [usedUpNotice(LEAF, USED_UP, true)],
    },
    {
      id: 'ended',
      begins: ['`<leaf> was put to sleep: its hours … are used up`'],
      to: 'administrators and players',
      when: 'its instance still ran 4 hours after that, and it was not held: it was put to sleep',
      mostPerDay: 6,
      mostWhere: 'where somebody grants a few minutes after each; else 1 in a month',
      todo: 'nothing: its files are kept. To play on this month: `./cm allow <leaf> 5h`, then connect',
      examples: [
        endedNotice(LEAF, ENDED_BY_LIMIT, {
          instanceId: INSTANCE_ID,
          usedUpAt: new Date(NOW.getTime() - 4 * 3_600_000),
        }),
      ],
    },
    {
      id: 'woken',
      begins: ['`<leaf> is awake, and its hours … are used up`'],
      to: 'administrators and players',
      when: "an instance was launched after they were used up, e.g. since somebody woke it in AWS's console",
      mostPerDay: 1,
      mostWhere: 'for each instance that is launched then',
      todo: 'if nobody should play: `./cm sleep <leaf>`',
      examples: [wokenNotice(LEAF, USED_UP, INSTANCE_ID)],
    },
  ];
}
