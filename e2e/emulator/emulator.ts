import { RegionalClients } from './clients';
import { Faults, type FaultProps } from './faults';
import { apiGatewayGaps } from './gaps/api-gateway';
import { autoScalingGaps } from './gaps/auto-scaling';
import { autoScalingActivityGaps } from './gaps/auto-scaling-activities';
import { autoScalingLaunchGaps } from './gaps/auto-scaling-launches';
import { autoScalingPolicyGaps } from './gaps/auto-scaling-policies';
import { autoScalingTerminationGaps } from './gaps/auto-scaling-terminations';
import { backupGaps } from './gaps/backup';
import { budgetsGaps } from './gaps/budgets';
import { cloudWatchGaps } from './gaps/cloudwatch';
import { ec2Gaps } from './gaps/ec2';
import { LaunchTimes } from './gaps/launch-times';
import { LaunchTypes } from './gaps/launch-types';
import { ecsGaps } from './gaps/ecs';
import { ecsRunningTaskGaps } from './gaps/ecs-running-tasks';
import { ecsTaskGaps } from './gaps/ecs-tasks';
import { efsGaps } from './gaps/efs';
import { lambdaGaps } from './gaps/lambda';
import { hostGaps } from './gaps/hosts';
import { type FunctionRunner, LambdaInvocations } from './gaps/lambda-invocations';
import { missingCalls } from './gaps/missing-calls';
import { route53Gaps } from './gaps/route53';
import { s3Gaps } from './gaps/s3';
import { snsGaps } from './gaps/sns';
import { ssmGaps } from './gaps/ssm';
import { Deployers } from './iam/deployers';
import { type RoleSession, RoleSessions, type RoleSessionProps } from './iam/role-sessions';
import { startMoto } from './moto';
import { type Pause, type PauseProps, Pauses } from './pauses';
import { startProxy } from './proxy';
import { type RecordedCall, Recorder } from './recorder';

