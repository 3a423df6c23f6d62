import { startMoto } from '../../../e2e/emulator/moto';

const { PATH } = process.env;

afterEach(() => {
  process.env.PATH = PATH;
});

test('fails with how to install moto where it is not', async () => {
  // a shell and nothing else
  process.env.PATH = '/nowhere';

  await expect(startMoto()).rejects.toThrow(
    /^the AWS emulator moto does not start \(.*moto_server.*\): install it with python3 -m pip install 'moto\[server\]'$/,
  );
});
