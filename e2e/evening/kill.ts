import { type RunningCm } from '../project-copy/project-copy';
import { descendants } from '../processes';

/** Kills ./cm, Terraform and its providers at once, so that none can clean up. */
export function killWithTerraform({ pid }: RunningCm): void {
  const started = descendants(pid);
  expect(started.map(({ command }) => command)).toContainEqual(expect.stringMatching(/^terraform apply /));
  for (const one of [pid, ...started.map((process) => process.pid)]) process.kill(one, 'SIGKILL');
}
