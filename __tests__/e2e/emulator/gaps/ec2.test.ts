import { ec2Gaps } from '../../../../e2e/emulator/gaps/ec2';
import { formCall, Upstream } from '../support';

const RULE = '<item><securityGroupRuleId>sgr-1</securityGroupRuleId></item>';
const rules = formCall('ec2', { Action: 'DescribeSecurityGroupRules' });

test('a rule for another group keeps its description', async () => {
  const gaps = ec2Gaps();
  const upstream = new Upstream(RULE);
  await upstream.send(
    gaps,
    formCall('ec2', {
      Action: 'AuthorizeSecurityGroupIngress',
      'IpPermissions.1.Groups.1.Description': 'NFS & more',
    }),
  );

  expect((await upstream.send(gaps, rules)).text).toContain('<description>NFS &amp; more</description>');
  await upstream.send(
    gaps,
    formCall('ec2', {
      Action: 'ModifySecurityGroupRules',
      'SecurityGroupRule.1.SecurityGroupRuleId': 'sgr-1',
      'SecurityGroupRule.1.SecurityGroupRule.Description': 'changed',
    }),
  );
  expect((await upstream.send(gaps, rules)).text).toContain('<description>changed</description>');
});

test('a rule for IP addresses has only the description from moto', async () => {
  const gaps = ec2Gaps();
  const upstream = new Upstream(RULE);
  await upstream.send(
    gaps,
    formCall('ec2', {
      Action: 'AuthorizeSecurityGroupIngress',
      'IpPermissions.1.IpRanges.1.Description': 'SSH',
    }),
  );

  expect((await upstream.send(gaps, rules)).text).toBe(RULE);
});

test("a launch template's own tags are not among those of what it launches", async () => {
  const specification = (type: string) =>
    `<item><resourceType>${type}</resourceType><tagSet><item><key>k</key><value>v</value></item></tagSet></item>`;
  const upstream = new Upstream(`${specification('volume')}${specification('launch-template')}`);

  expect((await upstream.send(ec2Gaps(), formCall('ec2', { Action: 'DescribeLaunchTemplateVersions' }))).text).toBe(
    specification('volume'),
  );
});
