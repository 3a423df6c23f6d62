import { setTimeout } from 'node:timers/promises';

import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';

import { ProjectCopy } from '../cm/support/project';
import { type Emulator } from '../emulator/emulator';
import { type Step } from '../steps';
import { endedEarly, type Evening, expectDone, stateKey } from './evening';

/** What no call answers by itself. S3 has a way of its own to say it. */
const THROTTLED = { status: 429, code: 'Throttling' } as const;
const S3_THROTTLED = { status: 503, code: 'SlowDown' } as const;
/** Services that throttle for a while, so that one try more is not enough. */
const THROTTLING = [
  'autoscaling',
  'backup',
  'ec2',
  'ecs',
  'elasticfilesystem',
  'events',
  'iam',
  'lambda',
  'logs',
  'monitoring',
  'route53',
  's3',
  'sns',
];
const THROTTLED_CALLS = 2;
/** More than the emulator's settings allow, and fewer than AWS's clients make by themselves. */
const PATIENT = { AWS_MAX_ATTEMPTS: '5' };

/** For so long Terraform makes no call when it has nothing more to do. */
const [QUIET_CHECKS, QUIET_CHECK_MS] = [30, 100];

/** The first deployments: one that is interrupted, one that meets others and faults. */
export function deployment(step: Step<Evening>): void {
  step('bootstrap makes the state bucket and the role that ECS needs, and names the bucket in base.yaml', bootstrap);
  step('Ctrl-C in the middle of the first deployment ends it clean', interrupted, 8);
  step('another deployment is refused by the lock; AWS throttles and fails: all but valheim is deployed', disturbed, 8);
}

async function bootstrap(evening: Evening): Promise<void> {
  const { copy, clients } = evening.system;

  expectDone(await copy.cm(['bootstrap']));

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

async function interrupted(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  const pause = emulator.pause({ service: 'ecs', action: 'CreateCluster' });
  const deploying = copy.start(['deploy', 'minecraft', '--yes']);
  await Promise.race([pause.reached, deploying.ended.then(endedEarly)]);
  await untilNothingElseIsUnderWay(emulator);

  deploying.signal('SIGINT');
  pause.end();
  const run = await deploying.ended;

  expect(run.code).toBe(1);
  expect(run.stderr).toContain('Terraform ended what it was doing and wrote the state');
  // two states and no lock
  await expect(evening.stateKeys()).resolves.toEqual([stateKey('base'), stateKey('minecraft')]);
}

/** A call whose answer nobody hears may have made what no state knows. Making a cluster twice does no harm. */
async function untilNothingElseIsUnderWay(emulator: Emulator): Promise<void> {
  for (let quiet = 0; quiet < QUIET_CHECKS; quiet = emulator.callsUnderWay() === 1 ? quiet + 1 : 0) {
    await setTimeout(QUIET_CHECK_MS);
  }
}

async function disturbed(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  const before = emulator.calls.length;
  for (const service of THROTTLING) {
    emulator.fail({ service, ...(service === 's3' ? S3_THROTTLED : THROTTLED), times: THROTTLED_CALLS });
  }
  emulator.fail({ service: 'ecs', action: 'CreateService', status: 500, times: 3 });
  // what Terraform's provider does not try again for minutes
  const end = emulator.fail({
    service: 'logs',
    action: 'CreateLogGroup',
    body: '/valheim/container',
    status: 400,
    code: 'InvalidParameterException',
  });
  const pause = emulator.pause({ service: 'ecs', action: 'CreateCluster', body: 'valheim' });
  const deploying = copy.start(['deploy', '--yes'], { environment: PATIENT });
  await Promise.race([pause.reached, deploying.ended.then(endedEarly)]);

  const other = new ProjectCopy(emulator.environment);
  for (const file of ['config/base.yaml', 'config/leaves/valheim.yaml']) other.write(file, copy.read(file));
  const refused = await other.cm(['deploy', 'valheim', '--yes']);
  await other.dispose();
  pause.end();
  const run = await deploying.ended;
  end();

  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Somebody else deploys this stack right now');
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('Not deployed, or only in part: valheim.');
  expect(run.stderr.match(/ failed:\n/g)).toHaveLength(1);
  const calls = emulator.calls.slice(before);
  const throttled = calls.filter(({ status }) => status === 429 || status === 503).map(({ service }) => service);
  expect(throttled.sort()).toEqual(THROTTLING.flatMap((service) => Array<string>(THROTTLED_CALLS).fill(service)));
  expect(calls.filter(({ status, service }) => status === 500 && service === 'ecs')).toHaveLength(3);
  await expect(evening.stateKeys()).resolves.toEqual(['base', 'minecraft', 'valheim'].map(stateKey));
}