/** An AWS on this machine: moto, and in front of it a proxy that adds and corrects what moto lacks and gets wrong. */
export interface Emulator {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  /**
   * A whole environment for commands and SDKs that use the emulator: that of this process, without settings that would
   * lead them to a real account or to a person's files.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Every call so far, in order of their answers. */
  readonly calls: readonly RecordedCall[];
  /** How many calls have no answer yet, including those that are held back. */
  callsUnderWay(): number;
  /** Lets calls fail until somebody calls the function that it returns, or as the props say. */
  fail(props: FaultProps): () => void;
  /** Holds back the first call of a kind until the pause is ended. */
  pause(props: PauseProps): Pause;
  /** Holds back the answer to a call that changes something: see `Pauses`. */
  pauseAnswer(number: number): Pause;
  /** Lets an instance be older than it is: so minutes pass without waiting for them. */
  launchedAt(instanceId: string, time: Date): void;
  /** AWS has none of these instance types left until somebody calls the function that it returns. */
  withoutCapacity(types: readonly string[]): () => void;
  /**
   * A zone does not offer an instance type until somebody calls the function that it returns.
   *
   * @param zone @default no zone of any Region offers it
   */
  withoutOffer(type: string, zone?: string): () => void;
  /** Lets all launches that failed be older than they are: so minutes pass without waiting for them. */
  failedLaunchesAt(time: Date): void;
  /** Lets a service assume a role: with these credentials it may do what the role's policies allow. */
  assumeRole(props: RoleSessionProps): Promise<RoleSession>;
  /** Calls of Invoke run the functions of a region in this way from now on. Until then moto answers, and nothing runs. */
  runFunctionsIn(region: string, runner: FunctionRunner): void;
  /** Ends all that was started, and resolves when it has ended. May be called several times. moto ends with this process. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator on a free port of this machine, with a moto of its own: whatever `AWS_ENDPOINT_URL` leads to is not
 * ours to use or to empty.
 *
 * @throws Error where moto is not installed
 */
export async function startEmulator(): Promise<Emulator> {
  const moto = await startMoto();
  const clients = new RegionalClients(moto.url);
  const recorder = new Recorder();
  const faults = new Faults();
  const pauses = new Pauses();
  const deployers = new Deployers();
  const launchTimes = new LaunchTimes();
  const launchTypes = new LaunchTypes(clients.in);
  const roleSessions = new RoleSessions(clients.in);
  const invocations = new LambdaInvocations();
  const proxy = await startProxy(moto.url, [
    recorder.gap,
    faults.gap,
    pauses.gap,
    deployers.gap,
    roleSessions.gap,
    ...efsGaps(),
    ...backupGaps(),
    ...budgetsGaps(),
    ...apiGatewayGaps(),
    ...autoScalingActivityGaps(clients.in, launchTimes, launchTypes),
    ...launchTypes.gaps,
    ...autoScalingGaps(),
    ...autoScalingPolicyGaps(clients.in),
    ...autoScalingLaunchGaps(clients.in),
    ...autoScalingTerminationGaps(clients.in),
    ...cloudWatchGaps(clients.in),
    launchTimes.gap,
    ...ec2Gaps(),
    ...hostGaps(),
    ...ecsGaps(),
    ...ecsTaskGaps(),
    ...ecsRunningTaskGaps(clients.in),
    ...lambdaGaps(),
    invocations.gap,
    ...route53Gaps(),
    ...s3Gaps(),
    ...snsGaps(clients.in, (region) => invocations.runnerIn(region)),
    ...ssmGaps(),
    missingCalls,
  ]);
  const end = async () => {
    deployers.write();
    await proxy.stop();
    clients.destroy();
    await moto.stop();
  };
  let ended: Promise<void> | undefined;
  return {
    endpoint: proxy.url,
    environment: environmentFor(proxy.url, process.env),
    calls: recorder.calls,
    fail: (props) => faults.fail(props),
    callsUnderWay: () => recorder.underWay,
    pause: (props) => pauses.pause(props),
    pauseAnswer: (number) => pauses.pauseAnswer(number),
    launchedAt: (instanceId, time) => {
      launchTimes.set(instanceId, time);
    },
    withoutCapacity: (types) => launchTypes.exhaust(types),
    withoutOffer: (type, zone) => launchTypes.refuse(type, zone),
    failedLaunchesAt: (time) => {
      launchTypes.failedAt(time);
    },
    assumeRole: (props) => roleSessions.assume(props),
    runFunctionsIn: (region, runner) => {
      invocations.runIn(region, runner);
    },
    stop: () => (ended ??= end()),
  };
}

/**
 * A person's settings that would lead commands elsewhere: to an AWS account, to files outside the project's copy, to
 * other output than at a terminal.
 */
const ELSEWHERE = /^(AWS_|CONFIG_DIR$|CDKTF_|TF_|CI$)/;
/** Settings that say where Terraform finds its providers. */
const PROVIDERS = /^TF_(CLI_CONFIG_FILE$|PLUGIN_CACHE|CLI_ARGS_providers_lock$)/;

/** `own` without settings that lead elsewhere, and with those that lead every AWS SDK to the emulator. */
export function environmentFor(endpoint: string, own: NodeJS.ProcessEnv): Record<string, string> {
  return {
    ...Object.fromEntries(
      Object.entries(own).flatMap(([name, value]) =>
        value === undefined || (ELSEWHERE.test(name) && !PROVIDERS.test(name)) ? [] : [[name, value]],
      ),
    ),
    ...emulatorSettings(endpoint),
  };
}

/** The settings that lead an AWS SDK, Terraform and its provider to the emulator. */
export function emulatorSettings(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'emulator',
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: 'eu-central-1',
    // not the settings of this machine's user
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    // SDKs would retry for minutes what moto lacks
    AWS_MAX_ATTEMPTS: '2',
  };
}
