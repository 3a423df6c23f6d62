import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { z } from 'zod';

import { mostNotes, NOTES_AT_ONCE } from '../../../lambdas/shared/notes-at-once';
import { tagOf } from '../../../lambdas/shared/told-tags';
import { configOf, stacksOf } from '../../support/stacks';
import { BASE, LEAF } from '../config/support';

/** Of the 50 that AWS allows: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
const OURS = 35;
/** Characters of a tag's key. */
const LONGEST_KEY = 128;

const Group = z.object({ tag: z.array(z.object({ key: z.string(), value: z.string() })) });

/** The tags of the group that Terraform writes for a leaf that has everything. */
function terraformTags(): readonly string[] {
  const { leaf } = stacksOf(
    configOf({
      base: `${BASE}Domain: { Name: example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }\n`,
      leaf: `${LEAF}Volumes: { World: { Paths: [{ Path: /data }] } }\nQuery: { Game: minecraft }\nLimit: { HoursPerMonth: 60 }\nWake: { ByDns: false }\n`,
    }),
  );
  expect(leaf.synthesized).toHaveResource(AutoscalingGroup);
  const [group, ...others] = Object.values(leaf.json.resource?.aws_autoscaling_group ?? {});
  expect(others).toEqual([]);
  return Group.parse(group).tag.map(({ key }) => key);
}

test('Terraform’s tags and the most notes together leave room on a group', () => {
  const tags = terraformTags();

  expect(tags).toEqual([
    'Name',
    'container-manager:project',
    'container-manager:leaf',
    'container-manager:host-name',
    'AmazonECSManaged',
    'container-manager:ready-when',
    'container-manager:wake-rules',
  ]);
  expect(tags.length + mostNotes()).toBeLessThanOrEqual(OURS);
});

test('the key of every note has room, also with an instance in it', () => {
  const keys = NOTES_AT_ONCE.flatMap(({ kinds }) => kinds).map((kind) => tagOf(`${kind}never-ran/i-0123456789abcdef0`));

  expect(keys.filter((key) => key.length > LONGEST_KEY)).toEqual([]);
});
