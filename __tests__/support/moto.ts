import { spawnSync } from 'node:child_process';

const IS_INSTALLED = `command -v moto_server || python3 -c 'import importlib.util, sys
sys.exit(importlib.util.find_spec("moto") is None)'`;

/** Tests that need the AWS emulator moto: skipped, and saying so, where it is not installed. */
export function describeWithMoto(name: string, tests: () => void): void {
  if (spawnSync('sh', ['-c', IS_INSTALLED]).status === 0) {
    describe(name, tests);
    return;
  }
  describe.skip(`${name} (the AWS emulator is missing: python3 -m pip install 'moto[server]')`, tests);
}
