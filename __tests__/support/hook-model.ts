import { type HookPrices } from '../../lambdas/asg-state-change-hook/contract';
import {
  type Dependencies,
  type FileSystems,
  type Leaf,
  type QuerySwitch,
  type StartsParameter,
  type Traffic,
} from '../../lambdas/asg-state-change-hook/dependencies';
import { type Trigger } from '../../lambdas/asg-state-change-hook/event';
import { type ReadyWhen } from '../../lambdas/shared/ready-when';
import { reconcile } from '../../lambdas/asg-state-change-hook/reconcile';
import { readTried } from '../../lambdas/asg-state-change-hook/tried-note';
import { answeredNoteText, readAnsweredNote } from '../../lambdas/shared/answered-note';
import { crashMarkText } from '../../lambdas/shared/crash-mark';
import { type GroupState, isTerminating } from '../../lambdas/shared/group-state';
import { type Notice, NotifyError } from '../../lambdas/shared/notify';
import { type AddressRecord } from '../../lambdas/shared/route53-record';
import { type ScalingActivity } from '../../lambdas/shared/scaling-activities';
import { readRepeatsNote, REPEATED_CAUSES, type RepeatedCause } from '../../lambdas/shared/repeats-note';
import { type WakeRules } from '../../lambdas/shared/wake-rules';
import { type Waker, wokenByText } from '../../lambdas/shared/woken-by';

const MINUTE_MS = 60_000;

export const TOPICS = ['base', 'leaf'] as const;
export type Topic = (typeof TOPICS)[number];

/** What was counted in place of an e-mail, and for whom. */
interface Counted {
  readonly cause: RepeatedCause;
  readonly id: string;
  readonly at: number;
  readonly topics: readonly Topic[];
}

/** Keys of the notices that are told at most once an hour and have no instance in them. */
const TRIED: Readonly<Partial<Record<RepeatedCause, string>>> = {
  'failed-launch': 'failed-launches',
  silent: 'silent',
  ready: 'ready',
};

interface ModelInstance {
  readonly id: string;
  /** The address that it has or will have. */
  readonly address: string;
  readonly launchedAt: Date;
  /** In Auto Scaling's words. */
  lifecycleState: string;
  hasAddress: boolean;
  containerRuns: boolean;
  inServiceAt?: Date;
  /** When its container was created. */
  containerCreatedAt?: Date;
  /** When its container started for the first time. */
  containerStartedAt?: Date;
  /** Whether the HealthCheck of its container passes. */
  isHealthy: boolean;
  /** Whether ECS still stops its container while it waits to be terminated. */
  isStopping: boolean;
}

const ACTIVITIES_IN_A_PAGE = 3;

/** ARN of the container instance of an instance. */
export const hostArn = (instanceId: string): string =>
  `arn:aws:ecs:eu-central-1:123456789012:container-instance/games-minecraft/${instanceId}`;

const NOBODY_CONNECTED =
  'a monitor alarm games-minecraft-container-activity in state ALARM triggered policy games-minecraft-scale-down';

/** AWS's words for why an instance ends. */
export const CAUSES = {
  activity: `At 2026-11-22T20:00:00Z ${NOBODY_CONNECTED} changing the desired capacity from 1 to 0.`,
  person:
    'At 2026-11-22T20:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 1 to 0.',
  leftUp:
    'At 2026-11-22T20:00:00Z a monitor alarm games-minecraft-instance-left-up in state ALARM triggered policy games-minecraft-scale-down changing the desired capacity from 1 to 0.',
  health:
    'At 2026-11-22T20:00:00Z an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.',
} as const;

/** AWS's words for why an instance is launched. */
const STARTED =
  'At 2026-11-22T20:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.';
const REQUESTED =
  'At 2026-11-22T20:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 0 to 1.';

/** Called for each call of the function to AWS, once before AWS acts and once after: a test may delay it or make it fail. */
export type OnCall = (call: string) => Promise<void>;

/**
 * AWS, as far as the function sees it: a group of at most one instance in service, a record, notes and what people were
 * told. AWS and players act by the methods in the first part; the function acts through its dependencies.
 */
