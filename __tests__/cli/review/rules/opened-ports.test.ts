import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePlan, type TerraformPlan } from '../../../../cli/terraform/plan';
import { openedPorts } from '../../../../cli/review/rules/opened-ports';
import { planOf } from '../../support/plan';

function found(plan: TerraformPlan): string[] {
  return openedPorts({ stack: 'world', plan, isAwake: false }).map(({ address, message }) => `${address} ${message}`);
}

/** In a plan that Terraform and the AWS provider wrote. */
function foundIn(variant: string): string[] {
  return found(parsePlan(readFileSync(join(__dirname, '../../guard/fixtures', `${variant}.json`), 'utf8'), variant));
}

const LATER = 'opens something known only after apply: read it in the code';

test.each<[string, string[]]>([
  ['everything-new', []],
  ['harmless', []],
  ['port-opened', ['aws_vpc_security_group_ingress_rule.Port opens TCP 25565 to the internet (0.0.0.0/0)']],
  ['group-opened', ['aws_security_group.Inline opens TCP 25565 to the internet (0.0.0.0/0)']],
  [
    'ports-unknown',
    [
      'aws_security_group.Inline opens TCP 25565 to the internet (0.0.0.0/0)',
      `aws_security_group.Inline ${LATER}`,
      `aws_security_group_rule.Old ${LATER}`,
      `aws_vpc_security_group_ingress_rule.Port ${LATER}`,
    ],
  ],
])('finds the opened ports in a plan that Terraform wrote: %s', (variant, expected) => {
  expect(foundIn(variant)).toEqual(expected);
});

test('reports a rule that it cannot read, and the others too', () => {
  const ingress = [{ cidr_blocks: 'everything' }, { protocol: 'udp', from_port: 1, to_port: 2, cidr_blocks: ['::/0'] }];
  const plan = planOf([{ address: 'aws_security_group.It', actions: ['update'], before: {}, after: { ingress } }]);

  expect(found(plan)).toEqual([
    'aws_security_group.It has a rule that could not be read',
    'aws_security_group.It opens UDP 1–2 to the internet (::/0)',
  ]);
});

test('reports rules that are not a list', () => {
  const plan = planOf([{ address: 'aws_security_group.It', actions: ['update'], before: {}, after: { ingress: 'x' } }]);

  expect(found(plan)).toEqual(['aws_security_group.It has a rule that could not be read']);
});

test('passes egress rules and removed rules', () => {
  const rule = { type: 'egress', protocol: '-1', cidr_blocks: ['0.0.0.0/0'] };

  expect(
    found(
      planOf([
        { address: 'aws_security_group_rule.Out', actions: ['create'], after: rule, unknown: { cidr_blocks: true } },
        { address: 'aws_security_group_rule.Old', actions: ['delete'], before: { ...rule, type: 'ingress' } },
      ]),
    ),
  ).toEqual([]);
});
