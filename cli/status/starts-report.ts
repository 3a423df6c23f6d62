import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';

import { mayHaveParameters, startsParameter } from '../../lambdas/shared/parameter-names';
import { type Start, type UsualStart } from '../../lambdas/shared/starts';
import { readStarts, startSeconds, usualStart } from '../../lambdas/shared/starts-text';
import { type DeployedLeaf } from '../leaf/deployed-leaves';

/** A leaf's last starts. For people and, as JSON, for scripts. */
export interface StartsReport {
  readonly id: string;
  /** The oldest first. */
  readonly starts: readonly ReportedStart[];
  /** In seconds, from the turned switch until people can connect. Absent where fewer than three are known. */
  readonly usual?: UsualStart;
  /** Why there is no record. Absent where there is one. */
  readonly noRecord?: 'name' | 'not-deployed';
}

export interface ReportedStart extends Start {
  /** As in `usual`. Absent where its beginning or its end is unknown. */
  readonly seconds?: number;
}

/**
 * @param project `Name` of base.yaml
 * @throws AWS's error when it does not let the parameter be read
 */
export async function readStartsReport(
  { id, clients }: Pick<DeployedLeaf, 'id' | 'clients'>,
  project: string,
): Promise<StartsReport> {
  if (!mayHaveParameters(project)) return { id, starts: [], noRecord: 'name' };
  try {
    const { Parameter: found } = await clients.ssm.send(
      new GetParameterCommand({ Name: startsParameter(project, id) }),
    );
    return { id, ...reported(readStarts(found?.Value)) };
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    return { id, starts: [], noRecord: 'not-deployed' };
  }
}

function reported(starts: readonly Start[]): Pick<StartsReport, 'starts' | 'usual'> {
  const usual = usualStart(starts);
  return {
    starts: starts.map((start) => {
      const seconds = startSeconds(start);
      return { ...start, ...(seconds !== undefined && { seconds: Math.round(seconds) }) };
    }),
    ...(usual && { usual }),
  };
}