export class HookModel {
  desiredCapacity = 0;
  zones = ['eu-central-1a'];
  /** Types that the leaf can have; undefined without fallbacks. */
  instanceTypes: readonly string[] | undefined;
  readonly instances: ModelInstance[] = [];
  readonly activities: ScalingActivity[] = [];
  readonly notes = new Map<string, string>();
  /** A new group: the hook notes of an older one that somebody may have played. */
  createdAt = new Date('2026-11-22T19:00:00Z');
  isHeld = false;
  /** Minutes, by their beginning in milliseconds since 1970, in which clients sent more than the threshold. */
  readonly busyMinutes = new Set<number>();
  /** Whether CloudWatch has values by now. */
  hasValues = true;
  rules: WakeRules = { byDns: true };
  /** What the receipt is made with. Without prices there is none. */
  prices: HookPrices | undefined;
  files: FileSystems | undefined;
  /** The type of all instances, which EC2 also knows of those that are gone; undefined where it has forgotten them. */
  instanceType: string | undefined;
  hasDomain = true;
  record: string | undefined = '192.0.2.1';
  /** How long Route 53 needs for a change. */
  inSyncAfterMs = 0;
  recordWrittenAt = Date.parse('2026-11-22T20:00:00Z');
  /** Values of the parameter with the record of starts, the oldest first. Undefined where there is none. */
  starts: string[] | undefined;
  /** What hosts say in their system logs. Undefined without volumes. */
  systemLog: string | undefined;
  /** How long ECS pulls the image, before the container starts. */
  pullMs = 0;
  /** Whether the leaf has a Query, and whether the rule that runs it is on. */
  hasQuery = false;
  isQueryOn = false;
  /** Whether the container has a HealthCheck. */
  hasHealthCheck = false;
  /** Since when the alarm Instance Left Up lasts. */
  leftUpSince: Date | undefined;
  readonly mails: { readonly topic: Topic; readonly at: number; readonly notice: Notice }[] = [];
  /** What people were not told of, since they were told of the same cause less than an hour before. */
  readonly counted: Counted[] = [];
  /** Names of the function's calls that change something. */
  readonly writes: string[] = [];
  /** How often somebody turned the switch on. */
  wakeUps = 0;
  now = Date.parse('2026-11-22T20:00:00Z');
  readonly launchedIds: string[] = [];
  /** Whether the next launch is one that somebody asked for. Else AWS replaces an instance, or tries again. */
  private isRequested = false;
  /** Ids of instances that were in service during a whole run of the function. */
  readonly seenInService = new Set<string>();
  /** Ids of instances whose container was stopping when the function let them go, and for how many milliseconds by then. */
  readonly cutOff: { readonly id: string; readonly after: number }[] = [];

  /** @param leaf what of it differs from the model's */
  static of(
    leaf: Partial<Pick<HookModel, 'hasQuery' | 'hasHealthCheck' | 'instanceTypes' | 'zones'>>,
    onCall?: OnCall,
  ): HookModel {
    return Object.assign(new HookModel(onCall), leaf);
  }

  constructor(private readonly onCall: OnCall = () => Promise.resolve()) {}

  // What AWS and players do.

  /**
   * @param waker notes itself before; undefined: somebody in the console
   * @param askedAt when DNS was asked
   */
  wake(waker?: Waker, askedAt?: Date): void {
    if (this.desiredCapacity === 1) return;
    const wokenBy = waker && { at: new Date(this.now), waker, ...(askedAt && { askedAt }) };
    if (wokenBy !== undefined) this.notes.set('woken-by', wokenByText(wokenBy));
    if (waker !== undefined && waker !== 'dns') this.notes.delete('fruitless');
    this.desiredCapacity = 1;
    this.isRequested = true;
    this.wakeUps += 1;
  }

  /** Auto Scaling begins to launch. */
  launch(): ModelInstance | undefined {
    if (this.desiredCapacity === 0 || this.alive() !== undefined) return undefined;
    const n = this.launchedIds.length + 1;
    const instance: ModelInstance = {
      id: `i-${n}`,
      address: `198.51.100.${n}`,
      launchedAt: new Date(this.now),
      lifecycleState: 'Pending',
      hasAddress: false,
      containerRuns: false,
      isHealthy: false,
      isStopping: false,
    };
    this.instances.push(instance);
    this.launchedIds.push(instance.id);
    this.activities.unshift({
      kind: 'launch',
      instanceId: instance.id,
      failed: false,
      cancelled: false,
      startedAt: new Date(this.now),
      message: '',
      cause: this.launchCause(),
    });
    return instance;
  }

  /** AWS says only of the first try that somebody asked for it. */
  private launchCause(): string {
    const { isRequested } = this;
    this.isRequested = false;
    return isRequested ? `${REQUESTED}  ${STARTED}` : STARTED;
  }

