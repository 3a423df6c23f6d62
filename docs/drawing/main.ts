import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dashboardSvg } from './dashboard-svg';
import { quickstartPlan } from './plan';

/** Draws docs/dashboard.svg anew: `npm run draw-dashboard`. */
writeFileSync(join(__dirname, '..', 'dashboard.svg'), dashboardSvg(quickstartPlan()));
