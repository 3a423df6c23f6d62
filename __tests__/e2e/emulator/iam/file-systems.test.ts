import { resourcesOf } from '../../../../e2e/emulator/iam/resources';
import { call } from '../support';

const ask = (query: string) => {
  const asked = call({ service: 'elasticfilesystem', method: 'GET', path: `/2015-02-01/file-systems${query}` });
  // a cast: this rule asks no client
  return resourcesOf('elasticfilesystem:DescribeFileSystems', asked, { accountId: '123456789012' } as never);
};

test('a look at one file system is about it, a look at all about all', async () => {
  expect(await ask('?FileSystemId=fs-1')).toEqual([
    { resource: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1', context: {} },
  ]);
  expect(await ask('')).toEqual([{ resource: '*', context: {} }]);
});
