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
  const { type } = fieldsOf(parsed);
  if (typeof type !== 'number') return undefined;
  const { application_id: applicationId, guild_id: serverId, member, user, data } = fieldsOf(parsed);
  const { roles, user: memberUser } = fieldsOf(member);
  const { name, options } = fieldsOf(data);
  const leaf = listOf(options)
    .map(fieldsOf)
    .find((option) => option.name === 'leaf')?.value;
  return {
    type,
    applicationId: textOf(applicationId),
    serverId: textOf(serverId),
    userId: textOf(fieldsOf(memberUser ?? user).id),
    roles: listOf(roles).map(textOf),
    command: textOf(name),
    ...(typeof leaf === 'string' && { leaf }),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  // a cast, since an object of JSON has no other keys than texts
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
