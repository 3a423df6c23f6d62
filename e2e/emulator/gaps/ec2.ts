import { escapeXml, withText } from '../answers';
import { type ApiCall, type Gap } from '../api-call';

/** EC2: what moto forgets of security group rules, and tags that it takes for a part of a launch template. */
export function ec2Gaps(): Gap[] {
  return [ruleDescriptions(), launchTemplateTags];
}

/** moto keeps the description of a rule for addresses, and forgets that of a rule for another group. */
function ruleDescriptions(): Gap {
  const descriptions = new Map<string, string>();
  return async (call, next) => {
    const answer = await next(call);
    if (call.service !== 'ec2') return answer;
    const parameters = new URLSearchParams(call.body.toString());
    if (/^AuthorizeSecurityGroup(Ingress|Egress)$/.test(call.action)) {
      const description = parameters.get('IpPermissions.1.Groups.1.Description');
      const [, id] = /<securityGroupRuleId>([^<]+)</.exec(answer.body.toString()) ?? [];
      if (description !== null && id !== undefined) descriptions.set(id, description);
    }
    if (call.action === 'ModifySecurityGroupRules') {
      const id = parameters.get('SecurityGroupRule.1.SecurityGroupRuleId') ?? '';
      if (descriptions.has(id)) {
        descriptions.set(id, parameters.get('SecurityGroupRule.1.SecurityGroupRule.Description') ?? '');
      }
    }
    if (call.action !== 'DescribeSecurityGroupRules') return answer;
    return withText(answer, (text) =>
      text.replace(/<securityGroupRuleId>([^<]+)<\/securityGroupRuleId>/g, (element: string, id: string) => {
        const description = descriptions.get(id);
        return description === undefined ? element : `${element}<description>${escapeXml(description)}</description>`;
      }),
    );
  };
}

/** The tags of the template itself are not among those that it gives to what it launches. */
const launchTemplateTags: Gap = async (call: ApiCall, next) => {
  const answer = await next(call);
  if (call.service !== 'ec2' || call.action !== 'DescribeLaunchTemplateVersions') return answer;
  return withText(answer, (text) =>
    text.replace(/<item><resourceType>launch-template<\/resourceType><tagSet>.*?<\/tagSet><\/item>/gs, ''),
  );
};
