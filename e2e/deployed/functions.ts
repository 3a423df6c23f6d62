import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import extractZip from 'extract-zip';

import { emulatorSettings } from '../emulator/emulator';
import { runFunction, type FunctionRun } from '../run-function';

/** The functions that are deployed in one region, run as Lambda would: their archive, their environment. */
export class DeployedFunctions {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cm-functions-'));
  /** Paths of what was unpacked, by the archive's checksum. */
  private readonly unpacked = new Map<string, string>();

  constructor(
    private readonly client: LambdaClient,
    private readonly endpoint: string,
    private readonly region: string,
  ) {}

  /**
   * Runs a function once, cold.
   *
   * @param reference name or ARN
   * @throws Error when there is no such function, and the function's own
   */
  async run(reference: string, event: unknown): Promise<FunctionRun> {
    const { Code, Configuration } = await this.client.send(new GetFunctionCommand({ FunctionName: reference }));
    const path = await this.unpack(String(Code?.Location), String(Configuration?.CodeSha256));
    return runFunction({
      path: join(path, 'index.js'),
      event,
      environment: {
        ...emulatorSettings(this.endpoint),
        ...Configuration?.Environment?.Variables,
        AWS_REGION: this.region,
      },
      timeoutSeconds: Configuration?.Timeout ?? 3,
    });
  }

  /** Deletes what was unpacked. */
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
