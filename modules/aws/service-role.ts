import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';

import { type PolicyStatement, policyDocument } from './policy';

export interface ServiceRoleProps {
  /** Name of the role. */
  readonly name: string;
  readonly description: string;
  /** The AWS service that may assume it, e.g. `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /** Conditions of the trust policy: operator → key → values. @default the service may always assume it */
  readonly trustConditions?: NonNullable<PolicyStatement['conditions']>;
  /** What the role may do. Empty: nothing. */
  readonly statements: readonly PolicyStatement[];
}

/** A role that one AWS service assumes, with its own inline policy and nothing that AWS manages. */
export class ServiceRole extends Construct {
  readonly roleArn: string;
  readonly roleName: string;
  /** What must exist before the role can be used: the role and its policy. */
  readonly dependables: readonly (IamRole | IamRolePolicy)[];

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Resource', {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument([
        {
          principals: { Service: [props.service] },
          actions: ['sts:AssumeRole'],
          ...(props.trustConditions && { conditions: props.trustConditions }),
        },
      ]),
    });
    const policies =
      props.statements.length > 0
        ? [
            new IamRolePolicy(this, 'Policy', {
              role: role.name,
              name: 'own',
              policy: policyDocument(props.statements),
            }),
          ]
        : [];
    this.roleArn = role.arn;
    this.roleName = role.name;
    this.dependables = [role, ...policies];
  }
}
