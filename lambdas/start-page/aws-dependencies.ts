import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';

import { impatientClientOptions } from '../shared/clients';
import { systemClock } from '../shared/clock';
import { invitationsPath, leavesPath, startsPath } from '../shared/parameter-names';
import { AwsLeaves } from './aws-leaves';
import { type ENVIRONMENT } from './contract';
import { endsInTime } from './deadline';
import { type Dependencies } from './dependencies';
import { Friends } from './friends';
import { ParametersOfPath } from './parameters';

export type StartPageEnvironment = Readonly<
  Record<(typeof ENVIRONMENT)[keyof typeof ENVIRONMENT] | 'AWS_REGION', string>
>;

/** What the function works with in AWS. Clients are created once. */
export function awsDependencies(environment: StartPageEnvironment): Omit<Dependencies, 'discord'> {
  const { AWS_REGION: region, PROJECT: project } = environment;
  const options = impatientClientOptions(region);
  const ssm = endsInTime(new SSMClient(options));
  const parameters = (path: string) => new ParametersOfPath(ssm, path, systemClock);
  return {
    leaves: new AwsLeaves({
      clients: {
        autoScaling: endsInTime(new AutoScalingClient(options)),
        ecs: endsInTime(new ECSClient(options)),
        // the game may take its time; the call has a limit of its own
        lambda: endsInTime(new LambdaClient({ region, maxAttempts: 1 })),
      },
      tags: { project: { tag: environment.PROJECT_TAG, value: project }, leafTag: environment.LEAF_TAG },
      details: parameters(leavesPath(project)),
      starts: parameters(startsPath(project)),
      clock: systemClock,
    }),
    invitations: new Friends(parameters(invitationsPath(project))),
    clock: systemClock,
  };
}
