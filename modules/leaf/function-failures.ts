import { Construct } from 'constructs';

import { FunctionErrors } from '../aws/function-errors';
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

// how often the state change hook runs at least
const PERIOD_SECONDS = 300;

/**
 * Tells the administrators when a function of the leaf fails for a while, and when that is over: two e-mails, however long it
 * lasts. An alarm for each function: one on all of them would cost the same, and would not say which one fails.
 */
export class FunctionFailures extends Construct {
  constructor(scope: Construct, id: string, props: FunctionFailuresProps) {
    super(scope, id);
    const { names, leafId, baseTopicArn, playerQueryFunctionName } = props;
    const alarms = [
      this.alarm(props, 'Hook', 'asg-state-change-hook', props.hookFunctionName, hookMeaning(leafId)),
      this.alarm(props, 'BreakCrashLoop', 'break-crash-loop', props.breakCrashLoopFunctionName, crashMeaning(leafId)),
      ...(playerQueryFunctionName === undefined
        ? []
        : [this.alarm(props, 'PlayerQuery', 'player-query', playerQueryFunctionName, queryMeaning(leafId))]),
    ];
    new RecoveryNotice(this, 'Recovered', {
      names,
      alarmNames: alarms.map(({ alarmName }) => alarmName),
      text: `A function of ${leafId} no longer fails, as of <time>: the alarm <alarm> is over. There is nothing to do.`,
      topicArn: baseTopicArn,
    });
  }

  private alarm(
    { names, region, baseTopicArn }: FunctionFailuresProps,
    id: string,
    role: string,
    functionName: string,
    meaning: string,
  ): FunctionErrors {
    return new FunctionErrors(this, id, {
      names,
      role,
      functionName,
      region,
      meaning,
      periodSeconds: PERIOD_SECONDS,
      alarmActions: [baseTopicArn],
    });
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
