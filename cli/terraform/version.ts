import { z } from 'zod';

import { CommandError } from '../terminal/errors';
import { INSTALL, runTerraform } from './process';

// use_lockfile of the S3 backend came with 1.10
const OLDEST = { major: 1, minor: 10 };

/**
 * Checks that Terraform is there and new enough.
 *
 * @throws CommandError otherwise
 */
export async function assertTerraform(folder: string): Promise<void> {
  const lines: string[] = [];
  await runTerraform(['version', '-json'], { folder, onLine: (line) => lines.push(line) });
  const version = versionIn(lines.join('\n'));
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new CommandError(
    `Terraform ${version} is too old: install ${OLDEST.major}.${OLDEST.minor} or newer, ${INSTALL}`,
  );
}

function versionIn(text: string): string {
  try {
    return z.object({ terraform_version: z.string() }).parse(JSON.parse(text)).terraform_version;
  } catch {
    // before 0.13 there was no -json
    return 'of unknown version';
  }
}
