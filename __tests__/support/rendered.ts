import { type Template } from './template';

/**
 * What Terraform makes of a text: references to resources of the same stack become what they have as that attribute,
 * or, where AWS alone knows it, `type.logical_id.attribute`; outputs of base become what they are there; escaped
 * templates become plain.
 *
 * @param base the stack whose outputs may be referred to
 * @throws Error on a reference to what the stacks do not have, and on any other template
 */
export function rendered(text: string, template: Template, base?: Template): string {
  return text.replace(/\$\$\{|%%\{|\$\{([^}]*)\}/g, (match, reference: string | undefined) =>
    reference === undefined ? match.slice(1) : resolved(reference, template, base),
  );
}

function resolved(reference: string, template: Template, base: Template | undefined): string {
  const [, output] = /^data\.terraform_remote_state\.[^.]+\.outputs\.(\w+)$/.exec(reference) ?? [];
  if (output !== undefined) {
    const value: unknown = base?.json.output?.[output]?.value;
    if (base === undefined || typeof value !== 'string') throw new Error(`base has no output ${output}`);
    return rendered(value, base);
  }
  const [type = '', id = '', attribute = '', ...more] = reference.split('.');
  const resource = template.json.resource?.[type]?.[id];
  if (resource === undefined || more.length > 0) throw new Error(`the stack has no ${reference}`);
  const value = resource[attribute];
  return typeof value === 'string' ? rendered(value, template, base) : reference;
}
