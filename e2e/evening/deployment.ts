import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';

import { ProjectCopy } from '../project-copy/project-copy';
import { assertSucceeded, endedEarly } from '../project-copy/cm-run';
import { type Step } from './steps';
import { expectEmptyPlans } from './empty-plans';
import { type Evening, stateKey } from './evening';

/** What a deployment needs. */
export function preparation(step: Step<Evening>): void {
  step('bootstrap creates the state bucket and the ECS role, and adds the bucket to base.yaml', bootstrap);
}

/** The first deployment. */
export function deployment(step: Step<Evening>): void {
  step('deploy creates base, minecraft and valheim; the lock refuses a second deployment at the same time', deploy, 8);
  step('a plan of all stacks is empty', expectEmptyPlans, 6);
}

async function bootstrap(evening: Evening): Promise<void> {
  const { copy, clients } = evening.system;

  assertSucceeded(await copy.cm(['bootstrap']));

  expect(evening.bucket).toBe('container-manager-state-123456789012-eu-central-1');
  await expect(clients.s3.send(new GetBucketVersioningCommand({ Bucket: evening.bucket }))).resolves.toMatchObject({
    Status: 'Enabled',
  });
  const { Roles } = await clients.iam.send(
    new ListRolesCommand({ PathPrefix: '/aws-service-role/ecs.amazonaws.com/' }),
  );
  expect(Roles).toHaveLength(1);
  await expect(evening.stateKeys()).resolves.toEqual([]);
}

async function deploy(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  const pause = emulator.pause({ service: 'ecs', action: 'CreateCluster', body: 'valheim' });
  const deploying = copy.start(['deploy', '--yes']);
  await Promise.race([pause.reached, deploying.ended.then(endedEarly)]);

  const other = new ProjectCopy(emulator.environment);
  for (const file of ['config/base.yaml', 'config/leaves/valheim.yaml']) other.write(file, copy.read(file));
  const refused = await other.cm(['deploy', 'valheim', '--yes']);
  await other.dispose();
  pause.end();

  assertSucceeded(await deploying.ended);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Somebody else is deploying this stack');
  // three states, and no lock
  await expect(evening.stateKeys()).resolves.toEqual(['base', 'minecraft', 'valheim'].map(stateKey));
}
