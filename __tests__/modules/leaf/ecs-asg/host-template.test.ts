import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Fn, Token } from 'cdktf';

import { Names } from '../../../../modules/aws/naming';
import { HostTemplate, type HostTemplateProps } from '../../../../modules/leaf/ecs-asg/host-template';
import { Template } from '../../../support/template';

const IMAGES = 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023';

const template = (more: Partial<HostTemplateProps> = {}) =>
  Template.of((stack) => {
    const host = new HostTemplate(stack, 'Host', {
      names: new Names('games', 'minecraft'),
      instanceType: 'm7i-flex.large',
      hasFallbacks: false,
      isArm64: false,
      instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/games-minecraft-instance',
      securityGroupId: 'sg-1',
      clusterName: 'games-minecraft-cluster',
      volumes: [],
      stopTimeoutSeconds: 120,
      ports: [],
      noNewPrivileges: false,
      tags: { Name: 'games-minecraft', 'container-manager:leaf': 'minecraft' },
      ...more,
    });
    new SnsTopic(stack, 'User', { name: host.launchTemplateId, displayName: host.latestVersion });
  });

test("the image is AWS's current one for the architecture of the type, which Terraform finds out", () => {
  const isArm64 = Token.asAny(Fn.contains(['arm64'], 'arm64'));

  expect(template({ isArm64 }).synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    image_id: `\${contains(["arm64"], "arm64") ? "${IMAGES}/arm64/recommended/image_id" : "${IMAGES}/recommended/image_id"}`,
  });
});

describe('where the group can have other types too', () => {
  const found = () => template({ hasFallbacks: true, isArm64: true });

  test('Terraform reads the id of the image when it plans, since Auto Scaling refuses resolve:ssm', () => {
    const image = found();

    expect(image.synthesized).toHaveDataSourceWithProperties(DataAwsSsmParameter, {
      name: '${true ? "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id" : "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"}',
    });
    expect(image.resource('aws_launch_template')).toMatchObject({
      image_id: expect.stringMatching(/^\$\{data\.aws_ssm_parameter\.Host_Image_\w+\.insecure_value\}$/) as unknown,
    });
    expect(JSON.stringify(image.json)).not.toContain('resolve:ssm');
  });

  test('one type alone needs no such parameter', () => {
    expect(template().dataSources('aws_ssm_parameter')).toEqual([]);
  });
});

test('the instance has the given type, role and security group, and a public address', () => {
  const found = template({ instanceType: 'c7g.large', securityGroupId: 'sg-2', instanceProfileArn: 'arn:profile' });

  expect(found.synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    name: 'games-minecraft-host',
    instance_type: 'c7g.large',
    iam_instance_profile: { arn: 'arn:profile' },
    network_interfaces: [{ associate_public_ip_address: 'true', security_groups: ['sg-2'] }],
  });
  // EC2 refuses groups in both places
  expect(found.resource('aws_launch_template')).not.toHaveProperty('vpc_security_group_ids');
});

test.each(['standard', 'unlimited'] as const)('a burstable instance is %s where the config says so', (cpuCredits) => {
  expect(template({ instanceType: 't3.large', cpuCredits }).synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    credit_specification: { cpu_credits: cpuCredits },
  });
});

test("without a word about CPU credits EC2's default applies, and a type without credits can start", () => {
  expect(template().resource('aws_launch_template')).not.toHaveProperty('credit_specification');
});

test('a container cannot reach the metadata of the instance, and so cannot use its role', () => {
  expect(template().synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
  });
});

test('EC2 reports the metrics of the instance every minute', () => {
  expect(template().synthesized).toHaveResourceWithProperties(LaunchTemplate, { monitoring: { enabled: true } });
});

test('the disk has the size of the image, is encrypted and tagged, and is deleted with the instance', () => {
  expect(template({ tags: { Name: 'a', other: 'b' } }).synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    block_device_mappings: [
      {
        device_name: '/dev/xvda',
        ebs: { volume_type: 'gp3', volume_size: 30, encrypted: 'true', delete_on_termination: 'true' },
      },
    ],
    tag_specifications: [{ resource_type: 'volume', tags: { Name: 'a', other: 'b' } }],
  });
});

test('SSH uses the given key', () => {
  expect(template({ keyName: 'games-base-ssh' }).synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    key_name: 'games-base-ssh',
  });
});

test('without a key nobody can use SSH', () => {
  expect(template().resource('aws_launch_template')).not.toHaveProperty('key_name');
});

test('people can read the user data in the synthesized JSON, and Terraform encodes it', () => {
  const found = template({ clusterName: 'other-cluster' });
  const [[name, text] = []] = Object.entries(found.json.locals ?? {});

  expect(found.synthesized).toHaveResourceWithProperties(LaunchTemplate, {
    user_data: `\${base64encode(local.${name})}`,
  });
  expect(text).toMatch(/^#!\/bin\/bash\n/);
  expect(text).toMatch(/^echo 'ECS_CLUSTER=other-cluster' >\/etc\/ecs\/ecs\.config$/m);
});

test('the instance pulls the given image while it boots, and without one none', () => {
  const texts = (more: Partial<HostTemplateProps>) => JSON.stringify(template(more).json.locals);

  expect(texts({ earlyPull: 'itzg/minecraft-server:2026.9.1' })).toContain(
    "--setenv=IMAGE='itzg/minecraft-server:2026.9.1' ",
  );
  expect(texts({})).not.toContain('systemd-run');
});

test('its newest version is the default one, and the group knows it by its number', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(LaunchTemplate, { update_default_version: true });
  expect(found.resources('aws_launch_template')).toHaveLength(1);
  expect(found.synthesized).toHaveResourceWithProperties(SnsTopic, {
    name: expect.stringMatching(/^\$\{aws_launch_template\.Host_\w+\.id\}$/) as unknown,
    display_name: expect.stringMatching(/^\$\{aws_launch_template\.Host_\w+\.latest_version\}$/) as unknown,
  });
});
