import { type ApiCall, type Next } from '../../../../e2e/emulator/api-call';
import { apiGatewayGaps } from '../../../../e2e/emulator/gaps/api-gateway';
import { call } from '../support';

const STAGES = '/v2/apis/abc/stages';
const answer = (value: unknown, status = 200) => ({ status, headers: {}, body: Buffer.from(JSON.stringify(value)) });

/** moto with the routes of one API and at most one stage; it knows no PATCH. */
function moto(stage?: object) {
  const state = { stage };
  const next = (sent: ApiCall) => {
    if (sent.path === '/v2/apis/abc/routes') {
      return Promise.resolve(answer({ items: [{ routeKey: 'POST /wake' }, { routeKey: 'POST /status' }] }));
    }
    if (sent.method === 'POST') state.stage = JSON.parse(sent.body.toString()) as object;
    if (sent.method === 'DELETE') state.stage = undefined;
    return Promise.resolve(state.stage === undefined ? answer({}, 404) : answer(state.stage, 201));
  };
  const send = (method: string, path: string, body: object = {}) =>
    apiGatewayGaps().reduceRight<Next>(
      (inner, gap) => (sent: ApiCall) => gap(sent, inner),
      next,
    )(call({ service: 'apigateway', method, path, body: JSON.stringify(body) }));
  return { state, send };
}

test('a stage is changed: what the call does not name stays', async () => {
  const { state, send } = moto({ stageName: '$default', autoDeploy: true, createdDate: 'x', routeSettings: {} });

  const { status } = await send('PATCH', `${STAGES}/%24default`, {
    routeSettings: { 'POST /wake': { throttlingRateLimit: 2 } },
  });

  expect(status).toBe(200);
  expect(state.stage).toEqual({
    stageName: '$default',
    autoDeploy: true,
    routeSettings: { 'POST /wake': { throttlingRateLimit: 2 } },
  });
});

test.each(['POST', 'PATCH'])('settings of a route that does not exist are refused as AWS does: %s', async (method) => {
  const { state, send } = moto({ stageName: '$default' });

  const { status, body } = await send(method, method === 'POST' ? STAGES : `${STAGES}/%24default`, {
    stageName: '$default',
    routeSettings: { 'POST /discord': {} },
  });

  expect(status).toBe(404);
  expect(body.toString()).toContain('Unable to find Route by key POST /discord within the provided RouteSettings');
  expect(state.stage).toEqual({ stageName: '$default' });
});

test('the settings of one route can be removed, and tags added and removed', async () => {
  const { state, send } = moto({ stageName: '$default', tags: { a: '1' }, routeSettings: { 'POST /wake': {} } });
  const arn = encodeURIComponent('arn:aws:apigateway:eu-central-1::/apis/abc/stages/$default');

  await send('DELETE', `${STAGES}/%24default/routesettings/POST%20%2Fwake`);
  await send('POST', `/v2/tags/${arn}`, { tags: { b: '2' } });
  const { status } = await send('DELETE', `/v2/tags/${arn}?tagKeys=a`);

  expect(status).toBe(204);
  expect(state.stage).toEqual({ stageName: '$default', tags: { b: '2' }, routeSettings: {} });
});
