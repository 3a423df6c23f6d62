import { ERRORED_STATE, howToSave } from './errored-state';
import { EXIT, type ExitCode } from '../terminal/errors';

/** What to do about a failure that Terraform's own words leave open. */
export interface TerraformHint {
  readonly text: string;
  /** @default EXIT.failed */
  readonly exitCode?: ExitCode;
}

interface Rule extends Pick<TerraformHint, 'exitCode'> {
  readonly symptom: RegExp;
  /**
   * @param said what Terraform wrote
   * @param terraform the command as a person types it, in the right folder
   */
  readonly hint: (said: string, terraform: string) => string;
}

const HELP = "docs/operations.md, 'A deployment was killed'";

/** What AWS answers where something is to be made that is there. Each service has its own words. */
const EXISTS = new RegExp(
  [
    // most of them, with a space or without; Lambda's has no s
    /already ?exist/,
    // EC2 of groups, rules and key pairs
    /[.]Duplicate\b/,
    // ECS of services
    /was not idempotent/,
    // EC2 of what can be there once: a subnet's route table, a network's gateway, a range of addresses
    /[.]AlreadyAssociated\b/,
    /already has an internet gateway/,
    /InvalidSubnet[.]Conflict/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

const RULES: readonly Rule[] = [
  // first: whatever else failed, this comes before it is mended
  {
    symptom: ERRORED_STATE,
    hint: (_, terraform) => `The state could not be saved. ${howToSave(terraform)}`,
  },
  {
    symptom: /acquiring the state lock/i,
    hint: (said, terraform) => {
      const [, id] = /^\s*ID:\s+(\S+)/m.exec(said) ?? [];
      return (
        'Somebody else deploys this stack right now, or an earlier deployment was killed. If you are sure that nobody ' +
        `does, remove the lock (${HELP}):\n  ${terraform} force-unlock ${id ?? 'ID'}`
      );
    },
  },
  {
    symptom: /Instance cannot be destroyed/,
    hint: () =>
      'The volume has KeepOnDelete: its file system is never deleted by a deployment. To remove the container and keep ' +
      'its files use ./cm retire; to delete them set KeepOnDelete: false and deploy that first.',
    exitCode: EXIT.refused,
  },
  {
    symptom: /Saved plan is stale/,
    hint: () => 'Somebody deployed this stack since it was planned. Deploy again.',
  },
  {
    symptom: EXISTS,
    hint: (said, terraform) => {
      const imports = addressesOfExisting(said).map((address) => `\n  ${terraform} import '${address}' ID`);
      return (
        'Something of that name exists in AWS but not in the state, for instance since an earlier deployment was killed. ' +
        'If it is yours and holds nothing, delete it in the console and deploy again. If it holds anything, take it into ' +
        `the state; its ID is mostly its name (${HELP}):${imports.join('')}`
      );
    },
  },
];

/**
 * @param said what Terraform wrote: each error begins with its address, if it has one
 * @param folder where it was run, as a person would write it
 */
export function hintFor(said: string, folder: string): TerraformHint | undefined {
  const rule = RULES.find(({ symptom }) => symptom.test(said));
  if (rule === undefined) return undefined;
  const { hint, exitCode } = rule;
  return { text: hint(said, `terraform -chdir=${folder}`), ...(exitCode !== undefined && { exitCode }) };
}

function addressesOfExisting(said: string): string[] {
  return said
    .split(/^(?=aws_)/m)
    .flatMap((error) => (EXISTS.test(error) ? (/^(aws_\w+\.[\w-]+): /.exec(error)?.[1] ?? []) : []));
}
