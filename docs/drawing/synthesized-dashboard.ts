import { type PlacedWidget } from '../../modules/leaf/dashboard/grid';
import { quickstartStacks, type Resources } from '../quickstart-stacks';

/** The dashboard of one leaf in synthesized Terraform JSON. References to other resources stay references. */
export interface SynthesizedDashboard {
  /** Its AWS name. */
  readonly name: string;
  /** How many minutes it shows. */
  readonly minutes: number;
  readonly widgets: readonly PlacedWidget[];
  /**
   * The alarm that a reference such as `${aws_cloudwatch_metric_alarm.X.arn}` refers to.
   *
   * @throws Error when the leaf has no such alarm
   */
  readonly alarm: (reference: string) => Readonly<Record<string, unknown>>;
}

/**
 * The dashboard of the quickstart's Minecraft server, with a domain.
 *
 * @throws Error when the quickstart has no leaf, or its leaf has no dashboard
 */
export function quickstartDashboard(): SynthesizedDashboard {
  return dashboardIn(quickstartStacks().leaf);
}

function dashboardIn(resources: Resources): SynthesizedDashboard {
  const [dashboard] = Object.values(resources.aws_cloudwatch_dashboard ?? {});
  if (dashboard === undefined) throw new Error('the leaf has no dashboard: set Dashboard.Enabled to true');
  // a cast, since JSON.parse knows no types: modules/leaf/dashboard.ts makes it
  const body = JSON.parse(String(dashboard.dashboard_body)) as { start: string; widgets: PlacedWidget[] };
  return {
    name: String(dashboard.dashboard_name),
    minutes: Number(body.start.replace(/^-PT|M$/g, '')),
    widgets: body.widgets,
    alarm: (reference) => {
      const [, id = ''] = /^\$\{aws_cloudwatch_metric_alarm\.([^.]+)\.arn\}$/.exec(reference) ?? [];
      const alarm = resources.aws_cloudwatch_metric_alarm?.[id];
      if (alarm === undefined)
        throw new Error(`the dashboard refers to ${reference}, an alarm that the leaf does not have`);
      return alarm;
    },
  };
}
