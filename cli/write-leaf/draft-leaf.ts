/** A leaf that is about to be written, in the words of the config. */
export interface DraftLeaf {
  readonly image: string;
  readonly ports: readonly DraftPort[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables whose values belong in AWS. */
  readonly secrets: readonly string[];
  readonly stopTimeoutSeconds?: number;
  readonly ulimits?: readonly { readonly name: string; readonly softLimit: string; readonly hardLimit: string }[];
  readonly healthCheck?: DraftHealthCheck;
  readonly volumes: readonly DraftVolume[];
}

/** One port, or all from the first to the last. */
export interface DraftPort {
  readonly protocol: 'tcp' | 'udp';
  readonly first: number;
  readonly last: number;
  /** Where the container listens for the first of them. */
  readonly containerPort: number;
}

export interface DraftVolume {
  readonly id: string;
  readonly paths: readonly { readonly path: string; readonly readOnly: boolean }[];
}

export interface DraftHealthCheck {
  readonly command: readonly string[];
  readonly interval?: number;
  readonly timeout?: number;
  readonly retries?: number;
  readonly startPeriod?: number;
}
