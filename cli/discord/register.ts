import { type DiscordConfig } from '../../lambdas/start-page/contract';
import { CommandError } from '../terminal/errors';
import { askDiscord, type DiscordConnection, type DiscordResponse } from './discord-api';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
const STRING = 3;

const leafOption = (required: boolean, description: string) => ({
  type: STRING,
  name: 'leaf',
  description,
  required,
  autocomplete: true,
});

/** What people can type. Which leaves there are Discord asks when somebody types, so a new leaf needs no new registration. */
export const COMMANDS = [
  { name: 'start', description: 'Start a server', options: [leafOption(true, 'Which one')] },
  { name: 'stop', description: 'Put a server to sleep; needs a role', options: [leafOption(true, 'Which one')] },
  {
    name: 'status',
    description: 'Show how a server is, its address and who plays',
    options: [leafOption(false, 'Which one (all if you leave it out)')],
  },
];

/**
 * Gives the servers of the config the commands, in place of those that the application has there.
 *
 * @param secret a bot token or the client secret of the application; it is kept nowhere
 * @throws CommandError that says what Discord refused, and what to do
 */
export async function register(
  { applicationId, servers }: Pick<DiscordConfig, 'applicationId' | 'servers'>,
  secret: string,
  connection: DiscordConnection,
): Promise<void> {
  const authorization = await authorizationBy(secret, applicationId, connection);
  for (const server of servers) {
    const response = await askDiscord(connection, {
      method: 'PUT',
      path: `/applications/${applicationId}/guilds/${server}/commands`,
      authorization,
      contentType: 'application/json',
      body: JSON.stringify(COMMANDS),
    });
    if (response.status !== 200) throw refused(response, applicationId, server);
    connection.say(`The server ${server} has /start, /stop and /status.`);
  }
}

/** Where somebody who manages a server adds the application to it. It asks for nothing but commands: there is no bot that reads. */
export function installLink(applicationId: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=applications.commands`;
}

/** What to do with the address that Discord posts to. */
export function registeredText(applicationId: string, pageUrl: string): string {
  return [
    'Put this address into "Interactions Endpoint URL" of the application, and save:',
    '',
    `${pageUrl}/discord`,
    '',
    `The application: https://discord.com/developers/applications/${applicationId}/information`,
    'Discord tries the address when you save it. If it refuses it: docs/discord.md',
  ].join('\n');
}

/** A bot token has three parts; a client secret gets a token for a few days that may only change commands. */
async function authorizationBy(secret: string, applicationId: string, connection: DiscordConnection): Promise<string> {
  const token = secret.replace(/^Bot\s+/i, '');
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return `Bot ${token}`;
  const response = await askDiscord(connection, {
    method: 'POST',
    path: '/oauth2/token',
    authorization: `Basic ${Buffer.from(`${applicationId}:${token}`).toString('base64')}`,
    contentType: 'application/x-www-form-urlencoded',
    body: 'grant_type=client_credentials&scope=applications.commands.update',
  });
  const { body, status } = response;
  if (typeof body === 'object' && body !== null && 'access_token' in body && typeof body.access_token === 'string') {
    return `Bearer ${body.access_token}`;
  }
  throw status === 401 || status === 400 ? notAccepted(status) : refused(response, applicationId);
}

function refused({ status, body }: DiscordResponse, applicationId: string, server?: string): CommandError {
  if (status === 401) return notAccepted(status);
  if (status === 403) {
    return new CommandError(
      `the application is not on the server ${server ?? ''} yet, or Discord.Servers has a wrong id (403, ${saidBy(body)}). Somebody who manages that ` +
        `server adds it here, then run this again:\n${installLink(applicationId)}`,
    );
  }
  if (status === 404) {
    return new CommandError(
      `Discord does not know this application (404, ${saidBy(body)}): correct Discord.ApplicationId in base.yaml. The secret must be of the same application.`,
    );
  }
  return new CommandError(`Discord refused it (${status}, ${saidBy(body)}).`);
}

function notAccepted(status: number): CommandError {
  return new CommandError(
    `Discord does not accept this secret (${status}). Copy the token of the page "Bot" of the application, or the client secret of its page "OAuth2". ` +
      'Discord shows each once: reset it there if you no longer have it. It must belong to Discord.ApplicationId of base.yaml.',
  );
}

function saidBy(body: unknown): string {
  const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : String(body);
  return message.length > 200 ? `${message.slice(0, 200)}…` : message;
}
