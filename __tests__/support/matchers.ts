import { Testing } from 'cdktf';
// declares the types of the matchers
import 'cdktf/lib/testing/adapters/jest';

/**
 * cdktf's matchers, for every test that has a `Template`. They state what is there, on its synthesized JSON:
 *
 *     const template = Template.of((stack) => new AlertTopic(stack, 'Alerts', props()));
 *
 *     expect(template.synthesized).toHaveResourceWithProperties(SnsTopic, { name: 'project-leaf-alerts' });
 *     expect(template.resources('aws_sns_topic')).toHaveLength(1);
 *
 * - Keys are Terraform's own, in snake_case: cdktf compares them as they are.
 * - At least one resource of the type has all of these properties. It may have others, but a nested block or a list must
 *   be equal as a whole: `expect.objectContaining` and `expect.arrayContaining` take a part of it, `json` takes a policy.
 * - What is not there, and how many there are, `Template` says: `undefined` for a property always fails (within a block it
 *   means absent), and a negative matcher passes for every misspelled key, so ESLint refuses it.
 *
 * @see https://developer.hashicorp.com/terraform/cdktf/test/unit-tests
 */
Testing.setupJest();

/**
 * A text that is JSON with this content, e.g. a policy.
 *
 * @param expected may hold matchers of Jest
 */
export function json(expected: unknown): unknown {
  return {
    asymmetricMatch: (actual: unknown) => typeof actual === 'string' && holds(actual, expected),
    toString: () => `json(${JSON.stringify(expected)})`,
  };
}

function holds(actual: string, expected: unknown): boolean {
  try {
    expect(JSON.parse(actual)).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}
