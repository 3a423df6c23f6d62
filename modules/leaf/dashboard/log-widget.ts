import { type Widget } from './grid';

export interface LogWidgetProps {
  readonly title: string;
  readonly region: string;
  readonly logGroupName: string;
  /** Commands of CloudWatch Logs Insights, one after the other. */
  readonly commands: readonly string[];
}

/** A table of what a Logs Insights query finds. */
export function logWidget({ title, region, logGroupName, commands }: LogWidgetProps): Widget {
  return {
    type: 'log',
    properties: { title, region, view: 'table', query: [`SOURCE '${logGroupName}'`, ...commands].join('\n| ') },
  };
}
