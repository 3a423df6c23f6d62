import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import { Fn, type IResolvable, ref, Token } from 'cdktf';
import { Construct } from 'constructs';

/** Memory that is kept for the host, in MiB: the system, Docker, the agents and the cache of the file systems. */
export const HOST_MEMORY_MIB = 2048;
/** Memory of the smallest usable type, in MiB: 1 GiB is left for the container. */
const MIN_MEMORY_MIB = HOST_MEMORY_MIB + 1024;

export interface InstanceTypeProps {
  /** E.g. `m7i-flex.large`, in lower case. */
  readonly instanceType: string;
  /** Names of the zones in which the instance may start; not empty, may be tokens. */
  readonly zones: readonly string[];
}

/**
 * What AWS knows about an EC2 instance type, read when Terraform plans. The plan fails when the region has no such type,
 * when the type has less than 3 GiB of memory or an architecture that ECS has no Linux image for, or when none of the
 * zones offers it.
 */
export class InstanceType extends Construct {
  /** Token: the type's whole memory in MiB. */
  readonly memoryMiB: number;
  /** Token: whether it is a Graviton, not an x86. A function call, so that it needs no parentheses in an expression. */
  readonly isArm64: IResolvable;

  constructor(scope: Construct, id: string, { instanceType, zones }: InstanceTypeProps) {
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
    this.checkZones(instanceType, zones);
    this.memoryMiB = type.memorySize;
    // a list, since some x86_64 types name i386 too; no type has both x86_64 and arm64
    this.isArm64 = Token.asAny(Fn.contains(type.supportedArchitectures, 'arm64'));
  }

  /** Without this, the group would look for a zone at the first wake-up, and not start. */
  private checkZones(instanceType: string, zones: readonly string[]): void {
    const offering = ref('self.locations');
    new DataAwsEc2InstanceTypeOfferings(this, 'Offerings', {
      filter: [{ name: 'instance-type', values: [instanceType] }],
      locationType: 'availability-zone',
      lifecycle: {
        postcondition: [
          {
            condition: Token.asString(Fn.anytrue(zones.map((zone): unknown => Fn.contains(offering, zone)))),
            errorMessage:
              `${instanceType} is not offered in ${zones.join(', ')}, where base's network is, but in ` +
              `\${join(", ", sort(self.locations))}: set Ec2.InstanceType to a type that is offered there. ` +
              'Before any leaf is deployed, Vpc.AvailabilityZones of base.yaml can name another zone',
          },
        ],
      },
    });
  }
}
