import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GetFunctionCommand, GetFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { PublishCommand } from '@aws-sdk/client-sns';
import extractZip from 'extract-zip';

import { emulatorSettings } from '../emulator/emulator';
import { runFunction, type FunctionRun } from './run-function';
import { type Clients } from '../emulator/clients';
import { failureRecord } from './events';

/** Runs the functions that are deployed in one region as Lambda does: from their archive, in their environment. */
export class DeployedFunctions {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cm-functions-'));
  /** Paths of unpacked archives, by the archive's checksum. */
  private readonly unpacked = new Map<string, string>();

  constructor(
    private readonly clients: Pick<Clients, 'lambda' | 'sns'>,
    private readonly endpoint: string,
    private readonly region: string,
  ) {}

  /**
   * Invokes a function asynchronously, as EventBridge and CloudWatch Logs do. Where it fails, it is retried as often as its
   * configuration says, but without Lambda's pauses; then the on-failure destination gets a record.
   *
   * @param reference name or ARN
   * @throws Error when there is no such function
   * @throws the function's own error after the last retry, where the on-failure destination is not a topic
   */
  async invoke(reference: string, event: unknown): Promise<void> {
    const { FunctionArn, MaximumRetryAttempts, DestinationConfig } = await this.clients.lambda.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: reference }),
    );
    for (let tries = 1; ; tries += 1) {
      try {
        await this.run(reference, event);
        return;
      } catch (error) {
        if (tries <= Number(MaximumRetryAttempts)) continue;
        const destination = String(DestinationConfig?.OnFailure?.Destination);
        if (!destination.includes(':sns:')) throw error;
        const record = failureRecord({ functionArn: String(FunctionArn), event, tries, error });
        await this.clients.sns.send(new PublishCommand({ TopicArn: destination, Message: JSON.stringify(record) }));
        return;
      }
    }
  }

  /** Runs a function once, as a cold start. */
  private async run(reference: string, event: unknown): Promise<FunctionRun> {
    const { Code, Configuration } = await this.clients.lambda.send(new GetFunctionCommand({ FunctionName: reference }));
    return runFunction({
      folder: await this.unpack(String(Code?.Location), String(Configuration?.CodeSha256)),
      handler: String(Configuration?.Handler),
      event,
      environment: {
        ...emulatorSettings(this.endpoint),
        ...Configuration?.Environment?.Variables,
        AWS_REGION: this.region,
      },
      timeoutSeconds: Configuration?.Timeout ?? 3,
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
