import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Testing } from 'cdktf';

import { BaseStack } from '../../../modules/base/base-stack';
import { type BaseConfig } from '../../../modules/config/types';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { baseConfig, leafConfig } from '../../support/configs';
import { Template } from '../../support/template';

function stacks(more: Partial<BaseConfig> = {}) {
  const app = Testing.app();
  const base = baseConfig(more);
  const baseStack = new BaseStack(app, base);
  const leafStack = new LeafStack(app, { baseStack, base, leaf: leafConfig() });
  return { base: Template.fromStack(baseStack), leaf: Template.fromStack(leafStack) };
}
const WITH = { webhooks: [{ parameter: '/games/discord', format: 'discord' }] } as const;

test("with webhooks a leaf's own topic goes to base's function, as soon as base has it", () => {
  const { leaf } = stacks(WITH);
  const functionArn =
    'try(data.terraform_remote_state.cross-stack-reference-input-base.outputs.webhook_function_arn, "")';

  expect(leaf.synthesized).toHaveResourceWithProperties(SnsTopicSubscription, {
    topic_arn: leaf.reference('aws_sns_topic', 'arn'),
    protocol: 'lambda',
    endpoint: `\${${functionArn}}`,
    count: `\${length(compact([${functionArn}]))}`,
  });
  expect(leaf.resources('aws_sns_topic_subscription')).toHaveLength(1);
});

test('with webhooks base has the function and says its ARN, and a leaf has no permission of its own for it', () => {
  const { base, leaf } = stacks(WITH);

  expect(Object.keys(base.json.output ?? {})).toContain('webhook_function_arn');
  expect(base.resources('aws_sns_topic_subscription')).toEqual([]);
  expect(JSON.stringify(leaf.resources('aws_lambda_permission'))).not.toContain('webhook');
});

test('without webhooks neither has anything of them', () => {
  const { base, leaf } = stacks();

  expect(base.synthesized).not.toContain('webhook');
  expect(leaf.synthesized).not.toContain('webhook');
  expect(leaf.resources('aws_sns_topic_subscription')).toEqual([]);
});
