/** The process's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Text with its variables replaced, or what is wrong with it. */
export type Expanded = { readonly text: string } | { readonly problem: string };

/**
 * The value of `!ENV`: every `${NAME}` and `${NAME:default}` replaced by the environment's variable, the text around
 * kept. A variable that is set but empty counts as set.
 */
export function expandEnvironment(text: string, env: Environment): Expanded {
  const missing: string[] = [];
  let replaced = 0;
  const expanded = text.replace(
    /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?\}/g,
    (_match, name: string, fallback: string | undefined) => {
      replaced += 1;
      const value = env[name] ?? fallback;
      if (value === undefined) missing.push(name);
      return value ?? '';
    },
  );
  const opened = text.split('${').length - 1;
  if (replaced === 0 || replaced !== opened) {
    return { problem: '!ENV needs a variable: write !ENV ${NAME} or !ENV ${NAME:default}' };
  }
  return missing.length === 0 ? { text: expanded } : { problem: unset(missing) };
}

function unset(names: readonly string[]): string {
  return names
    .map((name) => `the environment variable ${name} is not set: set it, or give a default with \${${name}:default}`)
    .join('; ');
}
