import { type Emulator, startEmulator } from '../../emulator/emulator';
import { onInterrupt } from '../../interrupts';
import { type CmRun } from '../../project-copy/cm-run';
import { ProjectCopy } from '../../project-copy/project-copy';

type Script = (project: ProjectCopy, emulator: Emulator) => Promise<void>;

/**
 * Runs a script that writes a page of the docs: in a copy of the project, which deploys to an emulator. Both are gone when
 * it ends, also after Ctrl-C. An error is printed and becomes exit code 1.
 */
export function runScript(script: Script): void {
  run(script).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

async function run(script: Script): Promise<void> {
  const emulator = await startEmulator();
  const project = new ProjectCopy(emulator.environment);
  const end = async () => {
    await project.dispose();
    await emulator.stop();
  };
  onInterrupt(() => void end().then(() => process.exit(130)));
  await script(project, emulator).finally(end);
}

/**
 * Runs `./cm`, and prints on stderr that it does.
 *
 * @param args separated by spaces
 * @throws Error with the command's output where it ends with another exit code than `expectedCode`
 */
export async function cm(project: ProjectCopy, args: string, expectedCode = 0): Promise<CmRun> {
  console.error(`./cm ${args}`);
  const run = await project.cm(args.split(' '));
  if (run.code !== expectedCode) {
    throw new Error(`./cm ${args} ended with ${run.code ?? 'a signal'}:\n${run.output}`);
  }
  return run;
}
