import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { Names } from '../../modules/aws/naming';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { startEmulator } from '../emulator/emulator';
import { onInterrupt } from '../interrupts';
import { hostContainer } from './support/container-host';
import { ProjectCopy } from '../project-copy/project-copy';

const PAGE = resolve(__dirname, '../../docs/operations.md');
const [BEGIN, END] = ['<!-- transcript:begin -->', '<!-- transcript:end -->'];
const YAML = 'config/leaves/minecraft.yaml';
// Terraform tells of each resource, when it begins and when it is done; the plan lists them too
const OF_A_RESOURCE = /^ +(\S+ )?(aws|data\.\w+)_\w+\./;

/** Commands in a project, and what they said. */
class Session {
  private readonly lines: string[] = [];

  constructor(private readonly project: ProjectCopy) {}

  get text(): string {
    return this.lines.join('\n').trim();
  }

  /**
   * Runs a command and returns what it said.
   *
   * @throws Error when it ends with another exit code than expected
   */
  async cm(args: string, expectedCode = 0): Promise<string> {
    console.error(`./cm ${args}`);
    const { code, output } = await this.project.cm(args.split(' '));
    if (code !== expectedCode) throw new Error(`./cm ${args} ended with ${code ?? 'a signal'}:\n${output}`);
    const shown = output.trimEnd().replaceAll(`${this.project.folder}/`, '');
    this.lines.push(`$ ./cm ${args}`, ...shortened(shown.split('\n')));
    if (code !== 0) this.lines.push('$ echo $?', String(code));
    this.lines.push('');
    return output;
  }

  /** Changes the leaf's YAML, and says how. */
  edit(comment: string, change: (yaml: string) => string): void {
    this.project.write(YAML, change(this.project.read(YAML)));
    this.lines.push(`# ${YAML}: ${comment}`);
  }
}

/** Of several lines about resources, one after another, only how many they are. */
function shortened(lines: readonly string[]): string[] {
  const short: string[] = [];
  let count = 0;
  for (const line of [...lines, '']) {
    if (OF_A_RESOURCE.test(line)) {
      count += 1;
      continue;
    }
    if (count > 0) short.push(`  … ${count} lines about resources`);
    count = 0;
    short.push(line);
  }
  return short.slice(0, -1);
}

/** The whole life of a leaf. */
async function live(session: Session, clients: Clients): Promise<void> {
  await session.cm('bootstrap');
  await session.cm('deploy --yes');
  await session.cm('status');
  await Promise.all([
    session.cm('wake minecraft'),
    hostContainer(clients, new Names('container-manager', 'minecraft')),
  ]);
  await session.cm('hold minecraft');
  await session.cm('status');
  await session.cm('release minecraft');
  session.edit('the volume World is renamed to Worlds', (yaml) => yaml.replace('  World:', '  Worlds:'));
  await session.cm('deploy --yes', 3);
  session.edit('and back to World', (yaml) => yaml.replace('  Worlds:', '  World:'));
  const said = await session.cm('retire minecraft --yes');
  await session.cm('status');
  const [adoption = ''] = /^ {4}FileSystemId: fs-\w+$/m.exec(said) ?? [];
  session.edit(`World gets${adoption.replace(/ +/, ' ')}`, (yaml) => yaml.replace('  World:', `  World:\n${adoption}`));
  await session.cm('deploy --yes');
  await session.cm('destroy base --delete-data --confirm base', 3);
  await session.cm('destroy minecraft --delete-data --confirm minecraft');
  await session.cm('destroy base --delete-data --confirm base');
}

/** Runs the commands against the emulator, and writes what they said into docs/operations.md. */
async function main(): Promise<void> {
  const emulator = await startEmulator();
  const project = new ProjectCopy(emulator.environment);
  const end = async () => {
    await project.dispose();
    await emulator.stop();
  };
  onInterrupt(() => void end().then(() => process.exit(130)));
  const clients = clientsOf(emulator.endpoint, 'us-east-1');
  const session = new Session(project);
  try {
    await live(session, clients);
  } finally {
    destroyClients(clients);
    await end();
  }
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${PAGE} has no marks ${BEGIN} and ${END}`);
  writeFileSync(
    PAGE,
    `${page.slice(0, before)}${BEGIN}\n\n\`\`\`console\n${session.text}\n\`\`\`\n\n${page.slice(after)}`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
