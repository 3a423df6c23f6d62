import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';

import './matchers';

type Block = Readonly<Record<string, unknown>>;

/**
 * The synthesized Terraform JSON of one stack: as the text that cdktf's matchers take, which show what is there, and by
 * type, to show what is _not_ there: how many resources there are, and every attribute that one has.
 */
export class Template {
  readonly json: Readonly<Record<string, Readonly<Record<string, Record<string, Block>>>>>;

  /** @param synthesized what cdktf's matchers take: `expect(template.synthesized).toHaveResource(SnsTopic)` */
  private constructor(readonly synthesized: string) {
    // a cast, since JSON.parse knows no types
    this.json = JSON.parse(synthesized) as Template['json'];
  }

  /** A stack of its own in eu-central-1, filled by `build` and synthesized with its validations on. */
  static of(build: (stack: TerraformStack) => void): Template {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
    build(stack);
    return Template.fromStack(stack);
  }

  static fromStack(stack: TerraformStack): Template {
    return new Template(Testing.synth(stack, true));
  }

  /** All resources of a Terraform type, in order of their logical ids. */
  resources(type: string): Block[] {
    return Object.values(this.json.resource?.[type] ?? {});
  }

  /** The one resource of a type; an error when there are none or several. */
  resource(type: string): Block {
    return only(type, this.resources(type));
  }

  /** How others refer to an attribute of the one resource of a type, e.g. `${aws_sns_topic.Alerts_91F83244.arn}`. */
  reference(type: string, attribute: string): string {
    return `\${${type}.${only(type, Object.keys(this.json.resource?.[type] ?? {}))}.${attribute}}`;
  }

  /** All data sources of a type. */
  dataSources(type: string): Block[] {
    return Object.values(this.json.data?.[type] ?? {});
  }

  /** The one data source of a type; an error when there are none or several. */
  dataSource(type: string): Block {
    return only(type, this.dataSources(type));
  }

  /** `type.logical_id` of every resource and `data.type.logical_id` of every data source, sorted. */
  addresses(): string[] {
    const of = (kind: string, prefix: string) =>
      Object.entries(this.json[kind] ?? {}).flatMap(([type, byId]) =>
        Object.keys(byId).map((id) => `${prefix}${type}.${id}`),
      );
    return [...of('resource', ''), ...of('data', 'data.')].sort();
  }
}

function only<T>(type: string, found: readonly T[]): T {
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw new Error(`expected one ${type}, found ${found.length}`);
  return first;
}
