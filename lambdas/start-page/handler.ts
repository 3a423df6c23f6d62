import { readEnvironment } from '../shared/environment';
import { answerEvents } from './answer-events';
import { startPageApp } from './app';
import { awsDependencies } from './aws-dependencies';
import { DISCORD_VARIABLE, type DiscordConfig, ENVIRONMENT } from './contract';
import { answerDiscord } from './discord/discord';

const dependencies = awsDependencies(readEnvironment([...Object.values(ENVIRONMENT), 'AWS_REGION']));
const { [DISCORD_VARIABLE]: discordText } = process.env;
// a cast, since JSON has no types: modules/base/start-page.ts makes it
const config = discordText === undefined ? undefined : (JSON.parse(discordText) as DiscordConfig);
const app = startPageApp({
  ...dependencies,
  ...(config && { discord: (request) => answerDiscord(request, { ...dependencies, config }) }),
});

/** Answers the requests of API Gateway's HTTP API, payload 2.0. */
export const handler = answerEvents(app);
