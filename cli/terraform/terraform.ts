import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { z } from 'zod';

import { LOCK_FILE } from '../../modules/config/config-folder';
import { lockFirstProviders } from './lock-providers';
import { parsePlan, type TerraformPlan, UNCHANGED } from './plan';
import { ERRORED_STATE, holdsErroredState } from './errored-state';
import { CommandError, EXIT, InterruptedError } from '../terminal/errors';
import { deleteOrphanedPlans, PLAN_FILE } from './plan-file';
import { type RunKind } from './killed-runs';
import { hintFor, type TerraformHint } from './hints';
import { addressesNotThere, discardImports, type Import, NotThereError, withImports } from './imports';
import { type OnLine, runTerraform } from './process';

const message = z.object({
  '@message': z.string(),
  type: z.string().default('log'),
  diagnostic: z
    .object({
      severity: z.string(),
      summary: z.string(),
      detail: z.string().default(''),
      address: z.string().optional(),
    })
    .optional(),
  outputs: z.record(z.string(), z.object({ sensitive: z.boolean(), value: z.unknown().optional() })).optional(),
});

type Message = z.infer<typeof message>;

/** The messages of an apply that a person sees; the others repeat the plan. */
const PROGRESS = ['apply_start', 'apply_complete', 'apply_errored'];

interface InitOptions {
  /** Path of the config folder's lock file, whether it exists or not. */
  readonly lockFile: string;
  /** Forgets where the state was before: move the state first. @default false */
  readonly reconfigure?: boolean;
}

interface PlanOptions {
  /** What the plan imports into the state. @default nothing */
  readonly imports?: readonly Import[];
  /** Plans to destroy everything that the state holds. @default false */
  readonly destroys?: boolean;
  /**
   * Reads a plan that changes nothing too: to show what stays as it is, Terraform starts the provider, which takes seconds.
   *
   * @default false
   */
  readonly showsUnchanged?: boolean;
}

/** Exit codes of `terraform plan -detailed-exitcode`: https://developer.hashicorp.com/terraform/cli/commands/plan */
const PLANNED = { unchanged: 0, changed: 2 };

/** Terraform in the folder of one synthesized stack. Each method throws CommandError with Terraform's own message. */
export class Terraform {
  /** What the plan file does. */
  private applyKind: RunKind = 'apply';

  /**
   * @param stack name of the stack, for messages
   * @param folder cdktf.out/stacks/<stack>
   */
  constructor(
    readonly stack: string,
    readonly folder: string,
  ) {}

  /**
   * Installs exactly the providers that are locked, and connects the state. Locks them first when they never were.
   *
   * @throws CommandError in CI when they are not locked
   */
  async init({ lockFile, reconfigure = false }: InitOptions): Promise<void> {
    if (!existsSync(lockFile)) await lockFirstProviders(lockFile);
    copyFileSync(lockFile, join(this.folder, LOCK_FILE));
    discardImports(this.folder);
    const args = ['init', '-input=false', '-no-color', '-lockfile=readonly'];
    await this.run([...args, ...(reconfigure ? ['-reconfigure'] : [])]);
  }

  /** The state file in the connected backend; empty when there is none. */
  async pullState(): Promise<string> {
    return this.run(['state', 'pull']);
  }

  /** Makes the next plan keep a tainted resource, and add what it lacks. */
  async untaint(address: string): Promise<void> {
    await this.run(['untaint', address]);
  }

  /** Removes the lock of the state. Its owner must not be working. */
  async forceUnlock(id: string): Promise<void> {
    await this.run(['force-unlock', '-force', id]);
  }

  /** Copies a local state file into the connected backend, which must be empty. */
  async pushState(file: string): Promise<void> {
    await this.run(['state', 'push', file]);
  }

  /**
   * Writes the plan file and returns the plan. The file holds values: see `discardPlan`.
   *
   * @throws NotThereError when resources of `imports` do not exist
   */
  async plan({ destroys = false, showsUnchanged = false, imports = [] }: PlanOptions = {}): Promise<TerraformPlan> {
    deleteOrphanedPlans(this.folder);
    this.applyKind = destroys ? 'destroy' : 'apply';
    return withImports(this.folder, imports, () => this.planIn({ destroys, showsUnchanged }));
  }

