import { type z } from 'zod';

import { hasCpuCredits } from '../../aws/cpu-credits';
import { architectureOf } from '../../aws/instance-architecture';
import { listOf, type Report, type RightParts, section, withRule } from './containers';
import { choice, text } from './fields';
import { FORMER_OF_EC2 } from './former-keys';

/** Enough that AWS runs out of all of them at once hardly ever. A group could have 40. */
export const MAX_FALLBACK_TYPES = 5;

const FALLBACKS = `use a list of 1 to ${MAX_FALLBACK_TYPES} EC2 instance types such as "- m6i.large"`;

const instanceType = (example: string) =>
  text(`use an EC2 instance type such as ${example}`, /^[a-z][a-z0-9-]*[.][a-z0-9-]+$/i).transform((type) =>
    type.toLowerCase(),
  );

const keys = section(
  {
    /** E.g. `m7i-flex.large`, in lower case. */
    instanceType: instanceType('m7i-flex.large').describe(
      'EC2 instance type, e.g. `m7i-flex.large`, x86 or Graviton: the image must support its architecture. It needs at least 3 GiB of memory; the host keeps 2 GiB of it. The types t2, t3, t3a and t4g have CPU credits: see `CpuCredits`.',
    ),
    /** In the order in which AWS takes them, in lower case. Absent: only `InstanceType`. */
    fallbackInstanceTypes: listOf(instanceType('m6i.large'), FALLBACKS)
      .meta({ minItems: 1, maxItems: MAX_FALLBACK_TYPES })
      .optional()
      .describe(
        `Types that AWS takes, in this order, when it has none left of \`InstanceType\`: a list of 1 to ${MAX_FALLBACK_TYPES}, e.g. \`[m6i.large, m6a.large]\`, of the same architecture ([choosing them](operations.md#fallback-instance-types)). The container can rely on the memory of the smallest. With this key, each deploy chooses the AMI of the host; without it, each wake-up does. Default: none.`,
      ),
    /** Absent: AWS's default for the type. */
    cpuCredits: choice(['standard', 'unlimited'])
      .optional()
      .describe(
        "Only for the types t2, t3, t3a and t4g, and only where every type is one of them. `unlimited`: the CPU is never slowed down, and use above the type's baseline costs extra, which `./cm cost` names. `standard`: never costs more, but each wake-up is a new instance, which begins without credits (t2: with 30 minutes of them per vCPU), so the game starts and runs at the baseline, 17 to 40 % of the CPU. Default: AWS's, `unlimited` for t3, t3a and t4g, `standard` for t2.",
      ),
  },
  { former: FORMER_OF_EC2 },
);

type Ec2 = RightParts<z.output<typeof keys>>;

/** `Ec2` of a leaf. */
export const ec2 = withRule(withRule(keys, checkTypes), checkCpuCredits).describe(
  'The virtual machine that runs the container.',
);

function checkTypes({ instanceType: first, fallbackInstanceTypes: fallbacks }: Ec2, report: Report): void {
  if (first !== undefined) checkHost(first, ['InstanceType'], report);
  if (fallbacks === undefined) return;
  if (fallbacks.length < 1 || fallbacks.length > MAX_FALLBACK_TYPES) {
    report(['FallbackInstanceTypes'], `has ${fallbacks.length} entries: ${FALLBACKS}`);
  }
  fallbacks.forEach((type, index) => {
    if (type === undefined) return;
    const path = ['FallbackInstanceTypes', index];
    checkHost(type, path, report);
    if (type === first) report(path, `${type} is InstanceType itself: use another type`);
    else if (fallbacks.indexOf(type) < index) report(path, `${type} is listed twice: remove one of the two`);
    checkArchitecture(type, first, (message) => {
      report(path, message);
    });
  });
}

function checkHost(type: string, path: readonly (string | number)[], report: Report): void {
  if (!type.startsWith('a1.')) return;
  report(
    path,
    `${type} cannot run Amazon Linux 2023, which the host uses: use a newer Graviton type such as m7g.large`,
  );
}

/** What the names do not tell is found when Terraform plans. */
function checkArchitecture(type: string, first: string | undefined, report: (message: string) => void): void {
  const [own, other] = [architectureOf(type), first === undefined ? undefined : architectureOf(first)];
  if (own === undefined || other === undefined || own === other) return;
  report(
    `${type} has the architecture ${own}, and InstanceType ${String(first)} has ${other}: the image and the host run on one, so use types of the same architecture`,
  );
}

/** EC2 refuses to start a type without credits from a launch template that says something of them. */
function checkCpuCredits(
  { instanceType: first, fallbackInstanceTypes: fallbacks = [], cpuCredits }: Ec2,
  report: Report,
): void {
  if (cpuCredits === undefined) return;
  const without = [first, ...fallbacks].filter((type) => type !== undefined && !hasCpuCredits(type));
  if (without.length === 0) return;
  report(
    ['CpuCredits'],
    `${without.join(', ')} ${without.length === 1 ? 'has' : 'have'} no CPU credits, and EC2 would refuse to start ${without.length === 1 ? 'it' : 'them'}: remove CpuCredits, or use a t2, t3, t3a or t4g type`,
  );
}
