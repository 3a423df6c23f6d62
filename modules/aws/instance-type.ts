import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { Fn, type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';

/** MiB of memory that are kept for the host: the system, Docker, the agents and the cache of the file systems. */
export const HOST_MEMORY_MIB = 2048;
/** MiB of memory that the smallest usable type has: 1 GiB is left for the container. */
const MIN_MEMORY_MIB = HOST_MEMORY_MIB + 1024;

export interface InstanceTypeProps {
  /** E.g. `m7i-flex.large`, in lower case. */
  readonly instanceType: string;
}

/**
 * What AWS knows about an EC2 instance type, read when a plan is made. A plan fails when AWS has no such type in the
 * region, or one with less than 3 GiB of memory or of an architecture that ECS has no Linux image for.
 */
export class InstanceType extends Construct {
  /** Token: the type's whole memory in MiB. */
  readonly memoryMiB: number;
  /** Token: whether it is a Graviton, and not an x86. A condition that can stand anywhere: cdktf sets no parentheses. */
  readonly isArm64: IResolvable;

  constructor(scope: Construct, id: string, { instanceType }: InstanceTypeProps) {
    super(scope, id);
    const type = new DataAwsEc2InstanceType(this, 'Resource', {
      instanceType,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.memory_size >= ${MIN_MEMORY_MIB}}`,
            errorMessage: `${instanceType} has \${self.memory_size} MiB of memory, and at least ${MIN_MEMORY_MIB} are needed: set Ec2.InstanceType to a larger type`,
          },
          {
            condition: '${anytrue([for a in self.supported_architectures : contains(["x86_64", "arm64"], a)])}',
            errorMessage: `${instanceType} has the architecture \${join(", ", self.supported_architectures)}, and x86_64 or arm64 is needed: set Ec2.InstanceType to another type`,
          },
        ],
      },
    });
    this.memoryMiB = type.memorySize;
    // a list, since some x86_64 types name i386 too; no type has both x86_64 and arm64
    this.isArm64 = Token.asAny(Fn.contains(type.supportedArchitectures, 'arm64'));
  }
}
