import { type Widget } from './grid';

export interface AlarmGraphProps {
  readonly title: string;
  readonly region: string;
  readonly alarmArn: string;
}

/** The current state of each alarm. */
export function alarmStates(alarmArns: readonly string[]): Widget {
  return { type: 'alarm', properties: { title: 'Alarms', alarms: alarmArns } };
}

/** The graph of an alarm: what it watches, its threshold, and red while it is in ALARM. */
export function alarmGraph({ title, region, alarmArn }: AlarmGraphProps): Widget {
  return {
    type: 'metric',
    properties: {
      title,
      region,
      view: 'timeSeries',
      stacked: false,
      annotations: { alarms: [alarmArn] },
    },
  };
}
