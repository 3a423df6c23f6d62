import { type z } from 'zod';

import { type Problem } from './config-error';
import { type baseSchema } from './schema/base';
import { type RightParts } from './schema/containers';
import { type leafSchema } from './schema/leaf';
import { regionOf } from './schema/secrets';
import { type YamlFile } from './yaml-file';

/** What is wrong with credentials of a registry that are in another Region than the leaf. */
export function problemsOfCredentials(
  base: { readonly right?: RightParts<z.output<typeof baseSchema>> | undefined },
  leaves: readonly {
    readonly file: YamlFile;
    readonly right?: RightParts<z.output<typeof leafSchema>> | undefined;
  }[],
): Problem[] {
  const region = base.right?.region;
  if (region === undefined) return [];
  return leaves.flatMap(({ file, right }) => {
    const arn = right?.container?.repositoryCredentials;
    if (arn === undefined || regionOf(arn) === region) return [];
    const message =
      `is in ${String(regionOf(arn))}, and the leaf in ${region}: create the secret there, or replicate it ` +
      `(aws secretsmanager replicate-secret-to-regions), and write that ARN`;
    return [file.problem(['Container', 'RepositoryCredentials'], message)];
  });
}
