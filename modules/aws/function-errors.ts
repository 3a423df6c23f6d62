import { type TerraformProvider } from 'cdktf';
import { type Construct } from 'constructs';

import { duration } from '../../lambdas/shared/duration';
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
  /** Seconds: a multiple of 60. */
  readonly periodSeconds: number;
  /** ARNs of the topics, in the function's region, that get the alarm by e-mail. */
  readonly alarmActions: readonly string[];
  /** Provider of another region. @default the stack's region */
  readonly provider?: TerraformProvider;
}

/** How many periods in a row a function has to fail: one that fails once is tried again. */
const PERIODS = 3;

/**
 * An alarm that fires when a function fails for a while: at least once in each of three periods. One that does not run does not
 * fail. It counts each try.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export class FunctionErrors extends Alarm {
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: FunctionErrorsProps) {
    const { names, role, functionName, region, meaning, periodSeconds, alarmActions, provider } = props;
    const alarmName = names.errorsAlarm(role);
    super(scope, id, {
      alarmName,
      description:
        `The function ${role} has failed for ${duration(PERIODS * periodSeconds)} now. ${meaning} ` +
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
      evaluationPeriods: PERIODS,
      alarmActions,
      ...(provider && { provider }),
    });
    this.alarmName = alarmName;
  }
}
