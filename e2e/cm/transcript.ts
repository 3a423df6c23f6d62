import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { Names } from '../../modules/aws/naming';
import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator } from '../emulator/emulator';
import { Game } from '../deployed/game';
import { Region } from '../deployed/region';
import { hostGame } from './support/container-host';
import { cm, runScript } from './support/script';
import { type ProjectCopy } from '../project-copy/project-copy';

const PAGE = resolve(__dirname, '../../docs/operations.md');
const [BEGIN, END] = ['<!-- transcript:begin -->', '<!-- transcript:end -->'];
const YAML = 'config/leaves/minecraft.yaml';
const [REGION, NAMES] = ['us-east-1', new Names('container-manager', 'minecraft')];
// Terraform prints a line when it begins a resource and when it is done; the plan lists them too
const OF_A_RESOURCE = /^ +(\S+ )?(aws|data\.\w+)_\w+\./;
/** Below a resource that changes: its attributes. */
const OF_ITS_ATTRIBUTES = /^ {8}/;

/** Commands in a project, and their output. */
class Session {
  private readonly lines: string[] = [];

  constructor(private readonly project: ProjectCopy) {}

  get text(): string {
    return this.lines.join('\n').trim();
  }

  /**
   * Runs a command and returns its output.
   *
   * @throws Error where it ends with another exit code than expected
   */
  async cm(args: string, expectedCode = 0): Promise<string> {
    const { code, output } = await cm(this.project, args, expectedCode);
    const shown = output.trimEnd().replaceAll(`${this.project.folder}/`, '');
    this.lines.push(`$ ./cm ${args}`, ...shortened(shown.split('\n')));
    if (code !== 0) this.lines.push('$ echo $?', String(code));
    this.lines.push('');
    return output;
  }

  /** Changes the leaf's YAML, and writes the comment into the transcript. */
  edit(comment: string, change: (yaml: string) => string): void {
    this.project.write(YAML, change(this.project.read(YAML)));
    this.lines.push(`# ${YAML}: ${comment}`);
  }
}

/** Replaces consecutive lines about resources by their number. */
function shortened(lines: readonly string[]): string[] {
  const short: string[] = [];
  let count = 0;
  for (const line of [...lines, '']) {
    if (OF_A_RESOURCE.test(line) || (count > 0 && OF_ITS_ATTRIBUTES.test(line))) {
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
async function wholeLife(session: Session, clients: Clients, region: Region, game: Game): Promise<void> {
  await session.cm(`bootstrap --region ${REGION}`);
  await session.cm('deploy --yes');
  await session.cm('status');
  await Promise.all([session.cm('wake minecraft'), hostGame(clients, NAMES, region, game)]);
  await session.cm('hold minecraft');
  await game.join('Steve');
  await session.cm('status');
  await session.cm('release minecraft');
  session.edit('the volume World is renamed to Worlds', (yaml) => yaml.replace('  World:', '  Worlds:'));
  await session.cm('deploy --yes', 3);
  session.edit('and back to World', (yaml) => yaml.replace('  Worlds:', '  World:'));
  const output = await session.cm('retire minecraft --yes');
  await session.cm('status');
  const [adoption = ''] = /^ {4}FileSystemId: fs-\w+$/m.exec(output) ?? [];
  session.edit(`World gets${adoption.replace(/ +/, ' ')}`, (yaml) => yaml.replace('  World:', `  World:\n${adoption}`));
  await session.cm('deploy --yes');
  await session.cm('destroy base --delete-data --confirm base', 3);
  await session.cm('destroy minecraft --delete-data --confirm minecraft');
  await session.cm('destroy base --delete-data --confirm base');
}

/** Runs the commands against the emulator, and writes their output into docs/operations.md. */
async function writeTranscript(project: ProjectCopy, emulator: Emulator): Promise<void> {
  const clients = clientsOf(emulator.endpoint, REGION);
  const [session, region, game] = [new Session(project), new Region(emulator, clients, REGION), new Game()];
  await wholeLife(session, clients, region, game).finally(async () => {
    await game.stop();
    region.dispose();
    destroyClients(clients);
  });
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${PAGE} has no marks ${BEGIN} and ${END}`);
  writeFileSync(
    PAGE,
    `${page.slice(0, before)}${BEGIN}\n\n\`\`\`console\n${session.text}\n\`\`\`\n\n${page.slice(after)}`,
  );
}

runScript(writeTranscript);
