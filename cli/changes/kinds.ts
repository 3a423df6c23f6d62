import { type ResourceChange } from '../terraform/plan';

const PERMISSION = ['permission', 'permissions'] as const;
const SETTING = ['setting', 'settings'] as const;

type Words = readonly [one: string, several: string];

/** Terraform type → what it is, in words that a person knows. Those that only belong to another are permissions or settings. */
const WORDS: Readonly<Record<string, Words>> = {
  aws_efs_file_system: ['file system', 'file systems'],
  aws_efs_access_point: ['access point', 'access points'],
  aws_autoscaling_group: ['Auto Scaling group', 'Auto Scaling groups'],
  aws_launch_template: ['launch template', 'launch templates'],
  aws_ecs_cluster: ['ECS cluster', 'ECS clusters'],
  aws_ecs_service: ['ECS service', 'ECS services'],
  aws_ecs_task_definition: ['task definition', 'task definitions'],
  aws_lambda_function: ['Lambda function', 'Lambda functions'],
  aws_cloudwatch_metric_alarm: ['alarm', 'alarms'],
  aws_cloudwatch_dashboard: ['dashboard', 'dashboards'],
  aws_cloudwatch_log_group: ['log group', 'log groups'],
  aws_cloudwatch_event_rule: ['event rule', 'event rules'],
  aws_sns_topic: ['topic', 'topics'],
  aws_sns_topic_subscription: ['e-mail subscription', 'e-mail subscriptions'],
  aws_backup_vault: ['backup vault', 'backup vaults'],
  aws_backup_vault_lock_configuration: ['lock of a backup vault', 'locks of backup vaults'],
  aws_backup_plan: ['backup plan', 'backup plans'],
  aws_budgets_budget: ['budget', 'budgets'],
  aws_vpc: ['VPC', 'VPCs'],
  aws_subnet: ['subnet', 'subnets'],
  aws_route53_record: ['DNS record', 'DNS records'],
  aws_apigatewayv2_api: ['HTTP API', 'HTTP APIs'],
  aws_key_pair: ['SSH key', 'SSH keys'],
  aws_ssm_parameter: ['SSM parameter', 'SSM parameters'],
  aws_security_group: ['security group', 'security groups'],
  aws_default_security_group: ['security group', 'security groups'],
  aws_vpc_security_group_ingress_rule: ['security group rule', 'security group rules'],
  aws_vpc_security_group_egress_rule: ['security group rule', 'security group rules'],
  aws_iam_role: ['IAM role', 'IAM roles'],
  aws_iam_role_policy: PERMISSION,
  aws_iam_instance_profile: PERMISSION,
  aws_lambda_permission: PERMISSION,
  aws_sns_topic_policy: PERMISSION,
  aws_efs_file_system_policy: PERMISSION,
  aws_cloudwatch_log_resource_policy: PERMISSION,
  aws_apigatewayv2_integration: SETTING,
  aws_apigatewayv2_route: SETTING,
  aws_apigatewayv2_stage: SETTING,
  aws_autoscaling_policy: SETTING,
  aws_backup_selection: SETTING,
  aws_cloudwatch_event_target: SETTING,
  aws_cloudwatch_log_subscription_filter: SETTING,
  aws_ecs_capacity_provider: SETTING,
  aws_ecs_cluster_capacity_providers: SETTING,
  aws_efs_backup_policy: SETTING,
  aws_efs_mount_target: SETTING,
  aws_internet_gateway: SETTING,
  aws_lambda_function_event_invoke_config: SETTING,
  aws_route: SETTING,
  aws_route_table: SETTING,
  aws_route_table_association: SETTING,
  aws_route53_query_log: SETTING,
};

/** Terraform types that have words here. */
export const KNOWN_TYPES = Object.keys(WORDS);

/** How many resources there are of each kind, e.g. `1 file system`. Types that have no words keep Terraform's: `2 aws_sqs_queue`. */
export function countedByKind(resources: readonly Pick<ResourceChange, 'type'>[]): string[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(wordsOf(type).join(), (counts.get(wordsOf(type).join()) ?? 0) + 1);
  const kinds = new Map(
    [...KNOWN_TYPES, ...resources.map(({ type }) => type)].map(wordsOf).map((words) => [words.join(), words]),
  );
  return [...kinds].flatMap(([key, [one, several]]) => {
    const count = counts.get(key) ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
}

function wordsOf(type: string): Words {
  return (Object.hasOwn(WORDS, type) ? WORDS[type] : undefined) ?? [type, type];
}
