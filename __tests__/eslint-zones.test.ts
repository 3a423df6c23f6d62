import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { ESLint, type Linter } from 'eslint';

import { PROJECT } from '../e2e/project-copy/project-files';

interface Zone {
  readonly target: string | readonly string[];
  readonly from: string | readonly string[];
  readonly except?: readonly string[];
  readonly message: string;
}

// a cast, since the list is JavaScript
const zones = jest.requireActual<readonly Zone[]>('../eslint.zones.cjs');
// likewise: the plugin has no types
const plugin = jest.requireActual<ESLint.Plugin>('eslint-plugin-import');
const parser = jest.requireActual<Linter.Parser>('@typescript-eslint/parser');

const eslint = new ESLint({
  cwd: PROJECT,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { import: plugin },
    settings: { 'import/resolver': { typescript: true } },
    rules: { 'import/no-restricted-paths': ['error', { zones }] },
  },
});

const asList = (paths: string | readonly string[]) => (typeof paths === 'string' ? [paths] : paths);
const isFolder = (path: string) => existsSync(join(PROJECT, path)) && statSync(join(PROJECT, path)).isDirectory();

/** A file of that folder, or the file itself; undefined where it has none that the zone is about. */
function fileIn(path: string, except: readonly string[] = []): string | undefined {
  if (!isFolder(path)) return existsSync(join(PROJECT, path)) ? path : undefined;
  const files = readdirSync(join(PROJECT, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => except.every((excepted) => !`./${file}`.startsWith(excepted)))
    .sort();
  return files[0] === undefined ? undefined : join(path, files[0]);
}

/** Imports that a zone must refuse: one from each of its folders into each other. */
function refusedBy({ target, from, except }: Zone) {
  return asList(target).flatMap((to) =>
    asList(from).flatMap((source) => {
      const imported = fileIn(source, except);
      return imported === undefined ? [] : [{ importer: isFolder(to) ? join(to, 'an-importer.ts') : to, imported }];
    }),
  );
}

async function messagesOf(importer: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(PROJECT, importer) });
  return (result?.messages ?? []).map(({ message }) => message);
}

function specifier(importer: string, imported: string): string {
  const path = relative(dirname(importer), imported).replace(/\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

test('every zone is about folders and files that exist', () => {
  const paths = zones.flatMap(({ target, from }) => [...asList(target), ...asList(from)]);

  expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});

test.each(zones.map((zone) => [asList(zone.target).join(', '), zone] as const))(
  '%s: an import against the layers is refused, one of types alone too',
  async (_, zone) => {
    const refused = refusedBy(zone);
    const passed: string[] = [];
    for (const { importer, imported } of refused) {
      const path = specifier(importer, imported);
      const found = await messagesOf(importer, `import '${path}';\nimport type { Something } from '${path}';\n`);
      if (found.filter((text) => text.endsWith(zone.message)).length !== 2) passed.push(`${importer}: ${imported}`);
    }

    expect(refused).not.toEqual([]);
    expect(passed).toEqual([]);
  },
);

test.each([
  ['modules/leaf/watchdog/an-importer.ts', 'lambdas/break-crash-loop/contract.ts'],
  ['cli/leaf/an-importer.ts', 'lambdas/shared/log.ts'],
  ['synth/an-importer.ts', 'modules/aws/prices/prices.ts'],
  ['modules/leaf/leaf-stack.ts', 'modules/leaf/watchdog.ts'],
  ['modules/leaf/watchdog.ts', 'modules/leaf/watchdog/break-crash-loop.ts'],
  ['cli/commands/an-importer.ts', 'cli/deployment/deployment.ts'],
])('%s may import %s', async (importer, imported) => {
  expect(await messagesOf(importer, `import '${specifier(importer, imported)}';\n`)).toEqual([]);
});
