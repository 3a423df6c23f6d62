import { startMoto } from '../../../e2e/emulator/moto';

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
