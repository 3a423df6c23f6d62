import { hintFor } from '../../../cli/lib/terraform-hints';

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
])('%s', (text, hint, exitCode) => {
  expect(hintFor(text)?.text).toContain(hint);
  expect(hintFor(text)?.exitCode).toBe(exitCode);
});

test('there is no hint where Terraform says it all', () => {
  expect(hintFor('Error: Invalid instance type')).toBeUndefined();
});
