import { type Values } from './gained';
import { type PolicyStatement, policyStatements } from './policy-statements';

/** Attributes that hold a policy of IAM in each resource of IAM that has them. */
const REQUIRED = ['policy', 'assume_role_policy', 'inline_policy'];

/** Every text within a resource's values, with the attribute that it is in. Lists and objects are walked without recursion. */
export function textsIn(values: Values): { readonly attribute: string; readonly text: string }[] {
  return Object.entries(values).flatMap(([attribute, value]) => {
    const texts: { attribute: string; text: string }[] = [];
    const open = [value];
    while (open.length > 0) {
      const one = open.pop();
      if (typeof one === 'string') texts.push({ attribute, text: one });
      else if (typeof one === 'object' && one !== null) for (const member of Object.values(one)) open.push(member);
    }
    return texts;
  });
}

/** The statements of all IAM policies that are written as JSON anywhere in a resource of any type. */
export function embeddedStatements(values: Values): PolicyStatement[] {
  return textsIn(values)
    .filter(({ text }) => looksLikeJson(text))
    .flatMap(({ text }) => policyStatements(text) ?? []);
}

/** Names of a resource's attributes that hold a policy of IAM which cannot be read. */
export function unreadablePolicies(values: Values): string[] {
  return textsIn(values)
    .filter(({ attribute, text }) => REQUIRED.includes(attribute) && looksLikeJson(text))
    .flatMap(({ attribute, text }) => (policyStatements(text) === undefined ? [attribute] : []));
}

function looksLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}
