import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';

import { type Clock } from '../shared/clock';
import { log } from '../shared/log';
import { Remembered } from './remembered';

/** What is old counts for no longer. */
const MEMORY_MS = 60_000;
/** After a read that failed AWS is left alone for so long, and what was read before counts. */
const PAUSE_MS = 5_000;
/** But no longer than this: a revoked link must not live on because AWS does not answer. */
const LONGEST_MS = 5 * 60_000;

/** By name, without the path: `minecraft/anna`. */
export type Parameters = ReadonlyMap<string, string>;

/** What is below one path in SSM's Parameter Store. */
export class ParametersOfPath {
  private readonly tries: Remembered<void>;
  private last: { readonly at: number; readonly parameters: Parameters } | undefined;
  private failure: unknown;

  /** @param path with its slash at the end */
  constructor(
    private readonly client: SSMClient,
    private readonly path: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.tries = new Remembered(clock, PAUSE_MS, () => this.look());
  }

  /**
   * At most a minute old where AWS answers, or as old as is asked for, but AWS is asked every five seconds at most.
   *
   * @throws AWS's error where it has not answered for five minutes
   */
  async read(oldestMs = MEMORY_MS): Promise<Parameters> {
    if (this.last === undefined || this.age() >= oldestMs) await this.tries.get();
    if (this.last === undefined || this.age() >= LONGEST_MS) throw this.failure;
    return this.last.parameters;
  }

  private age(): number {
    return this.clock.now().getTime() - (this.last?.at ?? 0);
  }

  private async look(): Promise<void> {
    const at = this.clock.now().getTime();
    try {
      const parameters = new Map<string, string>();
      const pages = paginateGetParametersByPath({ client: this.client }, { Path: this.path, Recursive: true });
      for await (const { Parameters: found = [] } of pages) {
        for (const { Name: name = '', Value: value = '' } of found) parameters.set(name.slice(this.path.length), value);
      }
      this.last = { at, parameters };
    } catch (error) {
      this.failure = error;
      log.warn('cannot read parameters', { path: this.path, error });
    }
  }
}
