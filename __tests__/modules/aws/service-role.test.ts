import { ServiceRole, type ServiceRoleProps } from '../../../modules/aws/service-role';
import { Template } from '../../support/template';

const template = (more: Partial<ServiceRoleProps> = {}) =>
  Template.of((stack) => {
    new ServiceRole(stack, 'Role', {
      name: 'project-leaf-task',
      description: 'what the container may do',
      service: 'ecs-tasks.amazonaws.com',
      statements: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/key'] }],
      ...more,
    });
  });

test('only the named service may assume the role', () => {
  const role = template().resource('aws_iam_role');

  expect(role).toMatchObject({ name: 'project-leaf-task', description: 'what the container may do' });
  expect(JSON.parse(String(role.assume_role_policy))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: ['ecs-tasks.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
  });
});

test('trust conditions narrow who may assume it', () => {
  const conditions = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
  const role = template({ trustConditions: conditions }).resource('aws_iam_role');

  expect(JSON.parse(String(role.assume_role_policy))).toMatchObject({ Statement: [{ Condition: conditions }] });
});

test('the role may do what the statements say', () => {
  const policy = template().resource('aws_iam_role_policy');

  expect(JSON.parse(String(policy.policy))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::bucket/key'] }],
  });
});

test('without statements there is no policy', () => {
  const found = template({ statements: [] });

  expect(found.resources('aws_iam_role')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy')).toEqual([]);
});
