import { policyDocument } from '../../../../modules/aws/policy';
import { fileSystemPolicy, type FileSystemPolicyProps } from '../../../../modules/leaf/volumes/file-system-policy';

const FILE_SYSTEM = 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1';
const TASK_ROLE = 'arn:aws:iam::123456789012:role/task';
const INSTANCE_ROLE = 'arn:aws:iam::123456789012:role/instance';

const path = (slug: string, readOnly: boolean) => ({
  path: `/${slug}`,
  readOnly,
  slug,
  accessPointId: `fsap-${slug}`,
  accessPointArn: `arn:${slug}`,
});

const statements = (more: Partial<FileSystemPolicyProps> = {}) =>
  fileSystemPolicy({
    fileSystemArn: FILE_SYSTEM,
    paths: [path('data', false)],
    taskRoleArn: TASK_ROLE,
    instanceRoleArn: INSTANCE_ROLE,
    ...more,
  });
const sids = (more: Partial<FileSystemPolicyProps>) => statements(more).map(({ sid }) => sid);

test('nobody may do anything without TLS', () => {
  expect(statements()).toContainEqual({
    sid: 'NothingWithoutTls',
    effect: 'Deny',
    principals: { AWS: ['*'] },
    actions: ['*'],
    resources: [FILE_SYSTEM],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
});

test('the container may write, also as root, through its access points', () => {
  expect(statements({ paths: [path('data', false), path('mods', false)] })).toContainEqual({
    sid: 'ContainerWrites',
    principals: { AWS: [TASK_ROLE] },
    actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite'],
    resources: [FILE_SYSTEM],
    conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': ['arn:data', 'arn:mods'] } },
  });
});

test('the container may only read through the access points of read-only paths', () => {
  const found = statements({ paths: [path('data', false), path('mods', true)] });

  expect(found).toContainEqual({
    sid: 'ContainerReads',
    principals: { AWS: [TASK_ROLE] },
    actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess'],
    resources: [FILE_SYSTEM],
    conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': ['arn:mods'] } },
  });
  const writes = found.find(({ sid }) => sid === 'ContainerWrites')?.conditions?.StringEquals;
  expect(writes).toEqual({ 'elasticfilesystem:AccessPointArn': ['arn:data'] });
});

test('no statement has a condition without access points, which would hold for all of them', () => {
  expect(sids({ paths: [path('data', false)] })).toEqual(['NothingWithoutTls', 'ContainerWrites', 'Host']);
  expect(sids({ paths: [path('data', true)] })).toEqual(['NothingWithoutTls', 'ContainerReads', 'Host']);
});

test('the instance may read and write the whole file system', () => {
  expect(statements()).toContainEqual({
    sid: 'Host',
    principals: { AWS: [INSTANCE_ROLE] },
    actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite'],
    resources: [FILE_SYSTEM],
  });
});

// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#efs-condition-keys-for-nfs
test('the policy uses only condition keys that EFS enforces', () => {
  const keys = statements({ paths: [path('data', false), path('mods', true)] }).flatMap(({ conditions = {} }) =>
    Object.values(conditions).flatMap((values) => Object.keys(values)),
  );

  expect([...new Set(keys)].sort()).toEqual(['aws:SecureTransport', 'elasticfilesystem:AccessPointArn']);
});

test('even with 100 paths the policy has less than the 20,000 characters that EFS takes', () => {
  const paths = Array.from({ length: 100 }, (_, i) => ({
    ...path(`p${i}`, i % 2 === 0),
    accessPointArn: `arn:aws:elasticfilesystem:ap-southeast-1:123456789012:access-point/fsap-0123456789abcdef${i}`,
  }));

  expect(policyDocument(statements({ paths })).length).toBeLessThan(20_000);
});
