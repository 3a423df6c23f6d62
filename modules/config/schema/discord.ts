import { listOf, section } from './containers';
import { text } from './fields';

/** Discord allows 250 roles on a server; one parameter holds what the page knows of a leaf. */
const MAX_ROLES = 20;
const MAX_SERVERS = 20;

/** https://discord.com/developers/docs/reference#snowflakes: 64 bits, today 17 to 20 digits. */
const SNOWFLAKE = /^[1-9]\d{16,19}$/;
/** An Ed25519 public key of 32 bytes. */
const PUBLIC_KEY = /^[0-9a-f]{64}$/i;

const id = (what: string) =>
  text(`use the id of ${what}: 17 to 20 digits, which Discord's "Copy ID" gives in developer mode`, SNOWFLAKE);

/** `Discord` of base. */
export const discordOfBase = section({
  applicationId: text(
    'use the Application ID of its page in the Discord Developer Portal: 17 to 20 digits',
    SNOWFLAKE,
  ).describe('The Application ID that the Discord Developer Portal shows, in quotes.'),
  publicKey: text(
    'use the Public Key of its page in the Discord Developer Portal: 64 characters, 0 to 9 and a to f',
    PUBLIC_KEY,
  )
    .transform((key) => key.toLowerCase())
    .describe(
      'The Public Key that the Discord Developer Portal shows: 64 hexadecimal characters. Discord signs with the key that belongs to it; it is not a secret.',
    ),
  servers: listOf(id('a server'), 'use a list of ids of servers')
    .min(1, { error: 'names no server: write the id of the server whose members may use the commands' })
    .max(MAX_SERVERS, { error: `has more than ${MAX_SERVERS} servers: remove some` })
    .transform((servers) => [...new Set(servers)])
    .describe(
      `Ids of the Discord servers whose members may use the commands, in quotes, e.g. \`['223456789012345678']\`; at most ${MAX_SERVERS}. Every member who can use slash commands there can start every leaf.`,
    ),
});

/** `Discord` of a leaf. */
export const discordOfLeaf = section({
  roles: listOf(id('a role'), 'use a list of ids of roles')
    .max(MAX_ROLES, { error: `has more than ${MAX_ROLES} roles: remove some` })
    .transform((roles) => [...new Set(roles)])
    .default([])
    .describe(
      `Ids of the Discord roles whose members may put this leaf to sleep with \`/stop\`, in quotes; at most ${MAX_ROLES}. Everybody may use \`/start\` and \`/status\`. Default: nobody may use \`/stop\`.`,
    ),
});
