import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { AwsClients } from '../../../cli/aws/clients';
import { Project } from '../../../cli/project/project';
import { StateStore } from '../../../cli/state/store';
import { Terraform } from '../../../cli/terraform/terraform';
import { type LeafContext } from '../../../cli/leaf/deployed-leaves';
import { type Workspace } from '../../../cli/workspace';
import { type Config } from '../../../modules/config/types';
import { baseConfig, leafConfig, NAMES } from './leaf';
import { stateText } from './state';

/** Gives each test of a file a project in an empty folder. */
export function emptyProject(): () => Project {
  let project: Project;
  beforeEach(() => {
    project = new Project(mkdtempSync(join(tmpdir(), 'cm-project-')));
  });
  afterEach(() => {
    rmSync(project.folder, { recursive: true });
  });
  return () => project;
}

/** Gives stacks a local state in a project: they count as deployed. */
export function writeStates(project: Project, stacks: readonly string[], text = stateText()): void {
  for (const stack of stacks) {
    const file = project.localStateFile(stack);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The workspace of the project `games` with the leaf `minecraft`: credentials, Terraform and synthesis are fine. */
export function testWorkspace(
  project: Project,
  { base = baseConfig(), leaves = [leafConfig()] }: Partial<Config> = {},
): Workspace {
  const clients = new AwsClients(base.region);
  const states = new StateStore(project, base, () => Promise.resolve('111111111111'));
  return {
    project,
    config: { base, leaves },
    leafIds: leaves.map(({ id }) => id),
    configFolder: join(project.folder, 'config'),
    usedQuickstart: false,
    warnings: [],
    clients,
    states,
    caller: () => Promise.resolve({ account: '111111111111', partition: 'aws' }),
    prepare: () => states.stacks(),
    synthesize: () => Promise.resolve(),
    terraform: (stack) => new Terraform(stack, project.stackFolder(stack)),
  };
}

/** What a command about the leaf `minecraft` works with. */
export function leafContext(more: Partial<LeafContext> = {}): LeafContext {
  return { id: 'minecraft', names: NAMES, clients: new AwsClients(baseConfig().region), ...more };
}
