/** Environment variables of the function. */
export const ENVIRONMENT = {
  /** Key of the tag that every resource of a project carries. */
  projectTag: 'PROJECT_TAG',
  /** Value of that tag, `Name` of base.yaml: the function looks only at groups that carry it, and at its parameters. */
  project: 'PROJECT',
  /** Key of the tag that holds a leaf's id. */
  leafTag: 'LEAF_TAG',
} as const;

/** One more variable with Discord: DiscordConfig, as JSON. */
export const DISCORD_VARIABLE = 'DISCORD';

/** Which application of Discord may post, and where people may use its commands. Nothing of it is a secret. */
export interface DiscordConfig {
  readonly applicationId: string;
  /** Of Ed25519: 32 bytes in hex. */
  readonly publicKey: string;
  /** Ids of servers. */
  readonly servers: readonly string[];
}

/** Requests a second, and how many at once: of all callers together, and about so, since API Gateway counts in many places. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** What API Gateway lets in: nothing else reaches the function. */
export const ROUTES = {
  'GET /{leaf}': { rate: 10, burst: 20 },
  'POST /status': { rate: 10, burst: 20 },
  'POST /wake': { rate: 2, burst: 5 },
} as const satisfies Readonly<Record<string, Throttle>>;

/** Only with Discord. */
export const DISCORD_ROUTES = {
  'POST /discord': { rate: 5, burst: 10 },
} as const satisfies Readonly<Record<string, Throttle>>;

/** Megabytes of the function: the AWS SDK loads faster with more CPU, and somebody waits. */
export const MEMORY_MB = 512;

/**
 * What the page gets for `POST /status` and `POST /wake` with the body `{"leaf": "<id>"}` and the token as Bearer. The page is bundled from
 * page/, so this file imports nothing.
 */
export type PageAnswer = PageState & {
  /** As people write it, e.g. `minecraft`. */
  readonly leaf: string;
  /** `StartPage.Note` of the leaf: what its administrator tells friends, e.g. which version to play with. */
  readonly note?: string;
};

export type PageState =
  | { readonly state: 'asleep' }
  | Starting
  | Ready
  | { readonly state: 'stopping' }
  | Refused
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'retiring' };

/** Woken, and people cannot connect yet. */
export interface Starting {
  readonly state: 'starting';
  /** Seconds since the switch was turned. */
  readonly seconds: number;
  /** Of the last starts. Absent: fewer than three are known. */
  readonly usual?: { readonly median: number; readonly shortest: number; readonly longest: number };
  /** What it waits for now. */
  readonly waitsFor: 'instance' | 'container' | 'game';
}

export interface Ready {
  readonly state: 'ready';
  /** What people type into their game for each port: `minecraft.example.com:25565` or `203.0.113.7:25565`, first the container's first port. Empty: not known. */
  readonly addresses: readonly string[];
  /** Absent without a Query that counts players. `unknown`: could not be asked in time. */
  readonly players?: 'unknown' | { readonly online: number; readonly max?: number; readonly names: readonly string[] };
}

/** Asleep, and this page may not wake it. */
export interface Refused {
  readonly state: 'refused';
  /** `limit`: the hours of the month are used up. `stay`: an administrator wants it to stay asleep. */
  readonly why: 'limit' | 'stay';
  /** ISO time from which it can be woken again; absent: when an administrator says so. */
  readonly until?: string;
}

/** Every answer that is not 200: 400, 403, 404, 413, 415, 429 (from API Gateway without this body), 503. */
export interface PageError {
  readonly error: 'bad-request' | 'unknown-link' | 'too-large' | 'not-json' | 'try-later';
}

/** What base's functions know of a leaf beside the tags of its group: the value of its parameter (parameter-names.ts), as JSON. */
export interface LeafOnPage {
  /** E.g. `25565/tcp`, the container's first port first. */
  readonly ports: readonly string[];
  /** Absent without a domain. */
  readonly hostName?: string;
  readonly note?: string;
  /** Name of its function player-query. Absent without a Query that counts players. */
  readonly playerQueryFunction?: string;
  /** Ids of the Discord roles that may use /stop. */
  readonly stopRoles?: readonly string[];
}
