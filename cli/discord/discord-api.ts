import { type Clock } from '../../lambdas/shared/clock';
import { CommandError, reasonOf } from '../terminal/errors';

/** Discord's HTTP API, version 10. */
export const DISCORD_API = 'https://discord.com/api/v10';

export interface DiscordRequestProps {
  readonly method: 'POST' | 'PUT';
  /** E.g. `/oauth2/token`. */
  readonly path: string;
  /** Header Authorization. */
  readonly authorization: string;
  readonly body: string;
  readonly contentType: string;
}

/** What Discord answered. */
export interface DiscordResponse {
  readonly status: number;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

/** Where a request goes. Tests hand in their own. */
export interface DiscordConnection {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** @default DISCORD_API */
  readonly api?: string;
  say(line: string): void;
}

const TRIES = 3;
/** Of a 429 that does not say how long: Discord's front limits a whole network address, e.g. for its neighbours' requests. */
const DEFAULT_WAIT_SECONDS = 10;
/** A person waits. */
const MOST_WAIT_SECONDS = 60;

/**
 * Asks Discord, and after a 429 again as soon as Discord says.
 *
 * @throws CommandError when Discord cannot be reached, or limits requests for longer
 */
export async function askDiscord(
  connection: DiscordConnection,
  request: DiscordRequestProps,
): Promise<DiscordResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(connection, request);
    const text = await response.text();
    const body = parsed(text);
    if (response.status !== 429) return { status: response.status, body };
    const told = secondsIn(response, body);
    const seconds = Math.ceil(told ?? DEFAULT_WAIT_SECONDS * attempt);
    if (attempt === TRIES || seconds > MOST_WAIT_SECONDS) throw limited(told);
    connection.say(`Discord limits requests: trying again in ${seconds} s`);
    await connection.clock.wait(seconds * 1_000);
  }
}

async function send(
  { fetch: ask, api = DISCORD_API }: DiscordConnection,
  { method, path, authorization, body, contentType }: DiscordRequestProps,
): Promise<Response> {
  try {
    return await ask(`${api}${path}`, {
      method,
      headers: {
        authorization,
        'content-type': contentType,
        // https://discord.com/developers/docs/reference#user-agent
        'user-agent': 'DiscordBot (container-manager, 1)',
      },
      body,
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new CommandError(`could not reach Discord: ${reasonOf(cause)}`, { cause });
  }
}

/** How long to wait, by the header or the body; undefined where neither says. */
function secondsIn(response: Response, body: unknown): number | undefined {
  const header = response.headers.get('retry-after');
  const inBody = typeof body === 'object' && body !== null && 'retry_after' in body ? body.retry_after : undefined;
  const seconds = Number(header ?? inBody ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function limited(seconds: number | undefined): CommandError {
  return new CommandError(
    seconds === undefined
      ? 'Discord refuses requests from this network for now, and does not say until when (429): others may share its address. Try again in an hour, or from another network.'
      : `Discord limits requests for another ${Math.ceil(seconds)} s (429): run it again then.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
