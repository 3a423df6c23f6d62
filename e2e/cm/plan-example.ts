import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator } from '../emulator/emulator';
import { createParameters } from '../emulator/parameters';
import { type ProjectCopy } from '../project-copy/project-copy';
import { cm, runScript } from './support/script';

const PAGE = resolve(__dirname, '../../docs/plan-review-example.md');

/** Examples, and the change in each: what is replaced, and by what. */
const LEAVES: Readonly<Record<string, readonly [RegExp, string]>> = {
  mumble: [/64738/g, '64739'],
  terraria: [/c7i-flex\.large/, 'm7i-flex.large'],
  valheim: [/^ {2}Config:/m, '  Settings:'],
};

/** Deploys three leaves to the emulator, changes them, and writes the comment that a pull request would get. */
async function writeExample(project: ProjectCopy, emulator: Emulator): Promise<void> {
  const yaml = (leaf: string) => `config/leaves/${leaf}.yaml`;
  project.write('config/base.yaml', project.read('examples/quickstart/base.yaml'));
  const clients = clientsOf(emulator.endpoint, 'us-east-1');
  for (const leaf of Object.keys(LEAVES)) {
    const example = project.read(`examples/leaves/${leaf}.yaml`);
    project.write(yaml(leaf), example);
    await createParameters(clients, example);
  }
  destroyClients(clients);
  await cm(project, 'deploy --yes');
  for (const [leaf, [before, after]] of Object.entries(LEAVES)) {
    project.write(yaml(leaf), project.read(yaml(leaf)).replace(before, after));
  }
  await cm(project, 'plan --out plans');
  const plans = ['base', ...Object.keys(LEAVES)].map((stack) => `plans/${stack}.json`).join(' ');
  const page = await cm(project, `plan-summary ${plans} --deployed plans/deployed.txt --unplanned plans/unplanned.txt`);
  writeFileSync(PAGE, page.stdout);
}

runScript(writeExample);
