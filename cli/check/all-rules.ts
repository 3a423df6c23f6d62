import { type Rule } from './rule';
import { adoptedFileSystems } from './rules/adopted-file-systems';
import { hostedZone } from './rules/hosted-zone';
import { instanceTypes } from './rules/instance-types';
import { logPolicies } from './rules/log-policies';
import { queryLog } from './rules/query-log';
import { secrets } from './rules/secrets';
import { webhooks } from './rules/webhooks';

/** In the order in which `./cm check` shows what they find. */
export const RULES: readonly Rule[] = [
  hostedZone,
  queryLog,
  logPolicies,
  webhooks,
  instanceTypes,
  secrets,
  adoptedFileSystems,
];
