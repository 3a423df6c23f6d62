import { type Finding, type GuardedDeployment } from '../finding';

/**
 * Refuses to deploy everything while a leaf has a state but no YAML: no deployment would manage it any more, and a
 * renamed file would become a second container with an empty world. Only warns when a person names leaves.
 */
export function keepYaml({ orphans, isWhole }: GuardedDeployment): Finding[] {
  return orphans.map((stack) => ({
    severity: isWhole ? 'refuse' : 'warn',
    stack,
    message: `${stack} has state but no YAML: put the file back or run ./cm retire ${stack}`,
  }));
}
