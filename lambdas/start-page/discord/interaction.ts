import { fields } from '../../shared/event-fields';

/** What we use of what Discord posts: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export interface Interaction {
  readonly type: number;
  readonly applicationId: string;
  /** The server in which somebody wrote it; empty in a private chat. */
  readonly serverId: string;
  /** Of the person who wrote it; empty where Discord does not say. */
  readonly userId: string;
  /** Ids of that person's roles on the server. */
  readonly roles: readonly string[];
  /** E.g. `start`. */
  readonly command: string;
  /** What stands in the option `leaf`, as typed. Absent: the option is not there. */
  readonly leaf?: string;
}

export const INTERACTION = { ping: 1, command: 2, autocomplete: 4 } as const;

/** @returns undefined where it is not JSON of an interaction */
export function readInteraction(body: string): Interaction | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { type } = fields(parsed);
  if (typeof type !== 'number') return undefined;
  const { application_id: applicationId, guild_id: serverId, member, user, data } = fields(parsed);
  const { roles, user: memberUser } = fields(member);
  const { name, options } = fields(data);
  const leaf = listOf(options)
    .map(fields)
    .find((option) => option.name === 'leaf')?.value;
  return {
    type,
    applicationId: textOf(applicationId),
    serverId: textOf(serverId),
    userId: textOf(fields(memberUser ?? user).id),
    roles: listOf(roles).map(textOf),
    command: textOf(name),
    ...(typeof leaf === 'string' && { leaf }),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
