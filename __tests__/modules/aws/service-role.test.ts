import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';

import { ServiceRole, type ServiceRoleProps } from '../../../modules/aws/service-role';
import { json } from '../../support/matchers';
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
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(IamRole, {
    name: 'project-leaf-task',
    description: 'what the container may do',
    assume_role_policy: json({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: ['ecs-tasks.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
    }),
  });
  expect(found.resources('aws_iam_role')).toHaveLength(1);
});

test('trust conditions narrow who may assume it', () => {
  const conditions = { StringEquals: { 'aws:SourceAccount': '123456789012' } };

  expect(template({ trustConditions: conditions }).synthesized).toHaveResourceWithProperties(IamRole, {
    assume_role_policy: json(
      expect.objectContaining({ Statement: [expect.objectContaining({ Condition: conditions })] }),
    ),
  });
});

test('the role may do what the statements say, and no more', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    role: found.reference('aws_iam_role', 'name'),
    policy: json({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::bucket/key'] }],
    }),
  });
  expect(found.addresses().map((address) => address.split('.')[0])).toEqual(['aws_iam_role', 'aws_iam_role_policy']);
});

test('without statements there is no policy', () => {
  const found = template({ statements: [] });

  expect(found.synthesized).toHaveResource(IamRole);
  expect(found.resources('aws_iam_role')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy')).toEqual([]);
});