  /** The instance that comes dies before it is in service. */
  failComing(): void {
    const instance = this.alive();
    if (instance?.lifecycleState !== 'Pending') return;
    this.instances.splice(this.instances.indexOf(instance), 1);
    const index = this.activities.findIndex(({ kind, instanceId }) => kind === 'launch' && instanceId === instance.id);
    const launch = this.activities[index];
    if (launch === undefined) return;
    const message = `wake-up ${this.wakeUps} failed: Instance became unhealthy while waiting for instance to be in InService state.`;
    this.activities[index] = { ...launch, failed: true, cancelled: true, endedAt: new Date(this.now), message };
  }

  putInService(): void {
    const instance = this.alive();
    if (instance === undefined) return;
    instance.lifecycleState = 'InService';
    instance.inServiceAt ??= new Date(this.now);
    const index = this.activities.findIndex(({ kind, instanceId }) => kind === 'launch' && instanceId === instance.id);
    const launch = this.activities[index];
    if (launch !== undefined) this.activities[index] = { endedAt: new Date(this.now), ...launch };
  }

  giveAddress(): void {
    const instance = this.alive();
    if (instance !== undefined) instance.hasAddress = true;
  }

  runContainer(): void {
    const instance = this.inService();
    if (instance === undefined) return;
    instance.containerRuns = true;
    instance.containerCreatedAt = new Date(this.now);
    instance.containerStartedAt ??= new Date(this.now);
  }

  becomeHealthy(): void {
    const instance = this.inService();
    if (instance?.containerRuns) instance.isHealthy = true;
  }

  /** The game answers for the first time, and player-query notes it. */
  answer(note = `${new Date(this.now).toISOString()} ecs-svc/1`): void {
    const instance = this.inService();
    const key = `answered/${instance?.id ?? ''}`;
    if (this.hasQuery && instance?.containerRuns && !this.notes.has(key)) this.notes.set(key, note);
  }

  /** So many people play at once; undefined: the game counts none. player-query notes it. */
  play(mostPlayers: number | undefined): void {
    this.answer();
    const key = `answered/${this.inService()?.id ?? ''}`;
    const noted = readAnsweredNote(this.notes.get(key));
    if (noted !== undefined)
      this.notes.set(key, answeredNoteText({ ...noted, ...(mostPlayers !== undefined && { mostPlayers }) }));
  }

  /** Its container ends by itself, and break-crash-loop puts the group to sleep. */
  crash(): void {
    const createdAt = this.inService()?.containerCreatedAt;
    if (createdAt === undefined) return;
    this.notes.set('crash', crashMarkText({ createdAt, taskId: '0123', asleep: true, told: TOPICS }));
    this.sleep();
  }

  /** Clients send more than the threshold, from one time to another. */
  connect(from: number, to: number): void {
    for (let minute = Math.floor(from / MINUTE_MS) * MINUTE_MS; minute < to; minute += MINUTE_MS)
      this.busyMinutes.add(minute);
  }

  /** A whole wake-up. */
  start(waker?: Waker): ModelInstance {
    this.wake(waker);
    const instance = this.launch();
    if (instance === undefined) throw new Error('an instance is there already');
    this.giveAddress();
    this.putInService();
    this.runContainer();
    return instance;
  }

  failLaunch(message = `wake-up ${this.wakeUps} failed`, zone = 'eu-central-1a'): void {
    if (this.desiredCapacity === 0 || this.alive() !== undefined) return;
    const at = new Date(this.now);
    this.activities.unshift({
      kind: 'launch',
      failed: true,
      cancelled: false,
      startedAt: at,
      endedAt: at,
      message,
      cause: this.launchCause(),
      zone,
    });
  }

  sleep(cause: string = CAUSES.person): void {
    this.desiredCapacity = 0;
    this.terminate(cause);
  }

  /** The container needs long to stop: until `stopContainer`. */
  sleepSlowly(): void {
    const instance = this.alive();
    this.sleep();
    if (instance !== undefined) instance.isStopping = true;
  }

  /** Containers that were stopping have stopped. */
  stopContainer(): void {
    for (const instance of this.instances) instance.isStopping = false;
  }

