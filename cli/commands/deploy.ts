import { Command, Option } from 'commander';

import { Deployment } from '../deployment/deployment';
import { nextSteps } from '../deployment/next-step';
import { createReporter } from '../terminal/reporter';
import { openWorkspace } from '../workspace';
import { print } from '../terminal/output';

interface DeployOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly allowDestroy: readonly string[];
  readonly unlock?: string;
  readonly importExisting?: boolean;
  readonly newProject?: string;
}

const HELP_AFTER = `
What happens:
  1. The config is read and synthesized. What it names in AWS must be there, as
     ./cm check says. Terraform plans base and the leaves.
  2. You see what would change: '+' new, '=' adopted, '~' changed with its values
     before and after, '-/+' destroyed and created again, '-' destroyed. Of many
     new or adopted resources you see how many there are of each kind, and of one
     resource the first ten attributes: --verbose shows all. The environment and
     the commands of containers are masked. The guard checks the plans. It refuses
     - to delete or replace a file system, an access point, the backup vault or
       its lock, a backup plan or the state bucket,
     - to create an empty file system for a volume whose file system was kept by
       ./cm retire,
     - to create a stack with the AWS names of another project in the account,
     - to begin a project while the bucket of the state or the account has one of
       another Name: somebody may have changed Name in base.yaml,
     - to change the availability zones while leaves are deployed,
     - to mount the files of one path of a container at another path,
     - to deploy everything while a leaf has a state but no YAML.
     It warns when a leaf is awake and the change would disconnect its players,
     when a volume is no longer backed up, and when the vault is locked.
  3. You are asked, exactly those plans are applied, and the outputs are printed.
  After a deployment that was killed, the next one completes it: what exists in
  AWS and in no state is found, shown, and imported.
  When the outputs of base change, the leaves are planned after base is applied,
  and steps 2 and 3 are repeated for them.

Examples:
  ./cm deploy              everything
  ./cm deploy minecraft    base and this leaf
  ./cm deploy base         base only
  ./cm deploy --yes        without a question, e.g. in a pipeline
  ./cm deploy --new-project games2    the first time, beside another project

Exit codes: 0 done, nothing to do, or you said no; 1 failed (the other leaves are
deployed); 2 wrong use; 3 refused, to protect data`;

/** `./cm deploy [leaf...]` */
export function command(open = openWorkspace): Command {
  return new Command('deploy')
    .description('plan base and the leaves, check the plans, ask, and apply exactly those plans')
    .argument('[leaf...]', 'leaves to deploy, or base; base is always planned too (default: everything)')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document on standard output')
    .option('--verbose', 'name each new resource, and show every attribute that changes')
    .addOption(
      new Option('--allow-destroy <address>', 'allow what the guard refused, as STACK/ADDRESS; may be repeated')
        .argParser((address: string, others: readonly string[]) => [...others, address])
        .default([], 'nothing'),
    )
    .option('--unlock <id>', 'remove this lock, which a deployment left that was killed, and complete that deployment')
    .option('--import-existing', 'import what a killed deployment created and wrote into no state')
    .option('--new-project <name>', 'Name of base.yaml, if it is a second project on purpose: for its first deployment')
    .addHelpText('after', HELP_AFTER)
    .action(async (names: string[], options: DeployOptions) => {
      const { yes = false, json = false, importExisting = false, ...more } = options;
      const reporter = createReporter();
      const workspace = open(undefined, names.length === 0 ? undefined : names);
      if (workspace.usedQuickstart) reporter.say('There is no config/ yet: this deploys examples/quickstart.');
      for (const warning of workspace.warnings) reporter.say(`Warning: ${warning}`);
      const deployment = new Deployment(workspace, { yes, json, importExisting, ...more }, reporter);
      try {
        await deployment.run(names);
        for (const line of nextSteps(workspace, deployment.report)) reporter.say(line);
      } finally {
        if (json) print(JSON.stringify(deployment.report, undefined, 2));
      }
    });
}
