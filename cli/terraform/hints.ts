import { basename, dirname } from 'node:path';

import { EXIT, type ExitCode } from '../terminal/errors';
import { AWS_REFUSALS } from './aws-refusals';
import { ERRORED_STATE, howToSave } from './errored-state';
import { type HintRule } from './hint-rule';
import { INSTALL } from './process';

/** What to do about a failure that Terraform's own message does not say. */
export interface TerraformHint {
  readonly text: string;
  /** @default EXIT.failed */
  readonly exitCode?: ExitCode;
  /** Whether it says more than Terraform's message, which can be left out. @default false */
  readonly saysAll?: boolean;
}

const HELP = "docs/operations.md, 'A deployment was killed'";

/** What AWS answers when a resource to create exists already. Each service words it differently. */
const EXISTS = new RegExp(
  [
    // most services, with or without a space; Lambda writes no s
    /already ?exist/,
    // EC2, for groups, rules and key pairs
    /[.]Duplicate\b/,
    // ECS, for services
    /was not idempotent/,
    // EC2, for what can exist once: a subnet's route table, a network's gateway, a range of addresses
    /[.]AlreadyAssociated\b/,
    /already has an internet gateway/,
    /InvalidSubnet[.]Conflict/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

const RULES: readonly HintRule[] = [
  // first: a person must do this before fixing anything else
  {
    symptom: ERRORED_STATE,
    hint: (_, folder) => `The state could not be saved. ${howToSave(`terraform -chdir=${folder}`)}`,
  },
  {
    symptom: /state\s+file\s+uses\s+format\s+version|state\s+snapshot\s+was\s+created\s+by\s+Terraform/,
    hint: (said) => {
      const [, version = 'the version that the message names'] =
        /created\s+by\s+Terraform\s+v?(\d[\w.-]*\w)/.exec(said) ?? [];
      return (
        `Somebody deployed this stack with a newer Terraform. Install Terraform ${version} or newer, ${INSTALL}, and deploy ` +
        'again. Nobody holds the lock: there is nothing to unlock.'
      );
    },
  },
  ...AWS_REFUSALS,
  {
    symptom: /acquiring\s+the\s+state\s+lock/i,
    // AWS refused to answer, e.g. since it does not know the keys: it says itself why
    unless: /^(?![\s\S]*(?:PreconditionFailed|Lock\s+Info))[\s\S]*StatusCode:\s+403/,
    hint: (said, folder) => {
      const [, id = 'ID'] = /^\s*ID:\s+(\S+)/m.exec(said) ?? [];
      const [what, command] = isDeployedFrom(folder)
        ? ['remove the lock and complete that deployment', `./cm deploy ${basename(folder)} --unlock ${id}`]
        : ['remove the lock', `terraform -chdir=${folder} force-unlock ${id}`];
      return (
        `Somebody else is deploying this stack, or an earlier deployment was killed${ownerText(said)}. Wait a minute, and run ` +
        `this again. Only if you are sure that nobody is deploying it, ${what} (${HELP}):\n  ${command}`
      );
    },
    // Terraform's own words are about S3, and advise to switch the lock off
    saysAll: /^\s*ID:\s+\S+/m,
  },
  {
    symptom: /Instance cannot be destroyed/,
    hint: () =>
      'The volume has KeepOnDelete: no deployment deletes its file system. To remove the container and keep its files, ' +
      'run ./cm retire. To delete them, set KeepOnDelete: false and deploy that first.',
    exitCode: EXIT.refused,
  },
  {
    symptom: /Saved plan is stale/,
    hint: () => 'Somebody deployed this stack after it was planned. Deploy again.',
  },
  {
    symptom: /(?:doesn't|does\s+not)\s+match\s+any\s+of\s+the\s+checksums/,
    hint: () =>
      'The package of this provider is not one that .terraform.lock.hcl in the config folder locks. If nobody has deployed ' +
      'from this kind of computer yet, run ./cm upgrade-providers here, read what it changes in the file, and commit it. ' +
      'Otherwise do not use the package: it is not the one that was locked.',
  },
  {
    symptom: /does\s+not\s+match\s+configured\s+version\s+constraint|Provider dependency changes detected/,
    hint: () =>
      'This version of the project requires other providers than .terraform.lock.hcl in the config folder locks: run ' +
      './cm upgrade-providers, read what it changes in the file, and commit it.',
  },
  {
    symptom: EXISTS,
    hint: (_, folder) =>
      'A resource of that name exists in AWS but not in the state, e.g. because an earlier deployment was killed. Run this, ' +
      'which finds what is yours, shows it, and imports it. What it does not find is not of this project: delete or rename ' +
      `it (${HELP}).\n  ./cm deploy ${basename(folder)} --import-existing`,
  },
];

/**
 * The hint for a failure; undefined when Terraform's message says enough.
 *
 * @param said what Terraform wrote: each error begins with its resource's address, if it has one
 * @param folder where it was run, as a person would write it
 */
export function hintFor(said: string, folder: string): TerraformHint | undefined {
  const rule = RULES.find(({ symptom, unless }) => symptom.test(said) && unless?.test(said) !== true);
  if (rule === undefined) return undefined;
  const { hint, exitCode, saysAll } = rule;
  return {
    text: hint(said, folder),
    ...(exitCode !== undefined && { exitCode }),
    ...(saysAll?.test(said) === true && { saysAll: true }),
  };
}

/** Who has a lock, and since when; empty where Terraform does not say it. */
function ownerText(said: string): string {
  const [, owner] = /^\s*Who:\s+(\S+)/m.exec(said) ?? [];
  const [, day, time] = /^\s*Created:\s+(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/m.exec(said) ?? [];
  return owner === undefined || day === undefined ? '' : ` (${owner} took the lock on ${day} at ${time} UTC)`;
}

/** Whether stacks are deployed from a folder, and not removed: by `./cm retire` and `./cm destroy`. */
function isDeployedFrom(folder: string): boolean {
  return basename(dirname(folder)) === 'stacks';
}
