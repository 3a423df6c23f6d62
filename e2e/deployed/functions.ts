import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
} from '@aws-sdk/client-lambda';
import extractZip from 'extract-zip';

import { type Clients } from '../emulator/clients';
import { type Emulator, emulatorSettings } from '../emulator/emulator';
import { type FunctionRunner } from '../emulator/gaps/lambda-invocations';
import { evaluate } from '../emulator/iam/evaluate';
import { parsePolicy } from '../emulator/iam/policy';
import { type RoleSession } from '../emulator/iam/role-sessions';
import { type LogLine, type Routes, runFunction } from './run-function';

/** A service of AWS that invokes a function, for a resource, e.g. for a rule. */
export interface Invoker {
  readonly service: string;
  readonly sourceArn: string;
}

interface Deployed {
  readonly arn: string;
  readonly configuration: FunctionConfiguration;
  /** Where its archive is downloaded. */
  readonly codeUrl: string;
}

export interface DeployedFunctionsProps {
  /** Of the region. */
  readonly clients: Pick<Clients, 'lambda'>;
  readonly emulator: Pick<Emulator, 'assumeRole' | 'endpoint'>;
  readonly region: string;
  /** What functions reach of the internet. */
  readonly routes: Routes;
  /** Called with each line of a function's log when it comes. */
  readonly onLog: (functionName: string, line: LogLine) => void;
}

/** Runs the functions that are deployed in one region as Lambda does: from their archive, in their environment, under their role. */
export class DeployedFunctions implements FunctionRunner {
  /** Names of the functions that ran, in the order in which they began. */
  readonly runs: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'cm-functions-'));
  /** Paths of unpacked archives, by the archive's checksum. */
  private readonly unpacked = new Map<string, string>();
  /** Runs that go on after the answer to their invocation. */
  private readonly later = new Set<Promise<void>>();
  /** Why such runs failed. */
  private readonly failures: unknown[] = [];

  constructor(private readonly props: DeployedFunctionsProps) {}

  /**
   * Invokes a function asynchronously, as EventBridge and CloudWatch Logs do. Where it fails, it is retried as often as its
   * configuration says, but without Lambda's pauses. Nobody is told of one failure: alarms watch the function's metric Errors, and
   * need more of them.
   *
   * @param reference name or ARN
   * @throws Error when there is no such function, or its policy does not let the invoker in
   * @throws the function's own error after the last retry
   */
  async invoke(reference: string, event: unknown, invoker: Invoker): Promise<void> {
    const deployed = await this.find(reference);
    await this.assertLetsIn(deployed, invoker);
    await this.runWithRetries(deployed, event);
  }

  /**
   * Invokes a function as a service does that waits for its answer, e.g. API Gateway.
   *
   * @returns what it returns
   * @throws Error when there is no such function, or its policy does not let the invoker in
   * @throws the function's own error
   */
  async answer(reference: string, event: unknown, invoker: Invoker): Promise<unknown> {
    const deployed = await this.find(reference);
    await this.assertLetsIn(deployed, invoker);
    return this.run(deployed, event);
  }

  async runOnce(reference: string, event: unknown): Promise<unknown> {
    return this.run(await this.find(reference), event);
  }

  runLater(reference: string, event: unknown): void {
    const run = this.find(reference)
      .then((deployed) => this.runWithRetries(deployed, event))
      .catch((error: unknown) => {
        this.failures.push(error);
      })
      .finally(() => this.later.delete(run));
    this.later.add(run);
  }

  /**
   * Waits for the runs that other functions have begun.
   *
   * @throws AggregateError of those that failed in all their tries since the last call
   */
  async settled(): Promise<void> {
    while (this.later.size > 0) await Promise.all(this.later);
    const errors = this.failures.splice(0);
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
  }

  private async runWithRetries(deployed: Deployed, event: unknown): Promise<void> {
    const { arn } = deployed;
    const { MaximumRetryAttempts } = await this.props.clients.lambda.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: arn }),
    );
    for (let tries = 1; ; tries += 1) {
      try {
        await this.run(deployed, event);
        return;
      } catch (error) {
        if (tries > Number(MaximumRetryAttempts)) throw error;
      }
    }
  }

  private async find(reference: string): Promise<Deployed> {
    const { Code, Configuration = {} } = await this.props.clients.lambda.send(
      new GetFunctionCommand({ FunctionName: reference }),
    );
    return { arn: String(Configuration.FunctionArn), configuration: Configuration, codeUrl: String(Code?.Location) };
  }

  private async assertLetsIn({ arn }: Deployed, { service, sourceArn }: Invoker): Promise<void> {
    const { Policy } = await this.props.clients.lambda.send(new GetPolicyCommand({ FunctionName: arn }));
    const request = { principal: { service }, action: 'lambda:InvokeFunction', resource: arn };
    const context = { 'aws:sourcearn': [sourceArn], 'aws:sourceaccount': [String(arn.split(':')[4])] };
    const policies = { identity: [], resource: parsePolicy(String(Policy), `of ${arn}`) };
    if (evaluate({ ...request, context }, policies) !== 'allowed') {
      throw new Error(`${service} is not authorized to invoke ${arn} for ${sourceArn}`);
    }
  }

  /**
   * Runs a function once, as a cold start, under its role.
   *
   * @returns what the handler returns
   * @throws Error when it is content with a call that its role may not make
   */
  private async run(deployed: Deployed, event: unknown): Promise<unknown> {
    const { configuration, codeUrl } = deployed;
    const { emulator, region, routes, onLog } = this.props;
    const name = String(configuration.FunctionName);
    this.runs.push(name);
    const session = await this.session(deployed);
    // Lambda writes the log with the function's role
    const stream = `${deployed.arn.replace(/:lambda:(.*):function:.*$/, ':logs:$1:log-group:')}${String(configuration.LoggingConfig?.LogGroup)}:log-stream:1`;
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) await session.assertAllowed(action, stream);
    const { result } = await runFunction({
      folder: await this.unpack(codeUrl, String(configuration.CodeSha256)),
      handler: String(configuration.Handler),
      event,
      environment: {
        ...emulatorSettings(emulator.endpoint),
        ...configuration.Environment?.Variables,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: session.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.credentials.secretAccessKey,
      },
      timeoutSeconds: configuration.Timeout ?? 3,
      routes,
      onLog: (line) => {
        onLog(name, line);
      },
    });
    if (session.refusals.length > 0) throw new Error(`the function goes on, but ${session.refusals.join('; ')}`);
    return result;
  }

  private async session({ configuration: { Role, FunctionName } }: Deployed): Promise<RoleSession> {
    return this.props.emulator.assumeRole({
      roleArn: String(Role),
      service: 'lambda.amazonaws.com',
      name: String(FunctionName),
    });
  }

  /** Deletes the unpacked archives. */
  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async unpack(url: string, checksum: string): Promise<string> {
    const known = this.unpacked.get(checksum);
    if (known !== undefined) return known;
    const path = join(this.folder, String(this.unpacked.size));
    const archive = `${path}.zip`;
    writeFileSync(archive, Buffer.from(await (await fetch(url)).arrayBuffer()));
    await extractZip(archive, { dir: path });
    this.unpacked.set(checksum, path);
    return path;
  }
}
