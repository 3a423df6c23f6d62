import { App } from 'cdktf';

import { AwsStack } from '../../modules/aws/aws-stack';

/** Providers by their local names, as Terraform's `required_providers` has them. */
export type RequiredProviders = Readonly<Record<string, { readonly source: string; readonly version: string }>>;

/** What every stack requires. */
export function requiredProviders(): RequiredProviders {
  const stack = new AwsStack(new App({ stackTraces: false }), 'providers', {
    region: 'us-east-1',
    project: '',
    tags: {},
  });
  // a cast: cdktf says any
  const { terraform } = stack.toTerraform() as { terraform: { required_providers: RequiredProviders } };
  return terraform.required_providers;
}
