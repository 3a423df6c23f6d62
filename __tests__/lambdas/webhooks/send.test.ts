import { publicLookup, sendByHttps } from '../../../lambdas/webhooks/send';

const found = (all: boolean) =>
  new Promise((resolve) => {
    publicLookup('localhost', { all }, (error, address) => {
      resolve(error?.code ?? address);
    });
  });

test.each([true, false])('a name of this computer has no address of the internet (all: %j)', async (all) => {
  await expect(found(all)).resolves.toBe('ENOTPUBLIC');
});

test('nothing is posted to this computer', async () => {
  await expect(sendByHttps()(new URL('https://localhost/x'), { headers: {}, body: '' })).rejects.toMatchObject({
    code: 'ENOTPUBLIC',
  });
});
