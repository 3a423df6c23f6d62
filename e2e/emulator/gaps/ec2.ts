import { escapeXml, withText } from '../answers';
import { type Gap, withBody } from '../api-call';
import { onAction } from '../on-action';
import { launchTemplateGaps } from './launch-templates';
import { parameter } from './query-protocol';

/** EC2: descriptions of security group rules, which moto forgets; changes of rules for all protocols; launch templates. */
export function ec2Gaps(): Gap[] {
  return [...ruleDescriptions(), everyPort, ...launchTemplateGaps()];
}

/** moto keeps the description of a rule for IP addresses, but forgets that of a rule for another group. */
function ruleDescriptions(): Gap[] {
  const descriptions = new Map<string, string>();
  const authorize = onAction('ec2', /^AuthorizeSecurityGroup(?:Ingress|Egress)$/, async (call, next) => {
    const answer = await next(call);
    const description = parameter(call, 'IpPermissions.1.Groups.1.Description');
    const [, id] = /<securityGroupRuleId>([^<]+)</.exec(answer.body.toString()) ?? [];
    if (description !== '' && id !== undefined) descriptions.set(id, description);
    return answer;
  });
  const modify = onAction('ec2', 'ModifySecurityGroupRules', async (call, next) => {
    const answer = await next(call);
    const id = parameter(call, 'SecurityGroupRule.1.SecurityGroupRuleId');
    if (descriptions.has(id)) {
      descriptions.set(id, parameter(call, 'SecurityGroupRule.1.SecurityGroupRule.Description'));
    }
    return answer;
  });
  const describe = onAction('ec2', 'DescribeSecurityGroupRules', async (call, next) =>
    withText(await next(call), (text) =>
      text.replace(/<securityGroupRuleId>([^<]+)<\/securityGroupRuleId>/g, (element: string, id: string) => {
        const description = descriptions.get(id);
        return description === undefined ? element : `${element}<description>${escapeXml(description)}</description>`;
      }),
    ),
  );
  return [authorize, modify, describe];
}

/** A rule for all protocols has no ports: moto refuses to change one without. */
const everyPort = onAction('ec2', 'ModifySecurityGroupRules', (call, next) => {
  const rule = 'SecurityGroupRule.1.SecurityGroupRule';
  if (parameter(call, `${rule}.IpProtocol`) !== '-1' || parameter(call, `${rule}.FromPort`) !== '') return next(call);
  return next(withBody(call, `${call.body.toString()}&${rule}.FromPort=-1&${rule}.ToPort=-1`));
});
