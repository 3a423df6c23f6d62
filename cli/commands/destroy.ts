import { Command } from 'commander';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { askName } from '../terminal/prompts';
import { CommandError, EXIT } from '../terminal/errors';
import { withoutInterruption } from '../terminal/interrupts';
import { createReporter, type Reporter } from '../terminal/reporter';
import { removalText, yamlText } from '../retire/removal-text';
import { BaseRemoval } from '../retire/remove-base';
import { LeafRemoval, leafStackName } from '../retire/remove-leaf';
import { openWorkspace } from '../workspace';
import { print } from '../terminal/output';

interface DestroyOptions {
  readonly deleteData?: boolean;
  readonly confirm?: string;
}

const HELP_AFTER = `
For a leaf it deletes the file systems, including those that ./cm retire kept. The
leaf's backups stay in the vault until they expire: only from them can you restore
deleted files. To keep the files, use ./cm retire. For base it deletes the backup
vault; no leaf may be left. The state bucket stays.

Examples:
  ./cm destroy minecraft --delete-data
  ./cm destroy base --delete-data --confirm base    in a script`;

/** `./cm destroy <leaf|base> --delete-data` */
export function command(open = openWorkspace): Command {
  return new Command('destroy')
    .description('destroy a leaf or base with all data, after you type its name')
    .argument('<leaf|base>', 'id of the leaf, name of a stack without YAML, or base')
    .option('--delete-data', 'required: confirms that the files are deleted too')
    .option('--confirm <name>', 'the name, instead of typing it')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, { deleteData = false, confirm }: DestroyOptions) => {
      const isBase = name.toLowerCase() === BASE_STACK_NAME;
      if (!deleteData) throw needsDeleteData(name, isBase);
      const reporter = createReporter();
      if (isBase) await destroyBase(confirm, reporter, open);
      else await destroyLeaf(name, confirm, reporter, open);
    });
}

function needsDeleteData(name: string, isBase: boolean): CommandError {
  return new CommandError(
    isBase
      ? 'destroy deletes the backup vault of base too: add --delete-data if you want that'
      : `destroy deletes the files of ${name} too: add --delete-data if you want that, or run ./cm retire ${name}`,
    { exitCode: EXIT.wrongUse },
  );
}

async function destroyLeaf(
  name: string,
  confirmed: string | undefined,
  reporter: Reporter,
  open: typeof openWorkspace,
): Promise<void> {
  const stack = leafStackName(name);
  const leafRemoval = new LeafRemoval(open(undefined, [stack]), stack, { deleteData: true }, reporter);
  const removal = await leafRemoval.plan();
  reporter.say(removalText(removal));
  await confirmName(removal.leafId, confirmed);
  await leafRemoval.run(removal);
  print(`${removal.leafId} is destroyed, with all its files.`);
  if (removal.hasYaml) reporter.say(yamlText(removal));
}

async function destroyBase(
  confirmed: string | undefined,
  reporter: Reporter,
  open: typeof openWorkspace,
): Promise<void> {
  const workspace = open(undefined, []);
  const { base } = workspace.config;
  const removal = new BaseRemoval(workspace, reporter);
  try {
    await withoutInterruption(async () => {
      reporter.say(await removal.plan());
      await confirmName(BASE_STACK_NAME, confirmed);
      await removal.run();
    });
  } finally {
    removal.discardPlan();
  }
  print(
    base.state === undefined
      ? 'base is destroyed.'
      : `base is destroyed. The state bucket ${base.state.bucket} is still there.`,
  );
}

async function confirmName(name: string, confirmed: string | undefined): Promise<void> {
  if (confirmed === undefined) {
    await askName(`Type ${name} to delete all of this:`, name, `add --confirm ${name}`);
  } else if (confirmed !== name) {
    throw new CommandError(`--confirm says '${confirmed}', but this is ${name}. Nothing was changed.`, {
      exitCode: EXIT.wrongUse,
    });
  }
}
