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
      isArm64: false,
      instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/games-minecraft-instance',
      securityGroupId: 'sg-1',
      clusterName: 'games-minecraft-cluster',
      volumes: [],
      stopTimeoutSeconds: 120,
      tags: { Name: 'games-minecraft', 'container-manager:leaf': 'minecraft' },
      ...more,
    });
    new SnsTopic(stack, 'User', { name: host.launchTemplateId, displayName: host.latestVersion });
  });
const launch = (more: Partial<HostTemplateProps> = {}) => template(more).resource('aws_launch_template');

test("the image is AWS's current one for the type's architecture, chosen when Terraform knows it", () => {
  const isArm64 = Token.asAny(Fn.contains(['arm64'], 'arm64'));

  expect(launch({ isArm64 }).image_id).toBe(
    `\${contains(["arm64"], "arm64") ? "${IMAGES}/arm64/recommended/image_id" : "${IMAGES}/recommended/image_id"}`,
  );
});

test('the instance is of the given type, with the given role and security group', () => {
  const found = launch({ instanceType: 'c7g.large', securityGroupId: 'sg-2', instanceProfileArn: 'arn:profile' });

  expect(found).toMatchObject({ name: 'games-minecraft-host', instance_type: 'c7g.large' });
  expect(found.iam_instance_profile).toEqual({ arn: 'arn:profile' });
  expect(found.network_interfaces).toEqual([{ associate_public_ip_address: 'true', security_groups: ['sg-2'] }]);
  // EC2 refuses groups in both places
  expect(found).not.toHaveProperty('vpc_security_group_ids');
});

test('a container cannot reach the metadata, and so not the role', () => {
  expect(launch().metadata_options).toEqual({
    http_endpoint: 'enabled',
    http_tokens: 'required',
    http_put_response_hop_limit: 1,
  });
});

test('it is watched minute by minute', () => {
  expect(launch().monitoring).toEqual({ enabled: true });
});

test('its disk is as large as the image, encrypted, tagged, and goes with it', () => {
  const found = launch({ tags: { Name: 'a', other: 'b' } });

  expect(found.block_device_mappings).toEqual([
    {
      device_name: '/dev/xvda',
      ebs: { volume_type: 'gp3', volume_size: 30, encrypted: 'true', delete_on_termination: 'true' },
    },
  ]);
  expect(found.tag_specifications).toEqual([{ resource_type: 'volume', tags: { Name: 'a', other: 'b' } }]);
});

test('SSH has the given key, and none without', () => {
  expect(launch({ keyName: 'games-base-ssh' }).key_name).toBe('games-base-ssh');
  expect(launch()).not.toHaveProperty('key_name');
});

test('the user data can be read in the JSON and is encoded by Terraform', () => {
  const found = template({ clusterName: 'other-cluster' });
  const [[name, text] = []] = Object.entries(found.json.locals ?? {});

  expect(found.resource('aws_launch_template').user_data).toBe(`\${base64encode(local.${name})}`);
  expect(text).toMatch(/^#!\/bin\/bash\n/);
  expect(text).toMatch(/^echo 'ECS_CLUSTER=other-cluster' >\/etc\/ecs\/ecs\.config$/m);
});

test('its newest version is the default one, and known by its number', () => {
  const found = template();

  expect(found.resource('aws_launch_template')).toMatchObject({ update_default_version: true });
  expect(found.resource('aws_sns_topic')).toMatchObject({
    name: expect.stringMatching(/^\$\{aws_launch_template\.Host_\w+\.id\}$/) as unknown,
    display_name: expect.stringMatching(/^\$\{aws_launch_template\.Host_\w+\.latest_version\}$/) as unknown,
  });
});
