import { hintFor } from '../../../cli/terraform/hints';

const FOLDER = 'cdktf.out/stacks/valheim';

test.each([
  ['Error acquiring the state lock', "docs/operations.md, 'A deployment was killed'", undefined],
  [
    'Instance cannot be destroyed\nResource aws_efs_file_system.World has lifecycle.prevent_destroy set',
    'KeepOnDelete',
    3,
  ],
  ['Saved plan is stale', 'Deploy again', undefined],
  [
    "the local package for\nregistry.terraform.io/hashicorp/aws 5.100.0 doesn't match any of the\nchecksums previously recorded",
    'not one that .terraform.lock.hcl in the config folder locks',
    undefined,
  ],
  [
    'the cached package in .terraform/providers does not match any of the checksums recorded in the dependency lock file',
    'run ./cm upgrade-providers here',
    undefined,
  ],
  [
    'locked provider aws 5.100.0 does not match\nconfigured version constraint 6.25.0',
    'requires other providers',
    undefined,
  ],
  ['Error: Provider dependency changes detected', 'run ./cm upgrade-providers, read', undefined],
  [
    'aws_iam_role.It: already exists\nFailed to persist state to backend',
    `terraform -chdir=${FOLDER} state push errored.tfstate`,
    undefined,
  ],
])('hints at the fix for: %s', (said, text, exitCode) => {
  const hint = hintFor(said, FOLDER);

  expect(hint?.text).toContain(text);
  expect(hint?.exitCode).toBe(exitCode);
});

// for each type of a leaf or of base whose creation fails when one exists: AWS's message, or its error code alone
test.each([
  ['aws_iam_role', 'EntityAlreadyExists: Role with name x already exists.'],
  ['aws_iam_instance_profile', 'EntityAlreadyExists: Instance Profile x already exists.'],
  ['aws_cloudwatch_log_group', 'ResourceAlreadyExistsException: The specified log group already exists'],
  ['aws_lambda_function', 'ResourceConflictException: Function already exist: x'],
  ['aws_lambda_permission', 'ResourceConflictException: The statement id (x) provided already exists.'],
  ['aws_ecs_service', 'InvalidParameterException: Creation of service was not idempotent.'],
  ['aws_ecs_capacity_provider', 'ClientException: The specified capacity provider already exists.'],
  ['aws_autoscaling_group', 'AlreadyExists: AutoScalingGroup by this name already exists'],
  ['aws_launch_template', 'InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.'],
  ['aws_backup_vault', 'AlreadyExistsException: Backup vault with the same name already exists'],
  ['aws_backup_plan', 'AlreadyExistsException: Backup plan with the same plan document already exists'],
  ['aws_efs_file_system', "FileSystemAlreadyExists: File system 'fs-1' already exists with creation token 'x'"],
  ['aws_efs_access_point', 'AccessPointAlreadyExists: Access point already exists'],
  ['aws_efs_mount_target', 'MountTargetConflict: mount target already exists in this AZ'],
  ['aws_sns_topic', 'InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different tags'],
  ['aws_route53_record', "InvalidChangeBatch: Tried to create resource record set [name='x'] but it already exists"],
  ['aws_key_pair', 'InvalidKeyPair.Duplicate'],
  ['aws_security_group', 'InvalidGroup.Duplicate'],
  ['aws_vpc_security_group_ingress_rule', 'InvalidPermission.Duplicate'],
  ['aws_route', 'RouteAlreadyExists'],
  ['aws_route_table_association', 'Resource.AlreadyAssociated: the specified association conflicts with another'],
  ['aws_internet_gateway', 'InvalidParameterValue: Network vpc-1 already has an internet gateway attached'],
  ['aws_subnet', "InvalidSubnet.Conflict: The CIDR '10.0.0.0/24' conflicts with another subnet"],
])('says how to import an existing %s after: %s', (type, said) => {
  const hint = hintFor(`${type}.It_1: creating: api error ${said}`, FOLDER);

  expect(hint?.text).toContain('exists in AWS but not in the state');
  expect(hint?.text).toMatch(/[.]\n {2}[.]\/cm deploy valheim --import-existing$/);
  expect(hint?.exitCode).toBeUndefined();
});

test('gives no hint when Terraform says enough', () => {
  expect(hintFor('Error: Invalid instance type', FOLDER)).toBeUndefined();
});

test.each([
  ['that a deployment left', FOLDER, './cm deploy valheim --unlock 1b2c-3d'],
  [
    'that a removal left',
    'cdktf.out/removal/valheim',
    'terraform -chdir=cdktf.out/removal/valheim force-unlock 1b2c-3d',
  ],
])('removes a lock by its id %s', (_, folder, command) => {
  const said = 'Error acquiring the state lock\nLock Info:\n  ID:        1b2c-3d\n  Path:      bucket/key\n';

  expect(hintFor(said, folder)?.text.split('\n').at(-1)).toBe(`  ${command}`);
});

const LOCKED = `Error acquiring the state lock
Error message: operation error S3: PutObject, https response error StatusCode: 412, PreconditionFailed
Lock Info:
  ID:        1b2c-3d
  Path:      states/games/valheim/terraform.tfstate
  Operation: OperationTypePlan
  Who:       jo@desk
  Version:   1.11.4
  Created:   2026-11-22 20:14:05.123456789 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written by multiple users at the same time. [...] You can
disable locking with the "-lock=false" flag, but this is not recommended.`;

test('says who has a lock and since when, in place of words about S3', () => {
  const hint = hintFor(LOCKED, FOLDER);

  expect(hint?.text).toBe(
    'Somebody else is deploying this stack, or an earlier deployment was killed (jo@desk took the lock on 2026-11-22 at ' +
      '20:14:05 UTC). Wait a minute, and run this again. Only if you are sure that nobody is deploying it, remove the lock ' +
      "and complete that deployment (docs/operations.md, 'A deployment was killed'):\n  ./cm deploy valheim --unlock 1b2c-3d",
  );
  expect(hint?.saysAll).toBe(true);
});

test("leaves Terraform's words beside every other hint", () => {
  expect(hintFor('Saved plan is stale', FOLDER)?.saysAll).toBeUndefined();
});
