import { z } from 'zod';

import { type Values } from './values';

/** What the ids of some resources need beside their attributes. */
export interface Place {
  /** E.g. `aws`. */
  readonly partition: string;
  /** Of the resource, which may not be that of the stack. */
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** The id that Terraform imports a planned resource by; undefined while Terraform does not know the attributes yet. */
type ImportId = (values: Values, place: Place) => string | undefined;

/** An id of attributes that are strings. */
const by = (attributes: readonly string[], separator = '/') => {
  const schema = z.object(Object.fromEntries(attributes.map((name) => [name, z.string().min(1)])));
  return (values: Values): string | undefined => {
    const known = schema.safeParse(values).data;
    return known && attributes.map((name) => known[name]).join(separator);
  };
};

const recordInZone = z.object({ zone_id: z.string(), name: z.string(), type: z.string() });

/**
 * Terraform type → its import id, of resources whose names we choose: "Import" on the page of each type in the AWS provider's
 * documentation. Whether such a resource exists, the provider says.
 */
export const IMPORT_IDS: Readonly<Record<string, ImportId>> = {
  aws_autoscaling_group: by(['name']),
  aws_autoscaling_policy: by(['autoscaling_group_name', 'name']),
  aws_backup_vault: by(['name']),
  aws_budgets_budget: (values, { account }) => {
    const name = by(['name'])(values);
    return name && `${account}:${name}`;
  },
  aws_cloudwatch_dashboard: by(['dashboard_name']),
  aws_cloudwatch_event_rule: by(['name']),
  aws_cloudwatch_log_group: by(['name']),
  aws_cloudwatch_log_resource_policy: by(['policy_name']),
  aws_cloudwatch_log_subscription_filter: by(['log_group_name', 'name'], '|'),
  aws_cloudwatch_metric_alarm: by(['alarm_name']),
  aws_ecs_capacity_provider: by(['name']),
  aws_ecs_cluster: by(['name']),
  aws_ecs_cluster_capacity_providers: by(['cluster_name']),
  aws_efs_backup_policy: by(['file_system_id']),
  aws_efs_file_system_policy: by(['file_system_id']),
  aws_iam_instance_profile: by(['name']),
  aws_iam_role: by(['name']),
  aws_iam_role_policy: by(['role', 'name'], ':'),
  aws_key_pair: by(['key_name']),
  aws_lambda_function: by(['function_name']),
  aws_lambda_function_event_invoke_config: by(['function_name']),
  aws_route: by(['route_table_id', 'destination_cidr_block'], '_'),
  aws_route53_record: (values) => {
    const known = recordInZone.safeParse(values).data;
    return known && `${known.zone_id}_${known.name}_${known.type}`;
  },
  aws_sns_topic: (values, { partition, region, account }) => {
    const name = by(['name'])(values);
    return name && `arn:${partition}:sns:${region}:${account}:${name}`;
  },
  aws_sns_topic_policy: by(['arn']),
  aws_ssm_parameter: by(['name']),
};
