import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runFunction, type Routes } from '../../../e2e/deployed/run-function';
import { type GameServer, tcpServer } from '../../support/game-servers/game-server';

const ADDRESS = '198.51.100.7';
const CONNECT = `
exports.handler = (target) => new Promise((resolve) => {
  const socket = target.separate
    ? new (require('node:net').Socket)().connect(target.port, target.host)
    : require('node:net').connect(target);
  socket.on('connect', () => { socket.destroy(); resolve('connected'); });
  socket.on('error', ({ code, message }) => resolve(code + ': ' + message));
});`;
const HTTP = `
exports.handler = (url) => new Promise((resolve) => {
  require('node:http').get(url, { agent: false }, (response) => resolve(response.statusCode))
    .on('error', ({ code }) => resolve(code));
});`;

let folder: string;
let server: GameServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'internet-'));
  server = await tcpServer(createHttpServer((_request, response) => response.writeHead(204).end()));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

async function run(source: string, event: unknown, routes?: Routes): Promise<unknown> {
  writeFileSync(join(folder, 'index.js'), source);
  const props = { folder, handler: 'index.handler', event, environment: {}, timeoutSeconds: 5 };
  return (await runFunction({ ...props, ...(routes && { routes }) })).result;
}

test('an address and port lead to a port of this computer', async () => {
  const routes = new Map([[`${ADDRESS}:25565`, server.port]]);

  expect(await run(CONNECT, { host: ADDRESS, port: 25_565 }, routes)).toBe('connected');
  expect(await run(CONNECT, { host: ADDRESS, port: 25_565, separate: true }, routes)).toBe('connected');
  expect(await run(HTTP, `http://${ADDRESS}:25565/`, routes)).toBe(204);
});

test('another port of the address, and any other address, cannot be reached', async () => {
  const routes = new Map([[`${ADDRESS}:25565`, server.port]]);
  const unreachable = (target: string) => `EHOSTUNREACH: connect EHOSTUNREACH ${target}`;

  expect(await run(CONNECT, { host: ADDRESS, port: 22 }, routes)).toBe(unreachable(`${ADDRESS}:22`));
  expect(await run(CONNECT, { host: '203.0.113.9', port: 25_565 }, routes)).toBe(unreachable('203.0.113.9:25565'));
  expect(await run(CONNECT, { host: 'example.com', port: 80 })).toBe(unreachable('example.com:80'));
  expect(await run(HTTP, `http://${ADDRESS}/`)).toBe('EHOSTUNREACH');
});

test('a function reaches this computer, where the emulator is', async () => {
  expect(await run(HTTP, `http://127.0.0.1:${server.port}/`)).toBe(204);
});

test('UDP packets are lost', async () => {
  const heard: Buffer[] = [];
  const socket = createSocket('udp4').on('message', (packet) => heard.push(packet));
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  const send = `
    exports.handler = ({ port }) => new Promise((resolve) => {
      require('node:dgram').createSocket('udp4').send(Buffer.from('?'), port, '127.0.0.1', (error) => resolve(String(error)));
    });`;

  expect(await run(send, { port: socket.address().port })).toBe('null');
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.close();
  expect(heard).toEqual([]);
});
