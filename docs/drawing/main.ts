import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dashboardSvg } from './dashboard-svg';
import { quickstartDashboard } from './synthesized-dashboard';

/** `npm run draw-dashboard`: writes docs/dashboard.svg. */
writeFileSync(join(__dirname, '..', 'dashboard.svg'), dashboardSvg(quickstartDashboard()));
