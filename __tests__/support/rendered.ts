import { type Template } from './template';

/**
 * What Terraform makes of a text: references to resources of the same stack become what they have as that attribute,
 * or, where AWS alone knows it, `type.logical_id.attribute`; escaped templates become plain.
 *
 * @throws Error on a reference to a resource that the stack does not have, and on any other template
 */
export function rendered(text: string, template: Template): string {
  return text.replace(/\$\$\{|%%\{|\$\{([^}]*)\}/g, (match, reference: string | undefined) => {
    if (reference === undefined) return match.slice(1);
    const [type = '', id = '', attribute = '', ...more] = reference.split('.');
    const resource = template.json.resource?.[type]?.[id];
    if (resource === undefined || more.length > 0) throw new Error(`the stack has no ${reference}`);
    const value = resource[attribute];
    return typeof value === 'string' ? rendered(value, template) : reference;
  });
}
