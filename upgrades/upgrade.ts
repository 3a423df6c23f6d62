import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT, projectFiles } from '../e2e/project-copy/project-files';
import { type ExampleConfigs } from './every-example';
import { NEXT_RUNTIME, type Synthesized } from './differences';

/** Of `main.ts` and all that it imports. */
const TYPED = ['main.ts'];

const RUNTIME_FILE = 'modules/aws/lambda-runtime.ts';

/** The one line that an upgrade changes: provider 6 knows Lambda's next runtime. */
function withRuntime(text: string): string {
  const changed = text.replace("LAMBDA_RUNTIME = 'nodejs22.x'", `LAMBDA_RUNTIME = '${NEXT_RUNTIME}'`);
  if (changed === text) throw new Error(`${RUNTIME_FILE} does not set LAMBDA_RUNTIME to 'nodejs22.x'`);
  return changed;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cm-upgrades-'));
}

/** This project beside other versions of some packages. All other packages are those that are installed here. */
export class Upgrade {
  private constructor(
    private readonly project: string,
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** The project as it is. */
  static today(folder: string): Upgrade {
    return new Upgrade(PROJECT, folder, 'today');
  }

  /**
   * Copies the project, and installs beside it what `upgrades/<name>/package-lock.json` names.
   *
   * @param folder gets both
   */
  static install(folder: string, name: string): Upgrade {
    const home = join(folder, name);
    const project = join(home, 'project');
    mkdirSync(project, { recursive: true });
    for (const path of projectFiles()) cpSync(join(PROJECT, path), join(project, path), { recursive: true });
    const packages = join(home, 'packages');
    cpSync(join(PROJECT, 'upgrades', name), packages, { recursive: true });
    // the provider's package asks for cdktf, which comes from the folder above or, as cdktn, under that name
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: packages,
      stdio: 'inherit',
    });
    writeFileSync(join(project, RUNTIME_FILE), withRuntime(readFileSync(join(project, RUNTIME_FILE), 'utf8')));
    renameSync(join(packages, 'node_modules'), join(project, 'node_modules'));
    // Node.js looks in the folders above for what is not in there
    symlinkSync(join(PROJECT, 'node_modules'), join(home, 'node_modules'), 'junction');
    return new Upgrade(project, folder, name);
  }

  /** For people. */
  get versions(): string {
    const { dependencies } = JSON.parse(
      readFileSync(join(PROJECT, 'upgrades', this.name, 'package.json'), 'utf8'),
      // a cast, since JSON has no types
    ) as { readonly dependencies: Readonly<Record<string, string>> };
    return Object.entries(dependencies)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ');
  }

  /** @throws Error where a type is wrong; the compiler's words are printed */
  checkTypes(): void {
    const config = join(this.project, 'tsconfig.product.json');
    // the tests' types are those of packages that stay
    const product = {
      extends: './tsconfig.json',
      compilerOptions: { incremental: false, types: ['node'] },
      files: TYPED,
      include: [],
    };
    writeFileSync(config, JSON.stringify(product));
    const tsc = join(PROJECT, 'node_modules/typescript-7/bin/tsc');
    execFileSync(process.execPath, [tsc, '--project', config], { stdio: 'inherit' });
  }

  synthesize(configs: ExampleConfigs): Synthesized {
    return new Map(
      Object.entries(configs).flatMap(([config, folder]) => {
        const outdir = join(this.folder, 'out', this.name, config);
        mkdirSync(outdir, { recursive: true });
        execFileSync(process.execPath, ['--require', 'tsx/cjs', 'main.ts'], {
          cwd: this.project,
          env: { ...process.env, CDKTF_OUTDIR: outdir, CONFIG_DIR: folder },
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        const stacks = join(outdir, 'stacks');
        return readdirSync(stacks).map((stack): [string, unknown] => {
          const terraform: unknown = JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'));
          return [`${config}/${stack}`, terraform];
        });
      }),
    );
  }
}
