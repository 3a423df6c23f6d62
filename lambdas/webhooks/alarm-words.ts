import { fields } from '../shared/event-fields';
import { type Notice } from '../shared/notify';

/** What the states of an alarm mean, by CloudWatch's words for them. */
const STATES: ReadonlyMap<string, readonly [subject: string, end: string]> = new Map([
  ['ALARM', ['Alarm', 'went off']],
  ['OK', ['Over', 'is over']],
  ['INSUFFICIENT_DATA', ['No data', 'has too little data']],
]);

/**
 * The words for what a CloudWatch alarm publishes: JSON. None of our own alarms publishes to a leaf's topic; one that a person
 * made may.
 *
 * @returns undefined where it is not from an alarm
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarmInWords(message: string): Notice | undefined {
  const {
    AlarmName: name,
    AlarmDescription: description,
    NewStateValue: state,
    NewStateReason: reason,
  } = parsed(message);
  if (typeof name !== 'string' || typeof state !== 'string') return undefined;
  const [subject, end] = STATES.get(state) ?? [state, `is in state ${state}`];
  const said = state === 'ALARM' ? [description, reason] : [reason];
  return {
    subject: `${subject}: ${name}`,
    message: [`The alarm ${name} ${end}.`, ...said.filter((words) => typeof words === 'string' && words !== '')].join(
      '\n\n',
    ),
  };
}

function parsed(message: string): Readonly<Record<string, unknown>> {
  try {
    return fields(JSON.parse(message));
  } catch {
    return {};
  }
}
