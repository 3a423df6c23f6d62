import { isInCi } from './in-ci';

/** The process's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Text with its variables replaced, or what is wrong with it. */
export type Expanded = { readonly text: string } | { readonly problem: string };

/**
 * Beginnings of names that AWS, GitHub, Terraform, Node.js and npm use, for credentials too. What `!ENV` reads ends in the state,
 * in the container and perhaps in a comment, so it never reads these. In any letters, since Windows does not tell them apart.
 */
const RESERVED = ['AWS_', 'GITHUB_', 'GH_', 'ACTIONS_', 'RUNNER_', 'TF_', 'NODE_', 'npm_'];

/** Names of the variables that `.ci/with-config-env` took from CONFIG_ENV, separated by spaces. */
const GIVEN_IN_CI = 'CONFIG_ENV_NAMES';

/**
 * The value of `!ENV`: every `${NAME}` and `${NAME:default}` replaced by the environment's variable, the text around
 * kept. A variable that is set but empty counts as set. In CI only those that come from CONFIG_ENV count as set.
 */
export function expandEnvironment(text: string, env: Environment): Expanded {
  const missing: string[] = [];
  const reserved: string[] = [];
  let replaced = 0;
  const expanded = text.replace(
    /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?\}/g,
    (_match, name: string, fallback: string | undefined) => {
      replaced += 1;
      if (isReserved(name)) reserved.push(name);
      const value = (isReadable(name, env) ? env[name] : undefined) ?? fallback;
      if (value === undefined) missing.push(name);
      return value ?? '';
    },
  );
  const opened = text.split('${').length - 1;
  if (replaced === 0 || replaced !== opened) {
    return { problem: '!ENV needs a variable: write !ENV ${NAME} or !ENV ${NAME:default}' };
  }
  if (reserved.length > 0) return { problem: refused(reserved) };
  return missing.length === 0 ? { text: expanded } : { problem: unset(missing, env) };
}

function isReserved(name: string): boolean {
  return RESERVED.some((beginning) => name.toLowerCase().startsWith(beginning.toLowerCase()));
}

function isReadable(name: string, env: Environment): boolean {
  return !isInCi(env) || (env[GIVEN_IN_CI] ?? '').split(' ').includes(name);
}

function refused(names: readonly string[]): string {
  return (
    `!ENV does not read ${names.join(' and ')}: names that begin with ${RESERVED.join(', ')} can hold credentials of AWS, ` +
    'GitHub, Terraform or npm. Give the variable another name'
  );
}

function unset(names: readonly string[], env: Environment): string {
  return names
    .map((name) =>
      isInCi(env)
        ? `CONFIG_ENV does not have ${name}, and in CI !ENV reads no other variables (docs/ci.md): add ${name} to it, or give a default with \${${name}:default}`
        : `the environment variable ${name} is not set: set it, or give a default with \${${name}:default}`,
    )
    .join('; ');
}
