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
import { evaluate } from '../emulator/iam/evaluate';
import { parsePolicy } from '../emulator/iam/policy';
import { type RoleSession } from '../emulator/iam/role-sessions';
import { type FunctionRun, runFunction } from './run-function';

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

/** Runs the functions that are deployed in one region as Lambda does: from their archive, in their environment, under their role. */
export class DeployedFunctions {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cm-functions-'));
  /** Paths of unpacked archives, by the archive's checksum. */
  private readonly unpacked = new Map<string, string>();

  constructor(
    private readonly clients: Pick<Clients, 'lambda'>,
    private readonly emulator: Pick<Emulator, 'assumeRole' | 'endpoint'>,
    private readonly region: string,
  ) {}

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
    const { MaximumRetryAttempts } = await this.clients.lambda.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: reference }),
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
    const { Code, Configuration = {} } = await this.clients.lambda.send(
      new GetFunctionCommand({ FunctionName: reference }),
    );
    return { arn: String(Configuration.FunctionArn), configuration: Configuration, codeUrl: String(Code?.Location) };
  }

  private async assertLetsIn({ arn }: Deployed, { service, sourceArn }: Invoker): Promise<void> {
    const { Policy } = await this.clients.lambda.send(new GetPolicyCommand({ FunctionName: arn }));
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
   * @throws Error when it is content with a call that its role may not make
   */
  private async run(deployed: Deployed, event: unknown): Promise<FunctionRun> {
    const { configuration, codeUrl } = deployed;
    const session = await this.session(deployed);
    // Lambda writes the log with the function's role
    const stream = `${deployed.arn.replace(/:lambda:(.*):function:.*$/, ':logs:$1:log-group:')}${String(configuration.LoggingConfig?.LogGroup)}:log-stream:1`;
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) await session.assertAllowed(action, stream);
    const run = await runFunction({
      folder: await this.unpack(codeUrl, String(configuration.CodeSha256)),
      handler: String(configuration.Handler),
      event,
      environment: {
        ...emulatorSettings(this.emulator.endpoint),
        ...configuration.Environment?.Variables,
        AWS_REGION: this.region,
        AWS_ACCESS_KEY_ID: session.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.credentials.secretAccessKey,
      },
      timeoutSeconds: configuration.Timeout ?? 3,
    });
    if (session.refusals.length > 0) throw new Error(`the function goes on, but ${session.refusals.join('; ')}`);
    return run;
  }

  private async session({ configuration: { Role, FunctionName } }: Deployed): Promise<RoleSession> {
    return this.emulator.assumeRole({
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
