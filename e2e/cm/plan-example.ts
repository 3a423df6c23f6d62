import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { startEmulator } from '../emulator/emulator';
import { onInterrupt } from '../interrupts';
import { ProjectCopy } from '../project-copy/project-copy';

const PAGE = resolve(__dirname, '../../docs/plan-review-example.md');

/** Examples, and what is changed in each: from what to what. */
const LEAVES: Readonly<Record<string, readonly [RegExp, string]>> = {
  mumble: [/64738/g, '64739'],
  terraria: [/c7i-flex\.large/, 'm7i-flex.large'],
  valheim: [/^ {2}Config:/m, '  Settings:'],
};

/** @throws Error when the command does not end well */
async function cm(project: ProjectCopy, args: string): Promise<string> {
  console.error(`./cm ${args}`);
  const { code, stdout, output } = await project.cm(args.split(' '));
  if (code !== 0) throw new Error(`./cm ${args} ended with ${code ?? 'a signal'}:\n${output}`);
  return stdout;
}

/** Deploys three leaves to the emulator, changes them, and writes the comment that a pull request would get. */
async function main(): Promise<void> {
  const emulator = await startEmulator();
  const project = new ProjectCopy(emulator.environment);
  const end = async () => {
    await project.dispose();
    await emulator.stop();
  };
  onInterrupt(() => void end().then(() => process.exit(130)));
  const yaml = (leaf: string) => `config/leaves/${leaf}.yaml`;
  try {
    project.write('config/base.yaml', project.read('examples/quickstart/base.yaml'));
    for (const leaf of Object.keys(LEAVES)) project.write(yaml(leaf), project.read(`examples/leaves/${leaf}.yaml`));
    await cm(project, 'deploy --yes');
    for (const [leaf, [from, to]] of Object.entries(LEAVES)) {
      project.write(yaml(leaf), project.read(yaml(leaf)).replace(from, to));
    }
    await cm(project, 'plan --out plans');
    const plans = ['base', ...Object.keys(LEAVES)].map((stack) => `plans/${stack}.json`).join(' ');
    writeFileSync(
      PAGE,
      await cm(project, `plan-summary ${plans} --deployed plans/deployed.txt --unplanned plans/unplanned.txt`),
    );
  } finally {
    await end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
