import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import { TerraformOutput } from 'cdktf';

import { InstanceType } from '../../../modules/aws/instance-type';
import { Template } from '../../support/template';

const template = (zones: readonly string[] = ['eu-central-1a']) =>
  Template.of((stack) => {
    const type = new InstanceType(stack, 'InstanceType', { instanceType: 'm7i-flex.large', zones });
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

test('the plan fails when no zone of the network offers the type, and names those that do', () => {
  const found = template(['eu-central-1a', 'eu-central-1b']);

  expect(found.synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceTypeOfferings, {
    filter: [{ name: 'instance-type', values: ['m7i-flex.large'] }],
    location_type: 'availability-zone',
    lifecycle: {
      postcondition: [
        {
          condition:
            '${anytrue([contains(self.locations, "eu-central-1a"), contains(self.locations, "eu-central-1b")])}',
          error_message:
            "m7i-flex.large is not offered in eu-central-1a, eu-central-1b, where base's network is, but in " +
            '${join(", ", sort(self.locations))}: set Ec2.InstanceType to a type that is offered there. ' +
            'Before any leaf is deployed, Vpc.AvailabilityZones of base.yaml can name another zone',
        },
      ],
    },
  });
});

describe('with fallback types', () => {
  const found = () =>
    Template.of((stack) => {
      const type = new InstanceType(stack, 'InstanceType', {
        instanceType: 'm7i-flex.large',
        fallbackTypes: ['m6i.large', 'z1d.large'],
        zones: ['eu-central-1a'],
      });
      new TerraformOutput(stack, 'MemoryMiB', { staticId: true, value: type.memoryMiB });
      new TerraformOutput(stack, 'IsArm64', { staticId: true, value: type.isArm64 });
    });
  const addresses = () => Object.keys(found().json.data?.aws_ec2_instance_type ?? {});

  test('asks AWS about each, and the first keeps its address', () => {
    expect(addresses().map((id) => id.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
      'InstanceType',
      'InstanceType_Fallback_m6ilarge',
      'InstanceType_Fallback_z1dlarge',
    ]);
    expect(addresses()[0]).toBe('InstanceType_B000B731');
  });

  test('the container gets no more memory than the smallest has', () => {
    const [first, second, third] = addresses().map((id) => `data.aws_ec2_instance_type.${id}.memory_size`);

    expect(found().json.output).toEqual({
      MemoryMiB: { value: `\${min(${first}, ${second}, ${third})}` },
      IsArm64: { value: `\${contains(${self}.supported_architectures, "arm64")}` },
    });
  });

  test('the plan fails when one has another architecture than the first, and names both', () => {
    expect(found().synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceType, {
      instance_type: 'z1d.large',
      lifecycle: {
        postcondition: [
          {
            condition: '${self.memory_size >= 3072}',
            error_message:
              'z1d.large has ${self.memory_size} MiB of memory, and at least 3072 are needed: set Ec2.FallbackInstanceTypes to larger types',
          },
          {
            condition: '${anytrue([for a in self.supported_architectures : contains(["x86_64", "arm64"], a)])}',
            error_message:
              'z1d.large has the architecture ${join(", ", self.supported_architectures)}, and x86_64 or arm64 is needed: set Ec2.FallbackInstanceTypes to other types',
          },
          {
            condition: `\${(contains(self.supported_architectures, "arm64") == contains(${self}.supported_architectures, "arm64"))}`,
            error_message:
              'z1d.large has the architecture ${join(", ", self.supported_architectures)}, and Ec2.InstanceType m7i-flex.large has another: set Ec2.FallbackInstanceTypes to types of the same architecture',
          },
        ],
      },
    });
  });

  test('the plan fails when no zone of the network offers one of them, and names it and the zone', () => {
    expect(found().synthesized).toHaveDataSourceWithProperties(DataAwsEc2InstanceTypeOfferings, {
      filter: [{ name: 'instance-type', values: ['m6i.large'] }],
      location_type: 'availability-zone',
      lifecycle: {
        postcondition: [
          {
            condition: '${anytrue([contains(self.locations, "eu-central-1a")])}',
            error_message:
              "m6i.large is not offered in eu-central-1a, where base's network is, but in " +
              '${join(", ", sort(self.locations))}: set Ec2.FallbackInstanceTypes to types that are offered there. ' +
              'Before any leaf is deployed, Vpc.AvailabilityZones of base.yaml can name another zone',
          },
        ],
      },
    });
  });
});
