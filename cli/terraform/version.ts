import { z } from 'zod';

import { CommandError } from '../terminal/errors';
import { INSTALL, runTerraform } from './process';

// the first with use_lockfile of the S3 backend
const OLDEST = { major: 1, minor: 10 };

/**
 * @param folder where to run it
 * @throws CommandError when Terraform is missing or too old
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
    // Terraform before 0.13 has no -json
    return 'of unknown version';
  }
}
