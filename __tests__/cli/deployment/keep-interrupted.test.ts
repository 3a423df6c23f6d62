import { keepInterrupted, taintedIn } from '../../../cli/deployment/keep-interrupted';

function state() {
  const resource = (type: string, status?: string, mode = 'managed') => ({
    mode,
    type,
    name: 'It',
    instances: [{ schema_version: 0, attributes: { id: 'x' }, ...(status && { status }) }],
  });
  return JSON.stringify({
    version: 4,
    serial: 7,
    lineage: '01234567-89ab-cdef-0123-456789abcdef',
    resources: [
      resource('aws_efs_file_system', 'tainted'),
      resource('aws_backup_plan'),
      resource('aws_iam_role', 'tainted'),
      resource('aws_partition', 'tainted', 'data'),
    ],
  });
}

test('finds what was interrupted', () => {
  expect(taintedIn(state())).toEqual([
    { type: 'aws_efs_file_system', address: 'aws_efs_file_system.It' },
    { type: 'aws_iam_role', address: 'aws_iam_role.It' },
  ]);
});

test.each(['', '{"version":4,"serial":1}'])('finds nothing in the state %j', (text) => {
  expect(taintedIn(text)).toEqual([]);
});

test('keeps what holds data, and leaves the rest to Terraform', async () => {
  const untainted: string[] = [];
  const terraform = {
    untaint: (address: string) => {
      untainted.push(address);
      return Promise.resolve();
    },
  };

  expect(await keepInterrupted(terraform, [state()])).toEqual(['aws_efs_file_system.It']);
  expect(untainted).toEqual(['aws_efs_file_system.It']);
});
