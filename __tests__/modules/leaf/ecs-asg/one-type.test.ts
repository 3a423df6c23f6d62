import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Testing } from 'cdktf';

import { BaseStack } from '../../../../modules/base/base-stack';
import { type LeafConfig } from '../../../../modules/config/types';
import { LeafStack } from '../../../../modules/leaf/leaf-stack';
import { baseConfig, leafConfig } from '../../../support/configs';
import { Template } from '../../../support/template';

const SSH = { publicKey: 'ssh-ed25519 AAAA admin', allowedCidrs: ['192.0.2.0/24'] };
const DOMAIN = { name: 'example.com', hostedZoneId: 'Z0123456789ABC' };
const IMAGE = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
const BASE = 'data.terraform_remote_state.cross-stack-reference-input-base.outputs';

/** A leaf that has most of what its group and its template can have. */
function leafWith(more: Partial<LeafConfig> = {}): Template {
  const app = Testing.app();
  const base = baseConfig({ ssh: SSH, domain: DOMAIN });
  const baseStack = new BaseStack(app, base);
  const leaf = leafConfig({ instanceType: 't4g.medium', cpuCredits: 'standard', volumes: [], ...more });
  return Template.fromStack(new LeafStack(app, { baseStack, base, leaf }));
}

/** All of both, as they were before there were fallbacks: a leaf without the key must not see a change. */
describe('a leaf of one type', () => {
  const found = leafWith();

  test('has exactly this launch template', () => {
    expect(found.synthesized).toHaveResource(LaunchTemplate);
    expect(found.json.resource?.aws_launch_template).toStrictEqual({
      EcsAsg_HostTemplate_AD250F48: {
        block_device_mappings: [
          {
            device_name: '/dev/xvda',
            ebs: { delete_on_termination: 'true', encrypted: 'true', volume_size: 30, volume_type: 'gp3' },
          },
        ],
        credit_specification: { cpu_credits: 'standard' },
        iam_instance_profile: { arn: '${aws_iam_instance_profile.EcsAsg_InstanceRole_Profile_6F5F09D0.arn}' },
        image_id: `\${contains(data.aws_ec2_instance_type.InstanceType_B000B731.supported_architectures, "arm64") ? "resolve:ssm:${IMAGE}/arm64/recommended/image_id" : "resolve:ssm:${IMAGE}/recommended/image_id"}`,
        instance_type: 't4g.medium',
        key_name: `\${${BASE}.ssh_key_name}`,
        metadata_options: { http_endpoint: 'enabled', http_put_response_hop_limit: 1, http_tokens: 'required' },
        monitoring: { enabled: true },
        name: 'container-manager-minecraft-host',
        network_interfaces: [
          {
            associate_public_ip_address: 'true',
            security_groups: ['${aws_security_group.SecurityGroups_Instance_44F8BE13.id}'],
          },
        ],
        tag_specifications: [
          {
            resource_type: 'volume',
            tags: {
              Name: 'container-manager-minecraft',
              'container-manager:host-name': 'minecraft.example.com',
              'container-manager:leaf': 'minecraft',
              'container-manager:project': 'container-manager',
            },
          },
        ],
        update_default_version: true,
        user_data: '${base64encode(local.EcsAsg_HostTemplate_UserData_974E5078)}',
      },
    });
  });

  test('has exactly this Auto Scaling group', () => {
    expect(found.synthesized).toHaveResource(AutoscalingGroup);
    expect(found.json.resource?.aws_autoscaling_group).toStrictEqual({
      EcsAsg_AutoScalingGroup_78812BF9: {
        default_instance_warmup: 300,
        depends_on: [
          'aws_iam_role.EcsAsg_InstanceRole_DC7CCF01',
          'aws_iam_role_policy.EcsAsg_InstanceRole_Policy_A7A6C409',
          'aws_iam_instance_profile.EcsAsg_InstanceRole_Profile_6F5F09D0',
          'aws_vpc_security_group_egress_rule.SecurityGroups_InstanceEgress_DC590D15',
        ],
        enabled_metrics: [
          'GroupDesiredCapacity',
          'GroupInServiceInstances',
          'GroupPendingInstances',
          'GroupTerminatingInstances',
        ],
        force_delete: true,
        health_check_grace_period: 300,
        health_check_type: 'EC2',
        launch_template: {
          id: '${aws_launch_template.EcsAsg_HostTemplate_AD250F48.id}',
          version: '${aws_launch_template.EcsAsg_HostTemplate_AD250F48.latest_version}',
        },
        lifecycle: { ignore_changes: ['desired_capacity', 'suspended_processes'] },
        max_size: 1,
        metrics_granularity: '1Minute',
        min_size: 0,
        name: 'container-manager-minecraft-asg',
        suspended_processes: ['AZRebalance'],
        tag: [
          { key: 'Name', propagate_at_launch: true, value: 'container-manager-minecraft' },
          { key: 'container-manager:project', propagate_at_launch: true, value: 'container-manager' },
          { key: 'container-manager:leaf', propagate_at_launch: true, value: 'minecraft' },
          { key: 'container-manager:host-name', propagate_at_launch: true, value: 'minecraft.example.com' },
          { key: 'AmazonECSManaged', propagate_at_launch: true, value: 'true' },
        ],
        vpc_zone_identifier: [`\${${BASE}.subnet_id_1}`],
        wait_for_capacity_timeout: '0',
      },
    });
  });

  test('an empty list of fallbacks is none', () => {
    expect(leafWith({ fallbackInstanceTypes: [] }).json).toStrictEqual(found.json);
  });
});
