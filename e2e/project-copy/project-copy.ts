import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { deployerAccessKey } from '../emulator/iam/deployers';
import { descendants, processes, untilGone } from '../processes';
import { type CmRun } from './cm-run';
import { PROJECT, projectFiles, topOf } from './project-files';

/** How long interrupted commands may take to end. Then they are killed. */
const PATIENCE_MS = 10_000;

/** Folders that no command reads. */
const NOT_COPIED = new Set(['__tests__', 'bench', 'docs', 'e2e']);

export interface CmRunOptions {
  /** Variables that are added to the project's environment, or replace its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Sends an interrupt, as Ctrl-C does, as soon as stderr matches. */
  readonly interruptAt?: RegExp;
}

/** What a person types as soon as the output since the last keys matches. */
export interface Typed {
  readonly at: RegExp;
  /** `\r` is the Return key, `\x03` is Ctrl-C. */
  readonly keys: string;
}

/** A `./cm` that runs. */
export interface RunningCm {
  readonly pid: number;
  readonly ended: Promise<CmRun>;
  signal(signal: NodeJS.Signals): void;
}

// from Python's standard library: the emulator needs Python too
const TERMINAL = `
import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
`;

/** A copy of this project in a folder of its own, to run `./cm` in: with its own config, cdktf.out and local states. */
export class ProjectCopy {
  readonly folder = newFolder();
  private readonly running = new Set<ChildProcess>();

  private readonly environment: Readonly<Record<string, string>>;

  /** @param environment the whole environment of the commands, e.g. an emulator's */
  constructor(environment: Readonly<Record<string, string>>) {
    // Terraform's providers leave their sockets behind when they are killed: here they are deleted with the folder
    this.environment = { ...environment, PLUGIN_UNIX_SOCKET_DIR: this.folder };
    const files = projectFiles().filter((path) => !NOT_COPIED.has(topOf(path)));
    for (const folder of new Set(files.map(dirname))) mkdirSync(this.path(folder), { recursive: true });
    for (const file of files) copyFileSync(join(PROJECT, file), this.path(file));
    symlinkSync(join(PROJECT, 'node_modules'), this.path('node_modules'));
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

  /** Runs `./cm` with no terminal and waits for its end. */
  async cm(args: readonly string[], options: CmRunOptions = {}): Promise<CmRun> {
    return this.start(args, options).ended;
  }

  /** Runs `./cm` at a terminal where a person types, and waits for its end. Returns what the terminal showed. */
  async cmOnTerminal(args: readonly string[], typed: readonly Typed[]): Promise<Pick<CmRun, 'code' | 'output'>> {
    // without a size the terminal would get no spinner
    const sized = ['sh', '-c', 'stty cols 120 rows 40 && exec "$@"', 'sh', process.execPath, this.path('cli/cm.cjs')];
    const child = spawn('python3', ['-c', TERMINAL, ...sized, ...args], {
      cwd: this.folder,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...this.environmentOf(args), TERM: 'xterm-256color' },
    });
    this.running.add(child);
    let [output, seen, next] = ['', 0, 0];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const { at, keys } = typed[next] ?? {};
      if (at?.test(stripVTControlCharacters(output.slice(seen))) !== true) return;
      [seen, next] = [output.length, next + 1];
      child.stdin.write(keys);
    });
    return new Promise((done, fail) => {
      child.on('error', fail).on('close', (code) => {
        this.running.delete(child);
        done({ code, output: stripVTControlCharacters(output).replaceAll('\r\n', '\n') });
      });
    });
  }

  /** Starts `./cm` with no terminal. */
  start(args: readonly string[], { environment = {}, interruptAt }: CmRunOptions = {}): RunningCm {
    const child = spawn(process.execPath, [this.path('cli/cm.cjs'), ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...this.environmentOf(args), ...environment },
    });
    this.running.add(child);
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
        this.running.delete(child);
        done({ code, stdout, stderr, output });
      });
    });
    // there is no pid only where the process could not be started: then `ended` fails
    return { pid: child.pid!, ended, signal: (signal) => void child.kill(signal) };
  }

  /** A command that a role of docs/ci.md runs has credentials of its own, by which the emulator knows it. */
  private environmentOf([command = '']: readonly string[]): Readonly<Record<string, string>> {
    const accessKey = deployerAccessKey(command);
    return { ...this.environment, ...(accessKey !== undefined && { AWS_ACCESS_KEY_ID: accessKey }) };
  }

  /**
   * Interrupts the commands that still run, and deletes the folder when they have ended. Stop the emulator after that:
   * the commands need its answers to end.
   */
  async dispose(): Promise<void> {
    const [all, pids] = [processes(), [...this.running].map(({ pid }) => pid)];
    const started = all.filter(({ pid }) => pids.includes(pid)).flatMap((one) => [one, ...descendants(one.pid, all)]);
    for (const child of this.running) child.kill('SIGINT');
    await untilGone(started, PATIENCE_MS);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Makes a folder with a name that no other has now. Names of deleted folders are used again: tsx finds what it compiled by
 * the path of the source, and would compile everything again for a new name.
 */
function newFolder(): string {
  for (let number = 1; ; number += 1) {
    const folder = join(tmpdir(), `cm-project-${number}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      // a cast: what node:fs throws has a code
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
