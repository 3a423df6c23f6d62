import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';

import { type CheckInput, type Finding } from '../../rule';
import { permitted, unlessMissing } from '../../permitted';
import { type NamedSecret } from './named-secret';

/** Checks a secret of Secrets Manager and the version that its ARN names. Which JSON keys it has only its value says. */
export async function checkSecret(
  { region, name, versionStage, versionId }: NamedSecret,
  { clientsIn }: CheckInput,
): Promise<Finding[]> {
  const question = new DescribeSecretCommand({ SecretId: name });
  const secret = await unlessMissing(
    ['ResourceNotFoundException'],
    permitted('secretsmanager:DescribeSecret', clientsIn(region).secretsManager.send(question)),
  );
  if (secret === undefined) {
    const message =
      `there is no secret ${name} in ${region}: create it there, and write its whole ARN, which ends in a dash and six ` +
      'characters';
    return [{ message }];
  }
  if (secret.DeletedDate !== undefined) {
    return [
      { message: `${name} is to be deleted, and ECS cannot read it: restore it (aws secretsmanager restore-secret)` },
    ];
  }
  const versions = Object.entries(secret.VersionIdsToStages ?? {});
  const isThere = ([id, stages]: readonly [string, readonly string[]]) =>
    (versionId === '' || id === versionId) && (versionStage === '' || stages.includes(versionStage));
  if (versions.some(isThere)) return [];
  const stages = [...new Set(versions.flatMap(([, known]) => known))].sort().join(', ') || 'none: it has no value yet';
  const wanted = [versionStage, versionId].filter(Boolean).join(', ') || 'that is current';
  return [{ message: `the secret ${name} has no version ${wanted}. Its stages: ${stages}` }];
}
