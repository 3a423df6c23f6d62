import { type z } from 'zod';

import { type Problem } from './config-error';
import { networkWarnings } from './network-warnings';
import { isPassword } from './password-names';
import { type RightParts } from './schema/containers';
import { type leafSchema } from './schema/leaf';
import { type YamlFile } from './yaml-file';

interface Leaf {
  readonly file: YamlFile;
  /** What of the file is right. */
  readonly right?: RightParts<z.output<typeof leafSchema>> | undefined;
}

/** What a leaf may say, but seldom means. No value that can be a password is repeated. */
export function warningsOf({ file, right }: Leaf): Problem[] {
  const { environment = {}, secrets = {}, allowedCidrs } = right?.container ?? {};
  return [
    ...Object.entries(environment)
      .filter(([name, value]) => value !== undefined && isPassword(name, value))
      .map(([name]) =>
        file.problem(
          ['Container', 'Environment', name],
          'looks like a password, which plans, the state and the task definition would show: put it in Secrets',
          'key',
        ),
      ),
    ...Object.entries(secrets)
      .filter(([, source]) => source !== undefined && !/[/:]/.test(source))
      .map(([name]) =>
        file.problem(
          ['Container', 'Secrets', name],
          `is read as the name of an SSM parameter: if it is the password itself, store it as a parameter and write its name, such as /games/${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
        ),
      ),
    ...networkWarnings(file, allowedCidrs),
  ];
}
