import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'cdktf';

import { BaseStack } from '../../modules/base/base-stack';
import { loadConfig } from '../../modules/config/load-config';
import { type PlacedWidget } from '../../modules/leaf/dashboard/grid';
import { LeafStack } from '../../modules/leaf/leaf-stack';

/** Resources of a stack by type and logical id, as Terraform gets them. */
type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What Terraform is given for the dashboard of one leaf. References to other resources stay references. */
export interface DashboardPlan {
  readonly name: string;
  /** Minutes that it looks back. */
  readonly minutes: number;
  readonly widgets: readonly PlacedWidget[];
  /** The alarm behind a reference such as `${aws_cloudwatch_metric_alarm.X.arn}`. */
  readonly alarm: (reference: string) => Readonly<Record<string, unknown>>;
}

const PROJECT_FOLDER = join(__dirname, '..', '..');
// the quickstart has none, and so would show no DNS queries
const DOMAIN = { name: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

/** The dashboard of the quickstart's Minecraft server, with a domain. */
export function quickstartPlan(): DashboardPlan {
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
    return planIn((JSON.parse(json) as { resource: Resources }).resource);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function planIn(resources: Resources): DashboardPlan {
  const [dashboard] = Object.values(resources.aws_cloudwatch_dashboard ?? {});
  if (dashboard === undefined) throw new Error('the leaf has no dashboard: Dashboard.Enabled must be true');
  // a cast, since JSON.parse knows no types: modules/leaf/dashboard.ts makes it
  const body = JSON.parse(String(dashboard.dashboard_body)) as { start: string; widgets: PlacedWidget[] };
  return {
    name: String(dashboard.dashboard_name),
    minutes: Number(body.start.replace(/^-PT|M$/g, '')),
    widgets: body.widgets,
    alarm: (reference) => {
      const [, id = ''] = /^\$\{aws_cloudwatch_metric_alarm\.([^.]+)\.arn\}$/.exec(reference) ?? [];
      const alarm = resources.aws_cloudwatch_metric_alarm?.[id];
      if (alarm === undefined) throw new Error(`the leaf has no alarm ${reference}`);
      return alarm;
    },
  };
}
