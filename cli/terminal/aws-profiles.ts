import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The profile that AWS's SDK and Terraform use. */
export function usedProfile(): string {
  return given('AWS_PROFILE') ?? 'default';
}

/** Names of the profiles on this computer, in alphabetical order. Of the files, only the headings are read. */
export function knownProfiles(): string[] {
  const config = namesIn(profileFiles().config).flatMap((name) =>
    name === 'default' ? name : (/^profile\s+(\S.*)$/.exec(name)?.[1] ?? []),
  );
  return [...new Set([...config, ...namesIn(profileFiles().credentials)])].sort();
}

/** Where AWS's SDK looks for profiles: https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html */
export function profileFiles(): { readonly config: string; readonly credentials: string } {
  const home = given('HOME') ?? given('USERPROFILE') ?? homedir();
  return {
    config: given('AWS_CONFIG_FILE') ?? join(home, '.aws/config'),
    credentials: given('AWS_SHARED_CREDENTIALS_FILE') ?? join(home, '.aws/credentials'),
  };
}

function namesIn(file: string): string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/^\s*\[\s*([^\]\s][^\]]*?)\s*\]/gm)].flatMap(([, name]) => name ?? []);
}

/** A variable that is set to nothing counts as not set, as for the SDK. */
function given(variable: string): string | undefined {
  const value = process.env[variable];
  return value === '' ? undefined : value;
}
