import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import { Fn, type IResolvable, Op, ref, Token } from 'cdktf';
import { Construct } from 'constructs';

/** Memory that is kept for the host, in MiB: the system, Docker, the agents and the cache of the file systems. */
export const HOST_MEMORY_MIB = 2048;
/** Memory of the smallest usable type, in MiB: 1 GiB is left for the container. */
const MIN_MEMORY_MIB = HOST_MEMORY_MIB + 1024;

export interface InstanceTypeProps {
  /** E.g. `m7i-flex.large`, in lower case. */
  readonly instanceType: string;
  /** Types that the instance has when AWS has none left of the first, in lower case. @default none */
  readonly fallbackTypes?: readonly string[];
  /** Names of the zones in which the instance may start; not empty, may be tokens. */
  readonly zones: readonly string[];
}

/**
 * What AWS knows about the EC2 instance type of a host and its fallbacks, read when Terraform plans. The plan fails when the
 * region has no such type, when a type has less than 3 GiB of memory or an architecture that ECS has no Linux image for,
 * when none of the zones offers it, or when a fallback has another architecture than the type.
 */
export class InstanceType extends Construct {
  /** Token: the whole memory of the smallest type in MiB. */
  readonly memoryMiB: number;
  /** Token: whether they are Gravitons, not x86. A function call, so that it needs no parentheses in an expression. */
  readonly isArm64: IResolvable;

  constructor(scope: Construct, id: string, { instanceType, fallbackTypes = [], zones }: InstanceTypeProps) {
    super(scope, id);
    const first = new KnownType(this, { key: 'Ec2.InstanceType', instanceType, zones });
    const fallbacks = fallbackTypes.map((fallback) => {
      const place = new Construct(this, `Fallback_${fallback}`);
      return new KnownType(place, { key: 'Ec2.FallbackInstanceTypes', instanceType: fallback, zones, first });
    });
    this.memoryMiB =
      fallbacks.length === 0 ? first.memoryMiB : Fn.min([first, ...fallbacks].map(({ memoryMiB }) => memoryMiB));
    this.isArm64 = first.isArm64;
  }
}

interface KnownTypeProps {
  /** Where the config names it. */
  readonly key: string;
  readonly instanceType: string;
  readonly zones: readonly string[];
  /** The type whose fallback it is. */
  readonly first?: KnownType;
}

/** The data sources of one type. */
class KnownType {
  readonly instanceType: string;
  readonly memoryMiB: number;
  readonly isArm64: IResolvable;

  constructor(place: Construct, { key, instanceType, zones, first }: KnownTypeProps) {
    const type = new DataAwsEc2InstanceType(place, 'Resource', {
      instanceType,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.memory_size >= ${MIN_MEMORY_MIB}}`,
            errorMessage: `${instanceType} has \${self.memory_size} MiB of memory, and at least ${MIN_MEMORY_MIB} are needed: set ${key} to ${first === undefined ? 'a larger type' : 'larger types'}`,
          },
          {
            condition: '${anytrue([for a in self.supported_architectures : contains(["x86_64", "arm64"], a)])}',
            errorMessage: `${instanceType} has the architecture \${join(", ", self.supported_architectures)}, and x86_64 or arm64 is needed: set ${key} to ${first === undefined ? 'another type' : 'other types'}`,
          },
          ...(first === undefined ? [] : [sameArchitecture(key, instanceType, first)]),
        ],
      },
    });
    checkZones(place, key, instanceType, zones);
    this.instanceType = instanceType;
    this.memoryMiB = type.memorySize;
    // a list, since some x86_64 types name i386 too; no type has both x86_64 and arm64
    this.isArm64 = Token.asAny(Fn.contains(type.supportedArchitectures, 'arm64'));
  }
}

/** The image of the container and the AMI of the host are for one. */
function sameArchitecture(key: string, instanceType: string, first: KnownType) {
  // a cast, since the return type is any
  const own = Fn.contains(ref('self.supported_architectures'), 'arm64') as IResolvable;
  return {
    condition: Token.asString(Op.eq(own, first.isArm64)),
    errorMessage:
      `${instanceType} has the architecture \${join(", ", self.supported_architectures)}, and Ec2.InstanceType ` +
      `${first.instanceType} has another: set ${key} to types of the same architecture`,
  };
}

/** Without this, the group would look for a zone at the first wake-up, and not start. */
function checkZones(place: Construct, key: string, instanceType: string, zones: readonly string[]): void {
  const offering = ref('self.locations');
  const wish = key === 'Ec2.InstanceType' ? 'a type that is offered there' : 'types that are offered there';
  new DataAwsEc2InstanceTypeOfferings(place, 'Offerings', {
    filter: [{ name: 'instance-type', values: [instanceType] }],
    locationType: 'availability-zone',
    lifecycle: {
      postcondition: [
        {
          condition: Token.asString(Fn.anytrue(zones.map((zone): unknown => Fn.contains(offering, zone)))),
          errorMessage:
            `${instanceType} is not offered in ${zones.join(', ')}, where base's network is, but in ` +
            `\${join(", ", sort(self.locations))}: set ${key} to ${wish}. ` +
            'Before any leaf is deployed, Vpc.AvailabilityZones of base.yaml can name another zone',
        },
      ],
    },
  });
}
