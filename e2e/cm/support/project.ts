import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const SOURCE = resolve(__dirname, '../../..');
const COPIED = ['cdktf.json', 'cli', 'examples', 'lambdas', 'main.ts', 'modules', 'package.json', 'tsconfig.json'];

/** What a run of `npx cm` left. */
export interface CmRun {
  readonly code: number | null;
  /** What was answered. */
  readonly stdout: string;
  /** What was told on the way. */
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly output: string;
}

export interface CmRunOptions {
  /** More variables, or others than the project's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Sends an interrupt, as Ctrl-C does, once what was told matches. */
  readonly interruptAt?: RegExp;
}

/** `npx cm` at work. */
export interface RunningCm {
  readonly ended: Promise<CmRun>;
  signal(signal: NodeJS.Signals): void;
}

/** A copy of this project in a folder of its own, to run `npx cm` in: with its own config, cdktf.out and local states. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'cm-project-'));

  /** @param environment whole environment of the commands, e.g. an emulator's */
  constructor(private readonly environment: Readonly<Record<string, string>>) {
    for (const name of COPIED) cpSync(join(SOURCE, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(SOURCE, 'node_modules'), join(this.folder, 'node_modules'));
    mkdirSync(join(this.folder, 'terraform.tfstate.d'));
  }

  /** @param path relative to the project's folder */
  path(path: string): string {
    return join(this.folder, path);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  exists(path: string): boolean {
    return existsSync(this.path(path));
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true });
  }

  /** Runs `npx cm` with no terminal and waits for its end. */
  async cm(args: readonly string[], options: CmRunOptions = {}): Promise<CmRun> {
    return this.start(args, options).ended;
  }

  /** Starts `npx cm` with no terminal. */
  start(args: readonly string[], { environment = {}, interruptAt }: CmRunOptions = {}): RunningCm {
    const child = spawn(process.execPath, [this.path('cli/cm.cjs'), ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...this.environment, ...environment },
    });
    let [stdout, stderr, output, isInterrupted] = ['', '', '', false];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      output += text;
      if (isInterrupted || interruptAt?.test(stderr) !== true) return;
      isInterrupted = true;
      child.kill('SIGINT');
    });
    const ended = new Promise<CmRun>((done, fail) => {
      child.on('error', fail).on('close', (code) => {
        done({ code, stdout, stderr, output });
      });
    });
    return { ended, signal: (signal) => void child.kill(signal) };
  }

  /** Deletes the folder. */
  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