  private async planIn({ destroys, showsUnchanged }: Required<Omit<PlanOptions, 'imports'>>): Promise<TerraformPlan> {
    const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${PLAN_FILE}`];
    const { code } = await this.runJson([...args, ...(destroys ? ['-destroy'] : [])], {
      noteAs: 'plan',
      success: Object.values(PLANNED),
    });
    if (code === PLANNED.unchanged && !showsUnchanged) return UNCHANGED;
    return parsePlan(await this.run(['show', '-json', PLAN_FILE]), `the plan of ${this.stack}`);
  }

  /**
   * Applies exactly the plan that this process's `plan` wrote.
   *
   * @returns values of all outputs by name, without sensitive ones
   */
  async applyPlan(onProgress?: OnLine): Promise<Record<string, unknown>> {
    const { outputs } = await this.runJson(['apply', '-input=false', '-json', PLAN_FILE], {
      noteAs: this.applyKind,
      onProgress,
    });
    return outputs;
  }

  /** Deletes this process's plan file, if there is one. */
  discardPlan(): void {
    rmSync(join(this.folder, PLAN_FILE), { force: true });
  }

  /** Takes resources out of the state; they stay in AWS. */
  async forget(addresses: readonly string[]): Promise<void> {
    await this.run(['state', 'rm', ...addresses]);
  }

  /** Runs Terraform and returns what it wrote to standard output. */
  private async run(args: readonly string[]): Promise<string> {
    const lines: string[] = [];
    const { code, errors } = await runTerraform(args, { folder: this.folder, onLine: (line) => lines.push(line) });
    if (code !== 0) throw this.failure(args, errors || lines.join('\n'));
    return lines.join('\n');
  }

  /** Runs Terraform with `-json`: reports progress, collects diagnostics and outputs. */
  private async runJson(
    args: readonly string[],
    { noteAs, onProgress, success = [0] }: JsonRunProps,
  ): Promise<JsonRun> {
    const failures: string[] = [];
    const notThere: string[] = [];
    let outputs: Record<string, unknown> = {};
    const onLine = (line: string) => {
      const said = parseMessage(line);
      if (said?.diagnostic?.severity === 'error') {
        failures.push(diagnosticText(said.diagnostic));
        notThere.push(...addressesNotThere(said.diagnostic));
      } else if (said && PROGRESS.includes(said.type)) onProgress?.(said['@message']);
      if (said?.outputs) outputs = openOutputs(said.outputs);
    };
    try {
      const { code, errors } = await runTerraform(args, { folder: this.folder, onLine, noteAs });
      if (code === null || !success.includes(code)) {
        const failure = this.failure(args, failures.join('\n') || errors);
        throw notThere.length > 0 ? new NotThereError(failure.message, notThere) : failure;
      }
      return { code, outputs };
    } catch (error) {
      throw error instanceof InterruptedError ? this.interrupted(error, failures.join('\n')) : error;
    }
  }

  /** After an interrupt too, a person must learn what failed, above all that the state could not be saved. */
  private interrupted(error: InterruptedError, text: string): InterruptedError {
    const isStateSaved = !holdsErroredState(this.folder) && !ERRORED_STATE.test(text);
    if (isStateSaved && text === '') return error;
    const failure = withHint(text, isStateSaved ? undefined : hintFor('errored.tfstate', relative('', this.folder)));
    const what = isStateSaved ? error.message : 'Interrupted. Terraform finished what it was doing.';
    return new InterruptedError(`${what}${text === '' ? '' : ' It said:'}\n${failure}`, { failure, isStateSaved });
  }

  private failure([command]: readonly string[], text: string): CommandError {
    const hint = hintFor(text, relative('', this.folder));
    return new CommandError(`terraform ${command ?? ''} of ${this.stack} failed:\n${withHint(text, hint)}`, {
      exitCode: hint?.exitCode ?? EXIT.failed,
    });
  }
}

interface JsonRunProps {
  readonly noteAs: RunKind;
  readonly onProgress?: OnLine | undefined;
  /** Exit codes that mean success. @default 0 */
  readonly success?: readonly number[];
}

interface JsonRun {
  readonly code: number;
  /** The last outputs that it printed, without sensitive ones. */
  readonly outputs: Record<string, unknown>;
}

function openOutputs(outputs: NonNullable<Message['outputs']>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { value, sensitive }]) => (sensitive ? [] : [[name, value]])),
  );
}

function withHint(text: string, hint: TerraformHint | undefined): string {
  if (hint?.saysAll === true) return hint.text;
  return [text.trim(), hint?.text].filter(Boolean).join('\n\n');
}

function parseMessage(line: string): Message | undefined {
  try {
    return message.safeParse(JSON.parse(line)).data;
  } catch {
    // a provider that writes to standard output mixes plain lines in
    return undefined;
  }
}

function diagnosticText({ summary, detail, address }: NonNullable<Message['diagnostic']>): string {
  return [address ? `${address}: ${summary}` : summary, detail].filter(Boolean).join('\n');
}
