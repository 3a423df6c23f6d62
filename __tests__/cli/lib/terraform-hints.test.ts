import { hintFor } from '../../../cli/lib/terraform-hints';

const FOLDER = 'cdktf.out/stacks/valheim';

test.each([
  ['Error acquiring the state lock', "docs/operations.md, 'A deployment was killed'", undefined],
  [
    'Instance cannot be destroyed\nResource aws_efs_file_system.World has lifecycle.prevent_destroy set',
    'KeepOnDelete',
    3,
  ],
  ['Saved plan is stale', 'Deploy again', undefined],
  ['EntityAlreadyExists: Role with name x already exists.', 'exists in AWS but not in the state', undefined],
  ['ResourceAlreadyExistsException: The specified log group already exists', 'not in the state', undefined],
])('%s', (said, text, exitCode) => {
  const hint = hintFor(said, FOLDER);

  expect(hint?.text).toContain(text);
  expect(hint?.exitCode).toBe(exitCode);
});

test('there is no hint where Terraform says it all', () => {
  expect(hintFor('Error: Invalid instance type', FOLDER)).toBeUndefined();
});

test('a lock is removed by its id', () => {
  const said = 'Error acquiring the state lock\nLock Info:\n  ID:        1b2c-3d\n  Path:      bucket/key\n';

  expect(hintFor(said, FOLDER)?.text).toMatch(
    /:\n {2}terraform -chdir=cdktf[.]out\/stacks\/valheim force-unlock 1b2c-3d$/,
  );
});

test('what exists already is imported, and nothing else', () => {
  const said = [
    'aws_iam_role.Container_TaskRole_27: creating IAM Role (x): operation error IAM: CreateRole',
    'EntityAlreadyExists: Role with name x already exists.',
    'aws_sns_topic.Alerts_91: creating SNS Topic: AuthorizationError',
    'aws_efs_access_point.Volumes_Volume-World_3: AlreadyExists',
  ].join('\n');

  expect(hintFor(said, FOLDER)?.text.split('\n').slice(1)).toEqual([
    "  terraform -chdir=cdktf.out/stacks/valheim import 'aws_iam_role.Container_TaskRole_27' ID",
    "  terraform -chdir=cdktf.out/stacks/valheim import 'aws_efs_access_point.Volumes_Volume-World_3' ID",
  ]);
});
