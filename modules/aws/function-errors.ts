import { type TerraformProvider } from 'cdktf';
import { type Construct } from 'constructs';

import { logGroupLink } from '../../lambdas/shared/console-link';
import { Alarm } from './alarm';
import { type Names } from './naming';

export interface FunctionErrorsProps {
  readonly names: Names;
  /** What the function is for, e.g. `break-crash-loop`: last part of its name. */
  readonly role: string;
  readonly functionName: string;
  /** Region of the function, known when synthesizing. */
  readonly region: string;
  /** What it means when the function fails, and what to do, in sentences. */
  readonly meaning: string;
  /** When it counts as failing. */
  readonly failing: Failing;
  /** ARNs of the topics, in the function's region, that get the alarm by e-mail. */
  readonly alarmActions: readonly string[];
  /** Provider of another region. @default the stack's region */
  readonly provider?: TerraformProvider;
}

/** How often a function has to fail: one that fails once is tried again. */
export interface Failing {
  /** Seconds: a multiple of 60. */
  readonly periodSeconds: number;
  /** How many periods are looked at. */
  readonly periods: number;
  /** In how many of them it fails. */
  readonly of: number;
  /** In words, e.g. `has failed for 15 min now`. */
  readonly words: string;
}

/** Of a function that runs all the time: in each period in which the state change hook runs at least. */
export const FAILING_FOR_A_WHILE: Failing = {
  periodSeconds: 300,
  periods: 3,
  of: 3,
  words: 'has failed for 15 min now',
};

/**
 * Of a function that runs only when something happens: Lambda tries it again after a minute, so an event that fails shows in two minutes. It
 * counts as failing for an hour, so that one that fails every half hour is told once.
 */
export const FAILING_ON_EVENTS: Failing = {
  periodSeconds: 60,
  periods: 60,
  of: 2,
  words: 'has failed twice or more within an hour',
};

/**
 * An alarm that fires when a function fails for a while, or again and again. One that does not run does not fail. It counts each try.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export class FunctionErrors extends Alarm {
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: FunctionErrorsProps) {
    const { names, role, functionName, region, meaning, failing, alarmActions, provider } = props;
    const { periodSeconds, periods, of, words } = failing;
    const alarmName = names.errorsAlarm(role);
    super(scope, id, {
      alarmName,
      description:
        `The function ${role} ${words}. ${meaning} ` +
        'If somebody changed a role or a policy by hand, deploy again. An e-mail tells when it no longer fails. ' +
        `Its log says why: ${logGroupLink(region, `/aws/lambda/${functionName}`)}`,
      metric: {
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensions: { FunctionName: functionName },
        statistic: 'Sum',
      },
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      periodSeconds,
      evaluationPeriods: periods,
      datapointsToAlarm: of,
      alarmActions,
      ...(provider && { provider }),
    });
    this.alarmName = alarmName;
  }
}
