import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { TerraformOutput } from 'cdktf';

import { InstanceType } from '../../../modules/aws/instance-type';
import { Template } from '../../support/template';

const template = () =>
  Template.of((stack) => {
    const type = new InstanceType(stack, 'InstanceType', { instanceType: 'm7i-flex.large' });
    new TerraformOutput(stack, 'MemoryMiB', { staticId: true, value: type.memoryMiB });
    new TerraformOutput(stack, 'IsArm64', { staticId: true, value: type.isArm64 });
  });
const self = 'data.aws_ec2_instance_type.InstanceType_B000B731';

test('asks AWS once about the type', () => {
  const found = template();

  expect(found.synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceType, { instance_type: 'm7i-flex.large' });
  expect(found.dataSources('aws_ec2_instance_type')).toHaveLength(1);
});

test('the plan fails when the type has too little memory or another architecture, and says which and why', () => {
  expect(template().synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceType, {
    lifecycle: {
      postcondition: [
        {
          condition: '${self.memory_size >= 3072}',
          error_message:
            'm7i-flex.large has ${self.memory_size} MiB of memory, and at least 3072 are needed: set Ec2.InstanceType to a larger type',
        },
        {
          condition: '${anytrue([for a in self.supported_architectures : contains(["x86_64", "arm64"], a)])}',
          error_message:
            'm7i-flex.large has the architecture ${join(", ", self.supported_architectures)}, and x86_64 or arm64 is needed: set Ec2.InstanceType to another type',
        },
      ],
    },
  });
});

test('gives the memory and the architecture that AWS gives', () => {
  expect(template().json.output).toEqual({
    MemoryMiB: { value: `\${${self}.memory_size}` },
    IsArm64: { value: `\${contains(${self}.supported_architectures, "arm64")}` },
  });
});
