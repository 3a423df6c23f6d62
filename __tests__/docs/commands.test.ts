import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { cmProgram } from '../../cli/program';
import { type Found, markdownPage } from '../support/markdown';
import { PROJECT, projectFiles } from '../../e2e/project-copy/project-files';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const FILES = projectFiles();
const PAGES = FILES.filter((path) => path.endsWith('.md'));
// what users also read: comments of the examples, help and messages, workflows
const SOURCES = FILES.filter((path) =>
  /^(main\.ts|(cli|lambdas|modules|examples|schema|\.github|\.ci)\/)/.test(path),
).filter((path) => !path.endsWith('.md'));

// a cast, since JSON has no types
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
const program = cmProgram();
const optionsOf = new Map(
  program.commands.map((command) => [command.name(), new Set(['--help', ...command.options.map(({ long }) => long)])]),
);

const TOP = new Set(FILES.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/'))));
// tools write files there that are not in the repository
const FILLED_BY_TOOLS = ['.gen', 'terraform.tfstate.d'];

/** npm scripts, commands of ./cm and their options that a text names and that do not exist. */
function unknownCommands(text: string): string[] {
  const unknownScripts = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test))\b/g)]
    .map(([, script, test]) => script ?? test ?? '')
    .filter((script) => !(script in scripts))
    .map((script) => `npm run ${script}`);
  const calls = [...text.matchAll(/(?<![\w/.])\.\/cm ((?:[^|;&#`'")]|\|(?=\w))*)/g)].map(([, words = '']) => words);
  return [...unknownScripts, ...calls.flatMap((words) => unknownCall(words))];
}

function unknownCall(words: string): string[] {
  const [first = '', ...others] = words.split(/\s+/).map((word) => word.replace(/[.,:]+$/, ''));
  const name = first === 'help' ? others[0] : first;
  // nothing, or a placeholder
  if (name === undefined || !/^[a-z]/.test(name)) return [];
  const options = optionsOf.get(name);
  if (options === undefined) return [`./cm ${name}`];
  return others
    .flatMap((word) => /^\[?(--[a-z][a-z-]*)/.exec(word)?.[1] ?? [])
    .filter((option) => !options.has(option))
    .map((option) => `./cm ${name} ${option}`);
}

/** Options without a command, and files and folders of the project, that code names and that do not exist. */
function unknownNames(code: string): string[] {
  const [word = ''] = code.split(' ');
  const anywhere = [...optionsOf.values()].some((options) => options.has(word));
  const options = word.startsWith('--') && !anywhere ? [word] : [];
  const paths = code.split(/[\s'"()]+/).map((path) => path.replace(/[.,:;]+$/, ''));
  return [...options, ...paths.filter((path) => isOurs(path, path === code) && !exists(path))];
}

function isOurs(path: string, standsAlone: boolean): boolean {
  const [first = '', ...rest] = path.split('/');
  // an argument may be the user's file
  if (rest.length === 0) return standsAlone && /^[\w.-]+\.(ts|mjs|sh|yml|md)$/.test(path);
  return TOP.has(first) && !FILLED_BY_TOOLS.includes(first);
}

function exists(path: string): boolean {
  // <name> and * match anything
  const parts = path.replace(/\/$/, '').split(/(<[^>]+>|\*)/);
  const pattern = parts.map((part, index) => (index % 2 === 1 ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
  // a name without a folder is a file of any folder
  const wanted = new RegExp(`${path.includes('/') ? '^' : '(^|/)'}${pattern.join('')}(/|$)`);
  return FILES.some((file) => wanted.test(file));
}

const at = (line: number, names: readonly string[]) => names.map((name) => `${line}: ${name}`);
const unknownIn = (code: readonly Found[]) =>
  // a file that a fenced block writes to is not ours
  code.flatMap(({ line, text }) => at(line, [...unknownCommands(text), ...unknownNames(text.replace(/> .*/, ''))]));

test.each(PAGES)('every script, command, option and file named in %s exists', (path) => {
  expect(unknownIn(markdownPage(read(path)).code)).toEqual([]);
});

test('every script, command, option and page named in messages, help, comments and workflows exists', () => {
  const unknown = SOURCES.flatMap((path) => {
    const pages = [...read(path).matchAll(/\bdocs\/[\w/-]+\.md\b/g)].map(([page]) => page);
    const missing = pages.filter((page) => !FILES.includes(page));
    const lines = read(path).split('\n');
    const commands = lines.flatMap((text, index) => at(index + 1, unknownCommands(text)));
    return [...commands, ...missing].map((name) => `${path}:${name}`);
  });

  expect(unknown).toEqual([]);
});

test('a page names every command of ./cm and every npm script', () => {
  const code = PAGES.flatMap((path) => markdownPage(read(path)).code.map(({ text }) => text)).join('\n');

  const unnamed = [
    ...program.commands.map((command) => `./cm ${command.name()}`),
    ...Object.keys(scripts).map((script) => (script === 'test' ? 'npm test' : `npm run ${script}`)),
  ].filter((call) => !new RegExp(`${call.replaceAll('.', '\\.')}(?![\\w-])`).test(code));

  expect(unnamed).toEqual([]);
});

test.each([
  ['an npm script', '`npm run synthesize`', ['1: npm run synthesize']],
  ['a command', '```sh\nnpm ci && ./cm deplyo minecraft\n```', ['2: ./cm deplyo']],
  ['a command after another', '`./cm plan && ./cm aply`', ['1: ./cm aply']],
  ['a command after ./cm help', '`./cm help deplyo`', ['1: ./cm deplyo']],
  ['an option', '`./cm destroy <leaf|base> --delete-dat`', ['1: ./cm destroy --delete-dat']],
  ['an option of another command', '`./cm status --yes`', ['1: ./cm status --yes']],
  ['an option on the next line', '`./cm wake minecraft\n--tiemout 5`', ['1: ./cm wake --tiemout']],
  ['an option without a command', '`--allow-destruction ADDRESS`', ['1: --allow-destruction']],
  ['a script of CI', 'Run `.ci/walk`.', ['1: .ci/walk']],
  ['a file', '`npx tsx modules/leaf/no-such.ts`', ['1: modules/leaf/no-such.ts']],
  ['a folder', '`examples/no-such/`', ['1: examples/no-such/']],
  ['a file without its folder', '`no-such-stack.ts`', ['1: no-such-stack.ts']],
  ['a file with a placeholder', '`lambdas/<name>/no-such.ts`', ['1: lambdas/<name>/no-such.ts']],
])('finds %s that does not exist', (_, markdown, unknown) => {
  expect(unknownIn(markdownPage(markdown).code)).toEqual(unknown);
});

test('accepts what exists, placeholders, and what is not ours', () => {
  const markdown = [
    '`npm test` `npm run e2e -- --testPathPatterns x` `./cm` `./cm <command>` `./cm help deploy`',
    '`./cm destroy <leaf|base> --delete-data --confirm base` `./cm cost --type a b --help` `--yes`',
    '`./cm plan-summary plans/*.json --deployed plans/deployed.txt > plan.md`',
    '`.ci/run` `main.ts` `leaf-stack.ts` `lambdas/<name>/contract.ts` `modules/leaf/` `__tests__/cli/`',
    '`config/leaves/mine.yaml` `terraform.tfstate.d/<stack>/terraform.tfstate` `terraform show` `/data` `TCP/UDP`',
  ].join('\n');

  expect(unknownIn(markdownPage(markdown).code)).toEqual([]);
});

test('every aws ssm put-parameter names the Region: in another one no container finds the parameter', () => {
  const lines = [...PAGES, ...SOURCES].flatMap((path) => read(path).match(/^.*aws ssm put-parameter .*$/gm) ?? []);

  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(lines.filter((line) => !/ --region (REGION|\$\{region\}) /.test(line))).toEqual([]);
});
