/**
 * A person's text as it must be written into Terraform JSON, where every string is a template: `${` and `%{` begin
 * an expression unless their first character is doubled. Nothing else is special there: quotes, line breaks and
 * backslashes are a matter of JSON alone. Escape a text once, before it becomes part of a longer string; a text that
 * ends in `$` or `%` must not have a token right behind it.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}
