import { loadConfig } from '../../modules/config/load-config';
import { PROJECT } from '../../e2e/project-copy/project-files';

/** The quick start, of which the page speaks. */
export function quickstart() {
  const [leaf] = loadConfig({ projectFolder: PROJECT, env: { CONFIG_DIR: 'examples/quickstart' } }).config.leaves;
  const { instanceType, watchdog, limit } = leaf!;
  return {
    instanceType,
    startupGraceMinutes: watchdog.startupGraceMinutes,
    minutesWithoutConnections: watchdog.minutesWithoutConnections,
    instanceLeftUpHours: watchdog.instanceLeftUp.durationHours,
    limitHours: limit.hoursPerMonth!,
  };
}
