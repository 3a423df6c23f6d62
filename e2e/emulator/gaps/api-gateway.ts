import { z } from 'zod';

import { errorAnswer, jsonBody, withJson } from '../answers';
import { type Answer, type ApiCall, type Gap, type Next, withBody } from '../api-call';
import { onAction } from '../on-action';

const Stage = z.looseObject({ routeSettings: z.record(z.string(), z.unknown()).optional() });
const Routes = z.object({ items: z.array(z.object({ routeKey: z.string() })) });
/** What AWS gives beside what was set. */
const READ_ONLY = new Set(['createdDate', 'lastUpdatedDate', 'lastDeploymentStatusMessage', 'deploymentId']);

const STAGE = /^(POST|PATCH) \/v2\/apis\/([^/]+)\/stages(?:\/([^/]+))?$/;
const TAGS = /^(POST|DELETE) \/v2\/tags\/(.+)\/stages\/([^/]+)$/;

/** HTTP APIs: changes of a stage, which moto does not know; and AWS refuses settings of routes that do not exist. */
export function apiGatewayGaps(): Gap[] {
  return [
    onAction('apigateway', STAGE, async (call, next, method = '', api = '', stage = '') => {
      const unknown = await unknownRoute(call, next, api);
      if (unknown !== undefined) {
        return errorAnswer(
          call,
          404,
          'NotFoundException',
          `Unable to find Route by key ${unknown} within the provided RouteSettings`,
        );
      }
      return method === 'PATCH' ? change(call, next, api, stage) : next(call);
    }),
    onAction(
      'apigateway',
      /^DELETE \/v2\/apis\/([^/]+)\/stages\/([^/]+)\/routesettings\/(.+)$/,
      (call, next, api = '', stage = '', route = '') =>
        change(call, next, api, stage, ({ routeSettings = {}, ...rest }) => ({
          ...rest,
          routeSettings: Object.fromEntries(Object.entries(routeSettings).filter(([key]) => key !== route)),
        })),
    ),
    onAction('apigateway', TAGS, async (call, next, method = '', arn = '', stage = '') => {
      const Input = z.object({ tags: z.record(z.string(), z.string()) });
      const api = arn.slice(arn.lastIndexOf('/') + 1);
      const removed = new URL(call.path, 'http://emulator').searchParams.getAll('tagKeys');
      await change(call, next, api, stage, (found) => {
        const before = z.record(z.string(), z.string()).catch({}).parse(found.tags);
        const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !removed.includes(key)));
        return { ...found, tags: method === 'DELETE' ? kept : { ...kept, ...jsonBody(call, Input).tags } };
      });
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    }),
  ];
}

/** The first route that a stage's settings name and the API does not have. */
async function unknownRoute(call: ApiCall, next: Next, api: string): Promise<string | undefined> {
  const routes = await next({ ...bare(call, 'GET'), path: `/v2/apis/${api}/routes` });
  if (routes.status >= 300) return undefined;
  const known = new Set(jsonBody(routes, Routes).items.map(({ routeKey }) => routeKey));
  return Object.keys(jsonBody(call, Stage).routeSettings ?? {}).find((key) => !known.has(key));
}

/** In moto a changed stage is a new one of the same name. */
async function change(
  call: ApiCall,
  next: Next,
  api: string,
  stage: string,
  edit = (found: z.infer<typeof Stage>): object => ({ ...found, ...jsonBody(call, Stage) }),
): Promise<Answer> {
  const path = `/v2/apis/${api}/stages`;
  const found = await next({ ...bare(call, 'GET'), path: `${path}/${encodeURIComponent(stage)}` });
  if (found.status >= 300) return found;
  const set = Object.entries(edit(jsonBody(found, Stage))).filter(([key]) => !READ_ONLY.has(key));
  await next({ ...bare(call, 'DELETE'), path: `${path}/${encodeURIComponent(stage)}` });
  const made = await next({ ...withBody(bare(call, 'POST'), JSON.stringify(Object.fromEntries(set))), path });
  return made.status >= 300 ? made : withJson({ ...made, status: 200 }, JSON.parse(made.body.toString()));
}

function bare(call: ApiCall, method: string): ApiCall {
  return { ...call, method, body: Buffer.alloc(0) };
}
