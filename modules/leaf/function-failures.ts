import { Construct } from 'constructs';

import {
  FAILING_FOR_A_WHILE,
  FAILING_ON_EVENTS,
  FunctionErrors,
  type FunctionErrorsProps,
} from '../aws/function-errors';
import { type Names } from '../aws/naming';
import { RecoveryNotice } from '../aws/recovery-notice';

export interface FunctionFailuresProps {
  readonly names: Names;
  readonly leafId: string;
  readonly region: string;
  readonly hookFunctionName: string;
  readonly breakCrashLoopFunctionName: string;
  /** @default the leaf has no Query */
  readonly playerQueryFunctionName?: string;
  /** The topic of the administrators. */
  readonly baseTopicArn: string;
}

/**
 * Tells the administrators when a function of the leaf fails for a while, and when that is over: two e-mails, however long it
 * lasts. An alarm for each function: one on all of them would cost the same, and would not say which one fails.
 */
export class FunctionFailures extends Construct {
  constructor(scope: Construct, id: string, props: FunctionFailuresProps) {
    super(scope, id);
    const { names, leafId, baseTopicArn, playerQueryFunctionName } = props;
    const alarms = [
      this.alarm(props, 'Hook', {
        role: 'asg-state-change-hook',
        functionName: props.hookFunctionName,
        meaning: hookMeaning(leafId),
        failing: FAILING_FOR_A_WHILE,
      }),
      this.alarm(props, 'BreakCrashLoop', {
        role: 'break-crash-loop',
        functionName: props.breakCrashLoopFunctionName,
        meaning: crashMeaning(leafId),
        failing: FAILING_ON_EVENTS,
      }),
      ...(playerQueryFunctionName === undefined
        ? []
        : [
            this.alarm(props, 'PlayerQuery', {
              role: 'player-query',
              functionName: playerQueryFunctionName,
              meaning: queryMeaning(leafId),
              failing: FAILING_FOR_A_WHILE,
            }),
          ]),
    ];
    new RecoveryNotice(this, 'Recovered', {
      names,
      alarmNames: alarms.map(({ alarmName }) => alarmName),
      text: `The alarm <alarm> of ${leafId} is over, as of <time>: either the function works again, or nothing has run it since. If nobody corrected anything, it fails again the next time.`,
      topicArn: baseTopicArn,
    });
  }

  private alarm(
    { names, region, baseTopicArn }: FunctionFailuresProps,
    id: string,
    what: Pick<FunctionErrorsProps, 'role' | 'functionName' | 'meaning' | 'failing'>,
  ): FunctionErrors {
    return new FunctionErrors(this, id, { names, region, ...what, alarmActions: [baseTopicArn] });
  }
}

function hookMeaning(leafId: string): string {
  return (
    `Until it works again, the address of '${leafId}' may be an old one, and e-mails about '${leafId}' may not come. ` +
    'It runs again every five minutes and then does what is missing.'
  );
}

function crashMeaning(leafId: string): string {
  return (
    `The container of '${leafId}' stops by itself, and nothing puts '${leafId}' to sleep for it: it starts again and again. ` +
    `To end that, run ./cm sleep ${leafId}.`
  );
}

function queryMeaning(leafId: string): string {
  return (
    `Nobody knows who plays on '${leafId}': until it works again, the bytes that arrive decide when it sleeps, as without a ` +
    'Query. It runs again every minute.'
  );
}