  /** The instance fails while the group still wants one. */
  terminate(cause: string = CAUSES.health): void {
    const instance = this.alive();
    if (instance === undefined) return;
    instance.lifecycleState = 'Terminating:Wait';
    instance.containerRuns = false;
    instance.isHealthy = false;
    const startedAt = new Date(this.now);
    this.activities.unshift({
      kind: 'terminate',
      instanceId: instance.id,
      failed: false,
      cancelled: false,
      startedAt,
      message: '',
      cause,
    });
  }

  /** What terminates is gone. */
  finishTermination(): void {
    for (const { id } of this.instances.filter(({ lifecycleState }) => isTerminating(lifecycleState))) {
      const index = this.activities.findIndex(({ kind, instanceId }) => kind === 'terminate' && instanceId === id);
      const activity = this.activities[index];
      if (activity !== undefined) this.activities[index] = { ...activity, endedAt: new Date(this.now) };
      this.remove(id);
    }
  }

  // What is true.

  state(): GroupState {
    return {
      desiredCapacity: this.desiredCapacity,
      zones: [...this.zones],
      instances: this.instances.map(({ id, lifecycleState }) => ({ id, lifecycleState })),
      notes: new Map(this.notes),
      createdAt: this.createdAt,
      isHeld: this.isHeld,
      rules: this.rules,
    };
  }

  inService(): ModelInstance | undefined {
    return this.instances.find(({ lifecycleState }) => lifecycleState === 'InService');
  }

  readyWhen(): ReadyWhen {
    if (this.hasQuery) return 'answers';
    return this.hasHealthCheck ? 'healthy' : 'runs';
  }

  /** Whether people can connect to an instance in service. */
  isReady({ id, containerRuns, isHealthy }: ModelInstance): boolean {
    const ready = { answers: this.notes.has(`answered/${id}`), healthy: isHealthy, runs: containerRuns };
    return ready[this.readyWhen()];
  }

  alive(): ModelInstance | undefined {
    return this.instances.find(({ lifecycleState }) => !isTerminating(lifecycleState));
  }

  /** What the record should say. */
  wantedAddress(): string {
    const instance = this.alive();
    return instance?.hasAddress === true ? instance.address : '192.0.2.1';
  }

  /** The newest launch, where it failed and nothing else is coming. */
  failedLaunch(): ScalingActivity | undefined {
    const newest = this.activities.find(({ kind }) => kind === 'launch');
    return newest?.failed && this.alive() === undefined ? newest : undefined;
  }

  /** What one topic got. */
  toldTo(topic: Topic): Notice[] {
    return this.mails.filter((mail) => mail.topic === topic).map(({ notice }) => notice);
  }

  /** What the administrators got. */
  get told(): Notice[] {
    return this.toldTo('base');
  }

  /** How often people were told this, or it was counted: by subject, and by a word of the message. */
  timesTold(subject: string, word: string, topic: Topic = 'base'): number {
    const told = this.toldTo(topic).filter(
      (notice) => notice.subject === subject && notice.message.split(/[\s.]+/).includes(word),
    );
    const isCounted = subject === 'minecraft could not start';
    return told.length + (isCounted ? this.timesCounted('never-ran', topic, ({ id }) => id === word) : 0);
  }

  private timesCounted(cause: RepeatedCause, topic: Topic, matches: (counted: Counted) => boolean): number {
    return this.counted.filter((one) => one.cause === cause && one.topics.includes(topic) && matches(one)).length;
  }

  /** Whether its game should have answered by now, and has not. */
  isOverdue(instance: ModelInstance): boolean {
    const { id, containerCreatedAt, containerRuns } = instance;
    const late = this.now - (containerCreatedAt?.getTime() ?? this.now);
    return this.hasQuery && containerRuns && late >= 30 * 60_000 && !this.notes.has(`answered/${id}`);
  }

  /** How often people were told that the game of an instance does not answer. */
  timesToldSilent({ id, launchedAt }: ModelInstance, topic: Topic): number {
    const told = this.mails.filter(
      ({ topic: to, at, notice }) =>
        to === topic && notice.subject === 'minecraft does not answer' && at >= launchedAt.getTime(),
    );
    return told.length + this.timesCounted('silent', topic, (counted) => counted.id === id);
  }

  /** How often people were told of a failed launch since then. */
  failedLaunchesToldSince(time: Date, topic: Topic): number {
    const told = this.mails.filter(
      ({ topic: to, at, notice: { message } }) =>
        to === topic && message.startsWith('minecraft could not start.') && at >= time.getTime(),
    );
    return told.length + this.timesCounted('failed-launch', topic, ({ at }) => at >= time.getTime());
  }

