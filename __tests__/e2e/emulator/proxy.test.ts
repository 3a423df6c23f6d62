import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type Gap, withBody } from '../../../e2e/emulator/api-call';
import { type Proxy, startProxy } from '../../../e2e/emulator/proxy';
import { Recorder } from '../../../e2e/emulator/recorder';

const running: (Server | Proxy)[] = [];

/** Starts a server that answers with the request it got, and a proxy in front of it. */
async function echoBehind(...gaps: Gap[]): Promise<string> {
  const echo = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      outgoing.writeHead(201, { 'content-type': 'application/json', 'content-length': '999' });
      if (incoming.method === 'HEAD') {
        outgoing.end();
        return;
      }
      const { method, url, headers } = incoming;
      const text = JSON.stringify({ method, url, host: headers.host, body: Buffer.concat(chunks).toString() });
      outgoing.end(text.padEnd(999));
    })();
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const proxy = await startProxy(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`, gaps);
  running.push(proxy, echo);
  return proxy.url;
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    if ('url' in server) await server.stop();
    else server.close();
  }
});

test('a call reaches moto unchanged', async () => {
  const url = await echoBehind();

  const answer = await fetch(`${url}/a%20b/?c=d%2F`, { method: 'PUT', body: 'text' });

  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({
    method: 'PUT',
    url: '/a%20b/?c=d%2F',
    host: new URL(url).host,
    body: 'text',
  });
});

test('a body that a gap made longer is passed on completely', async () => {
  const url = await echoBehind((call, next) => next(withBody(call, `${call.body.toString()} and much more`)));

  expect(await (await fetch(url, { method: 'POST', body: 'text' })).json()).toMatchObject({
    body: 'text and much more',
  });
});

test.each(['//HOST/x', 'http://HOST/x', 'x', '*'])("a request for '%s' reaches no other server", async (template) => {
  const reached: string[] = [];
  const other = createServer((incoming, outgoing) => {
    reached.push(String(incoming.url));
    outgoing.end();
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  running.push(other);
  const path = template.replace('HOST', `127.0.0.1:${(other.address() as AddressInfo).port}`);
  const { hostname, port } = new URL(await echoBehind());

  const sent = request({ hostname, port, path, method: 'OPTIONS' }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];

  expect(answer.statusCode).toBe(400);
  answer.resume();
  expect(reached).toEqual([]);
});

test('an answer to HEAD keeps its Content-Length', async () => {
  const answer = await fetch(await echoBehind(), { method: 'HEAD' });

  expect(answer.headers.get('content-length')).toBe('999');
});

test('a call passes the gaps from the first to the last, and its answer passes them in the other direction', async () => {
  const seen: string[] = [];
  const gap =
    (name: string): Gap =>
    async (call, next) => {
      seen.push(`${name} before`);
      const answer = await next(call);
      seen.push(`${name} after`);
      return answer;
    };

  await fetch(await echoBehind(gap('outer'), gap('inner')));

  expect(seen).toEqual(['outer before', 'inner before', 'inner after', 'outer after']);
});

test('an error in a gap becomes an answer with status 502', async () => {
  const url = await echoBehind(() => Promise.reject(new Error('the gap is wrong')));

  const answer = await fetch(url);

  expect(answer.status).toBe(502);
  expect(await answer.text()).toMatch(/^emulator: Error: the gap is wrong/);
});

test('the recorder keeps each call and the status of its answer', async () => {
  const recorder = new Recorder();
  const url = await echoBehind(recorder.gap);

  await fetch(url, {
    method: 'POST',
    headers: { authorization: 'AWS4 Credential=k/20260102/us-east-1/ecs/aws4_request', 'x-amz-target': 'X.ListTasks' },
  });

  expect(recorder.calls).toEqual([
    { time: expect.any(Date) as Date, service: 'ecs', region: 'us-east-1', action: 'ListTasks', status: 201 },
  ]);
});
