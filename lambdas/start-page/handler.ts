import { handle } from 'hono/aws-lambda';

import { readEnvironment } from '../shared/environment';
import { startPageApp } from './app';
import { awsDependencies } from './aws-dependencies';
import { ENVIRONMENT } from './contract';

const app = startPageApp(awsDependencies(readEnvironment([...Object.values(ENVIRONMENT), 'AWS_REGION'])));

/** Answers the requests of API Gateway's HTTP API, payload 2.0. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- hono's version 5 moves it into a package of its own
export const handler = handle(app);
