import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { type Caller } from '../../../cli/aws/caller';
import { AwsClients } from '../../../cli/aws/clients';
import { Project } from '../../../cli/project/project';
import { StateStore } from '../../../cli/state/store';
import { Terraform } from '../../../cli/terraform/terraform';
import { type LeafContext } from '../../../cli/leaf/deployed-leaves';
import { type Workspace } from '../../../cli/workspace';
import { keyText } from '../../../modules/config/key-path';
import { type ProblemWith } from '../../../modules/config/load-config';
import { BASE_STACK_NAME } from '../../../modules/config/stack-name';
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

/** Who calls AWS in tests. */
export const CALLER: Caller = {
  account: '111111111111',
  partition: 'aws',
  arn: 'arn:aws:iam::111111111111:user/admin',
  clockAheadMs: 0,
};

/** Of a config that has no files. */
const problemInLineOne: ProblemWith = (id, path, message) => ({
  file: id === BASE_STACK_NAME ? 'config/base.yaml' : `config/leaves/${id}.yaml`,
  line: 1,
  column: 1,
  key: keyText(path),
  message,
});
/** Writes what synthesis writes of a stack, reduced to the resources that are given: type → name → body. */
export function writeSynthesized(folder: string, resource: Readonly<Record<string, unknown>> = {}): void {
  mkdirSync(folder, { recursive: true });
  const aws = [{ region: 'eu-central-1' }, { alias: 'query_logs', region: 'us-east-1' }];
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ provider: { aws, archive: [{}] }, resource }));
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
    problem: problemInLineOne,
    clients,
    states,
    caller: () => Promise.resolve(CALLER),
    prepare: () => states.stacks(),
    deployed: () => states.stacks(),
    synthesize: () => {
      for (const stack of [BASE_STACK_NAME, ...leaves.map(({ stackName }) => stackName)]) {
        writeSynthesized(project.stackFolder(stack));
      }
      return Promise.resolve();
    },
    terraform: (stack) => new Terraform(stack, project.stackFolder(stack)),
  };
}

/** What a command about the leaf `minecraft` works with. */
export function leafContext(more: Partial<LeafContext> = {}): LeafContext {
  return { id: 'minecraft', names: NAMES, clients: new AwsClients(baseConfig().region), ...more };
}
