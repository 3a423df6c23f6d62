import { setTimeout } from 'node:timers/promises';

import { type Emulator } from '../emulator/emulator';
import { endedEarly } from '../project-copy/cm-run';
import { type Step } from './steps';
import { type Evening, stateKey } from './evening';

/** An answer that the emulator gives only on purpose. S3 has other codes for it. */
const THROTTLED = { status: 429, code: 'Throttling' } as const;
const S3_THROTTLED = { status: 503, code: 'SlowDown' } as const;
/** Services that throttle twice, so that one retry is not enough. */
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
/** More attempts than in the emulator's settings, and fewer than Terraform's default. */
const PATIENT = { AWS_MAX_ATTEMPTS: '5' };

/** Terraform has no other call to make when it made none for so long. */
const [QUIET_CHECKS, QUIET_CHECK_MS] = [30, 100];

/** First deployments that do not finish. */
export function disturbedDeployments(step: Step<Evening>): void {
  step('Ctrl-C during the first deployment leaves the states written and no lock', interrupted, 8);
  step('while AWS throttles and fails, deploy retries, and deploys everything but valheim', failing, 8);
}

async function interrupted(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  const pause = emulator.pause({ service: 'ecs', action: 'CreateCluster' });
  const deploying = copy.start(['deploy', 'minecraft', '--yes']);
  await Promise.race([pause.reached, deploying.ended.then(endedEarly)]);
  await untilOneCallIsOpen(emulator);

  deploying.signal('SIGINT');
  pause.end();
  const run = await deploying.ended;

  expect(run.code).toBe(1);
  expect(run.stderr).toContain('Terraform finished what it was doing and wrote the state');
  // two states and no lock
  await expect(evening.stateKeys()).resolves.toEqual([stateKey('base'), stateKey('minecraft')]);
}

/**
 * Waits until the held call is the only one: an interrupted call can create what no state has. To create a cluster twice does
 * no harm.
 */
async function untilOneCallIsOpen(emulator: Emulator): Promise<void> {
  for (let quiet = 0; quiet < QUIET_CHECKS; quiet = emulator.callsUnderWay() === 1 ? quiet + 1 : 0) {
    await setTimeout(QUIET_CHECK_MS);
  }
}

async function failing(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  const before = emulator.calls.length;
  for (const service of THROTTLING) {
    emulator.fail({ service, ...(service === 's3' ? S3_THROTTLED : THROTTLED), times: THROTTLED_CALLS });
  }
  emulator.fail({ service: 'ecs', action: 'CreateService', status: 500, times: 3 });
  // an error that Terraform's provider does not retry for minutes
  const end = emulator.fail({
    service: 'logs',
    action: 'CreateLogGroup',
    body: '/valheim/container',
    status: 400,
    code: 'InvalidParameterException',
  });

  const run = await copy.cm(['deploy', '--yes'], { environment: PATIENT });
  end();

  expect(run.code).toBe(1);
  expect(run.stderr).toContain('Not deployed, or only in part: valheim.');
  expect(run.stderr.match(/ failed:\n/g)).toHaveLength(1);
  const calls = emulator.calls.slice(before);
  const throttled = calls.filter(({ status }) => status === 429 || status === 503).map(({ service }) => service);
  expect(throttled.sort()).toEqual(THROTTLING.flatMap((service) => Array<string>(THROTTLED_CALLS).fill(service)));
  expect(calls.filter(({ status, service }) => status === 500 && service === 'ecs')).toHaveLength(3);
  await expect(evening.stateKeys()).resolves.toEqual(['base', 'minecraft', 'valheim'].map(stateKey));
}