  // The function.

  async run(trigger: Trigger = { kind: 'schedule' }): Promise<void> {
    const before = this.inService();
    const ofDomain = this.hasDomain && { record: this.addressRecord(), traffic: this.traffic() };
    await reconcile({ ...this.dependencies(), ...ofDomain }, trigger);
    // a run need not have seen an instance that came or went while it was under way, and looks no further at the event of another one
    const isOfOther = trigger.kind === 'instance' && trigger.instanceId !== before?.id;
    if (before !== undefined && before === this.inService() && !isOfOther) this.seenInService.add(before.id);
  }

  dependencies(): Dependencies {
    return {
      leaf: this.leaf(),
      group: {
        read: () => this.call('read group', () => this.state()),
        activities: () => this.call('read activities', () => [...this.activities]),
        activitiesUntil: async (isEnough) => {
          for (let count = ACTIVITIES_IN_A_PAGE; ; count += ACTIVITIES_IN_A_PAGE) {
            const found = await this.call('read activities', () => this.activities.slice(0, count));
            if (found.length < count || isEnough(found)) return found;
          }
        },
        sleep: () =>
          this.change('sleep', () => {
            this.sleep();
          }),
        endTerminationWait: (id) =>
          this.change('end termination wait', () => {
            const waiting = this.instances.find((instance) => instance.id === id);
            if (waiting === undefined) return;
            const began = this.activities.find(({ kind, instanceId }) => kind === 'terminate' && instanceId === id);
            if (began !== undefined && waiting.isStopping) {
              this.cutOff.push({ id, after: this.now - began.startedAt.getTime() });
            }
            waiting.lifecycleState = 'Terminating:Proceed';
          }),
        note: (key, value) =>
          this.change('note', () => {
            this.note(key, value);
          }),
        forget: (keys) =>
          this.change('forget', () => {
            for (const key of keys) this.notes.delete(key);
          }),
      },
      instances: {
        read: (id) =>
          this.call('read instance', () => {
            const found = this.instances.find((instance) => instance.id === id);
            const type = this.instanceType === undefined ? {} : { type: this.instanceType };
            if (found === undefined)
              return this.instanceType === undefined ? undefined : { launchedAt: new Date(0), ...type };
            const { launchedAt, hasAddress, address } = found;
            return { launchedAt, ...type, ...(hasAddress && { publicAddress: address }) };
          }),
      },
      container: {
        runsOn: (id) =>
          this.call('read container', () =>
            this.instances.some((instance) => instance.id === id && instance.containerRuns),
          ),
        taskOn: (id) =>
          this.call('read task', () => {
            const found = this.instances.find((instance) => instance.id === id && instance.containerRuns);
            if (found === undefined) return undefined;
            const { containerCreatedAt: createdAt, containerStartedAt: startedAt, isHealthy } = found;
            return { ...(createdAt && { createdAt }), ...(startedAt && { startedAt }), isHealthy };
          }),
        timesOn: (id) =>
          this.call('read times', () => {
            const found = this.instances.find(
              (instance) => instance.id === id && instance.lifecycleState === 'InService',
            );
            const { containerCreatedAt, containerStartedAt, inServiceAt, containerRuns } = found ?? {};
            return {
              ...(inServiceAt && { registeredAt: inServiceAt }),
              ...(containerRuns &&
                containerCreatedAt &&
                containerStartedAt && {
                  createdAt: containerCreatedAt,
                  pullStartedAt: new Date(containerStartedAt.getTime() - this.pullMs),
                  pullStoppedAt: containerStartedAt,
                  startedAt: containerStartedAt,
                }),
            };
          }),
        hostArn: (id) =>
          this.call('read host', () =>
            this.instances.some((instance) => instance.id === id) ? hostArn(id) : undefined,
          ),
        isStoppingOn: (id) =>
          this.call('read tasks', () => this.instances.some((instance) => instance.id === id && instance.isStopping)),
      },
      ...(this.hasQuery && { queryRule: this.queryRule() }),
      leftUpAlarm: {
        read: () =>
          this.call(
            'read alarm',
            () =>
              this.leftUpSince && { since: this.leftUpSince, description: 'It has been up for 8 hours. Do something.' },
          ),
      },
      ...(this.starts && { starts: this.startsParameter(this.starts) }),
      ...(this.systemLog !== undefined && {
        systemLog: { read: () => this.call('read system log', () => this.systemLog ?? '') },
      }),
      ...(this.prices && { prices: this.prices }),
      ...(this.files && { files: this.files }),
      notifier: {
        notify: (notice, told) => this.notify(notice, told),
      },
      clock: {
        now: () => new Date(this.now),
        wait: async (milliseconds) => {
          await this.onCall('wait');
          this.now += milliseconds;
        },
      },
    };
  }

