import { App } from 'cdktf';

import { AwsStack } from '../../modules/aws/aws-stack';

/** The part of Terraform's JSON that names the providers of every stack, with their versions. */
export function requiredProviders(): object {
  const stack = new AwsStack(new App({ stackTraces: false }), 'providers', {
    region: 'us-east-1',
    project: '',
    tags: {},
  });
  // a cast: cdktf says any
  const { terraform } = stack.toTerraform() as { terraform: { required_providers: object } };
  return { terraform: { required_providers: terraform.required_providers } };
}
