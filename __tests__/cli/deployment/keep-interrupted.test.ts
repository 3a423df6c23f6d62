import { keepInterrupted } from '../../../cli/deployment/keep-interrupted';
import { parseState } from '../../../cli/state/contents';
import { stateOf } from '../support/state';

/** Addresses that Terraform is told to keep, for one state. */
async function kept(state: ReturnType<typeof stateOf>): Promise<string[]> {
  const untainted: string[] = [];
  const terraform = {
    untaint: (address: string) => {
      untainted.push(address);
      return Promise.resolve();
    },
  };
  expect(await keepInterrupted(terraform, [state])).toEqual(untainted);
  return untainted;
}

test('keeps what holds data and was interrupted, and leaves the rest to Terraform', async () => {
  const state = stateOf(
    { address: 'aws_efs_file_system.It', status: 'tainted' },
    { address: 'aws_backup_plan.It' },
    { address: 'aws_iam_role.It', status: 'tainted' },
    { address: 'aws_s3_bucket.It', status: 'tainted', mode: 'data' },
  );

  expect(await kept(state)).toEqual(['aws_efs_file_system.It']);
});

test.each(['', '{"version":4,"serial":1}'])('keeps nothing of the state %j', async (text) => {
  expect(await kept(parseState(text, 'minecraft'))).toEqual([]);
});
