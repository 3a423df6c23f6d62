import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { startMoto, useMoto } from '../../../e2e/emulator/moto';

const { PATH } = process.env;

afterEach(() => {
  process.env.PATH = PATH;
});

test('says how to install moto where it is missing', async () => {
  // /bin/sh is found without it
  process.env.PATH = '/nowhere';

  await expect(startMoto()).rejects.toThrow(
    /^the AWS emulator moto does not start \(.*moto_server.*\): install it with python3 -m pip install 'moto\[server\]'$/,
  );
});

test('a moto that runs already is emptied, and configured to start no containers', async () => {
  const told: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => told.push(text));
    told.push(`${request.method} ${request.url}`);
    request.on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const moto = await useMoto(url);
  await moto.stop();
  server.close();

  expect(moto.url).toBe(url);
  expect(told).toEqual(['POST /moto-api/reset', 'POST /moto-api/config', '{"lambda":{"use_docker":false}}']);
});

test('fails where no moto runs', async () => {
  await expect(useMoto('http://127.0.0.1:1')).rejects.toThrow(/^there is no moto at http:\/\/127[.]0[.]0[.]1:1: /);
});
