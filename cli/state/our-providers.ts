import { CommandError, EXIT } from '../terminal/errors';
import { addressOf, type StateFile } from './contents';

/** Addresses of the providers that our stacks have resources of. The last one is a part of Terraform: it reads base's outputs. */
const OURS = [
  'registry.terraform.io/hashicorp/aws',
  'registry.terraform.io/hashicorp/archive',
  'terraform.io/builtin/terraform',
];

/** Our stacks have no modules. */
const PROVIDER = /^provider\["([^"]+)"\](?:\.[\w-]+)?$/;

/** The keys through which Terraform finds the providers of a state. */
const KEYS = ['version', 'resources', 'provider'];

/**
 * Checks that a state names only providers that our stacks use: `terraform init` downloads each one that a state names, and
 * later commands run it.
 *
 * @throws CommandError (refused) with the provider
 */
export function assertOurProviders(state: StateFile, stack: string): void {
  const foreign = state.resources.find(({ provider }) => !OURS.includes(PROVIDER.exec(provider)?.[1] ?? ''));
  if (foreign !== undefined) {
    throw refused(
      `the state of ${stack} names the provider ${foreign.provider} (${addressOf(foreign)}), which is not ours`,
    );
  }
  // only version 4 names its providers where we look
  if (state.version !== undefined && state.version !== 4) {
    throw refused(
      `the state of ${stack} has version ${JSON.stringify(state.version)}, not 4, which Terraform 1.10 writes`,
    );
  }
  const key = [state, ...state.resources].flatMap(Object.keys).find(isMisspelt);
  if (key !== undefined)
    throw refused(`the state of ${stack} has the key ${JSON.stringify(key)}, which Terraform never writes`);
}

/** Terraform, in Go, reads `Provider` and `reſources` too: after our key, it would win. */
function isMisspelt(key: string): boolean {
  return !KEYS.includes(key) && KEYS.includes(key.toUpperCase().toLowerCase());
}

function refused(what: string): CommandError {
  return new CommandError(
    `${what}. Terraform did not write it for this project: terraform init could download a program and run it with your credentials. ` +
      "Find out who wrote it, and restore an earlier version (docs/operations.md, 'A state that Terraform did not write'). Nothing was changed.",
    { exitCode: EXIT.refused },
  );
}