  private note(key: string, value: string): void {
    for (const cause of REPEATED_CAUSES) {
      const before = readRepeatsNote(this.notes, cause);
      const after = readRepeatsNote(new Map([...this.notes, [key, value]]), cause);
      const { told = [] } = readTried(this.notes).find(({ key: tried }) => tried === TRIED[cause]) ?? {};
      const topics =
        told.length === 0 || told.includes('all') ? TOPICS : TOPICS.filter((topic) => told.includes(topic));
      if (after !== undefined && after.count > (before?.count ?? 0)) {
        this.counted.push({ cause, id: after.id, at: this.now, topics });
      }
    }
    this.notes.set(key, value);
  }

  /** To both topics at once, as `notify` does. */
  private async notify(notice: Notice, told: readonly string[]): Promise<void> {
    const untold = TOPICS.filter((topic) => !told.includes(topic));
    const results = await Promise.allSettled(
      untold.map((topic) =>
        this.change(`notify ${topic}`, () => {
          this.mails.push({ topic, at: this.now, notice });
        }),
      ),
    );
    const failed = untold.filter((_, n) => results[n]?.status === 'rejected');
    if (failed.length === 0) return;
    throw new NotifyError(
      `cannot notify ${failed.join(' and ')}`,
      TOPICS.filter((topic) => !failed.includes(topic)),
    );
  }

  private startsParameter(values: string[]): StartsParameter {
    return {
      read: (version) =>
        this.call('read starts', () => ({
          text: values[(version ?? values.length) - 1] ?? '',
          version: version ?? values.length,
        })),
      write: async (text) => {
        let version = 0;
        await this.change('write starts', () => {
          version = values.push(text);
        });
        return version;
      },
    };
  }

  addressRecord(): AddressRecord {
    return {
      read: () => this.call('read record', () => this.record),
      write: async (address) => {
        await this.change('write record', () => {
          this.record = address;
          this.recordWrittenAt = this.now;
        });
        return 'C1';
      },
      isInSync: () => this.call('read change', () => this.now >= this.recordWrittenAt + this.inSyncAfterMs),
    };
  }

  private traffic(): Traffic {
    return {
      alarmName: 'games-minecraft-container-activity',
      wasBusy: (from, to) =>
        this.call('read traffic', () =>
          this.hasValues
            ? [...this.busyMinutes].some((minute) => minute >= from.getTime() && minute < to.getTime())
            : undefined,
        ),
    };
  }

  private queryRule(): QuerySwitch {
    const turn = (on: boolean) =>
      this.change(`turn query ${on ? 'on' : 'off'}`, () => {
        this.isQueryOn = on;
      });
    return {
      isOn: () => this.call('read query rule', () => this.isQueryOn),
      turnOn: () => turn(true),
      turnOff: () => turn(false),
    };
  }

  private leaf(): Leaf {
    return {
      id: 'minecraft',
      ...(this.hasDomain && { hostName: 'minecraft.example.com' }),
      ports: '25565/tcp',
      stopTimeoutSeconds: 120,
      readyWhen: this.readyWhen(),
      ...(this.instanceTypes && { instanceTypes: this.instanceTypes }),
      ...(this.hasQuery && {
        query: {
          loadingMinutes: 30,
          logLink: (start, end) => `https://log/${start.toISOString()}/${end.toISOString()}`,
        },
      }),
    };
  }

  private async change(name: string, effect: () => void): Promise<void> {
    await this.call(name, () => {
      this.writes.push(name);
      effect();
    });
  }

  /** The request, its effect at one moment, and the answer. */
  private async call<T>(name: string, effect: () => T): Promise<T> {
    await this.onCall(name);
    const answer = effect();
    await this.onCall(name);
    return answer;
  }

  private remove(instanceId: string): void {
    this.activities.forEach((activity, index) => {
      if (activity.kind !== 'terminate' || activity.instanceId !== instanceId) return;
      this.activities[index] = { endedAt: new Date(this.now), ...activity };
    });
    const index = this.instances.findIndex(({ id }) => id === instanceId);
    if (index !== -1) this.instances.splice(index, 1);
  }
}
