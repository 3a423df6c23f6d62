import { section } from './containers';
import { numberAbove } from './fields';

/** Of a month of 31 days. */
const MAX_HOURS = 744;

export const limit = section({
  /** Absent: no limit. */
  hoursPerMonth: numberAbove(0, MAX_HOURS, 'hours')
    .optional()
    .describe(
      `Hours that the leaf may be awake in a month, which begins and ends at midnight in UTC: above 0, at most ${MAX_HOURS}, e.g. \`60\` or \`0.5\`. E-mails tell of 80 % and of 100 %. Default: no limit.`,
    ),
});
