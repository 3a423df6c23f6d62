import { type GuardedPlan } from '../../guard/finding';
import { gained } from '../gained';
import { type WidenedAccess } from '../widened-access';

/** Types that have an address which everybody can reach; our modules make none of them. */
const PUBLIC_TYPES: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: 'has a public address',
  aws_apigatewayv2_api: 'has a public address',
  aws_apprunner_service: 'has a public address',
  aws_appsync_graphql_api: 'has a public address',
  aws_cloudfront_distribution: 'has a public address',
};

/** Finds functions and other resources that everybody can newly reach by an address. */
export function publicUrls(plan: GuardedPlan): WidenedAccess[] {
  return gained(plan, (values, unknown, { type }) => {
    switch (type) {
      case 'aws_lambda_function_url':
        if (values.authorization_type === 'AWS_IAM') return [];
        return values.authorization_type === 'NONE' || unknown.authorization_type === true
          ? ['is a public URL: everybody may call the function']
          : [];
      case 'aws_lambda_permission':
        return values.principal === '*' && isUnnarrowed(values.source_account, values.principal_org_id)
          ? ['lets everybody call the function']
          : [];
      case 'aws_lb':
      case 'aws_alb':
      case 'aws_elb':
        return Object.keys(values).length > 0 && values.internal !== true ? ['has a public address'] : [];
      case 'aws_s3_bucket_acl':
        return /^(public|authenticated)/.test(String(values.acl)) ? ['lets everybody read the bucket'] : [];
      case 'aws_ami_launch_permission':
        return values.group === 'all' ? ['lets everybody use the image'] : [];
      default:
        return Object.keys(values).length === 0 ? [] : [PUBLIC_TYPES[type] ?? []].flat();
    }
  });
}

function isUnnarrowed(...narrowing: readonly unknown[]): boolean {
  return narrowing.every((value) => value === undefined || value === null || value === '');
}
