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

test('AWS is asked about the type', () => {
  expect(template().dataSource('aws_ec2_instance_type')).toMatchObject({ instance_type: 'm7i-flex.large' });
});

test('a plan fails for a type with too little memory or of a foreign architecture, and says which and why', () => {
  const { lifecycle } = template().dataSource('aws_ec2_instance_type');

  expect(lifecycle).toEqual({
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
  });
});

test('memory and architecture are what AWS says', () => {
  expect(template().json.output).toEqual({
    MemoryMiB: { value: `\${${self}.memory_size}` },
    IsArm64: { value: `\${contains(${self}.supported_architectures, "arm64")}` },
  });
});
