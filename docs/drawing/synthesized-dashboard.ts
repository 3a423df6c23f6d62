import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'cdktf';

import { BaseStack } from '../../modules/base/base-stack';
import { loadConfig } from '../../modules/config/load-config';
import { type PlacedWidget } from '../../modules/leaf/dashboard/grid';
import { LeafStack } from '../../modules/leaf/leaf-stack';

/** Resources of synthesized Terraform JSON: type → logical id → attributes. */
type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

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

const PROJECT_FOLDER = join(__dirname, '..', '..');
// without a domain, as in the quickstart, the dashboard shows no DNS queries
const DOMAIN = { name: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

/**
 * The dashboard of the quickstart's Minecraft server, with a domain.
 *
 * @throws Error when the quickstart has no leaf, or its leaf has no dashboard
 */
export function quickstartDashboard(): SynthesizedDashboard {
  const env = { CONFIG_DIR: join('examples', 'quickstart') };
  const { config } = loadConfig({ projectFolder: PROJECT_FOLDER, env });
  const [leaf] = config.leaves;
  if (leaf === undefined) throw new Error('examples/quickstart has no leaf to draw the dashboard of');
  const outdir = mkdtempSync(join(tmpdir(), 'draw-dashboard-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    const base = { ...config.base, domain: DOMAIN };
    new LeafStack(app, { baseStack: new BaseStack(app, base), base, leaf });
    app.synth();
    const json = readFileSync(join(outdir, 'stacks', leaf.stackName, 'cdk.tf.json'), 'utf8');
    // a cast, since JSON.parse knows no types
    return dashboardIn((JSON.parse(json) as { resource: Resources }).resource);
  } finally {
    rmSync(outdir, { recursive: true });
  }
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
