import fc from 'fast-check';

import { type Trigger } from '../../../lambdas/asg-state-change-hook/event';
import { CAUSES, hostArn, HookModel, TOPICS } from '../../support/hook-model';

/** What AWS or a player may do next, and the events that AWS sends of it. Impossible steps do nothing. */
const STEPS: Readonly<Record<string, (model: HookModel) => Trigger['kind'] | undefined>> = {
  wake: (model) => (model.wake(), undefined),
  wakeByDns: (model) => (model.wake('dns'), undefined),
  // EC2 sends two events of each instance: pending, and running, by when it usually has its address
  launch: (model) => (model.launch(), 'instance'),
  giveAddress: (model) => (model.giveAddress(), 'instance'),
  failComing: (model) => (model.failComing(), 'group'),
  launchForeign: () => 'instance',
  putInService: (model) => (model.putInService(), 'group'),
  runContainer: (model) => (model.runContainer(), 'task-runs'),
  becomeHealthy: (model) => (model.becomeHealthy(), undefined),
  answer: (model) => (model.answer(), model.hasQuery ? 'game-answers' : undefined),
  loadLong: (model) => ((model.now += 31 * 60_000), undefined),
  failLaunch: (model) => (model.failLaunch(), 'group'),
  failPlacement: () => 'task-not-placed',
  sleep: (model) => (model.sleep(), 'group'),
  sleepByAlarm: (model) => (model.sleep(CAUSES.activity), 'group'),
  hold: (model) => ((model.isHeld = true), undefined),
  release: (model) => ((model.isHeld = false), undefined),
  sleepSlowly: (model) => (model.sleepSlowly(), 'group'),
  stopContainer: (model) => (model.stopContainer(), undefined),
  waitTenMinutes: (model) => ((model.now += 600_000), undefined),
  terminate: (model) => (model.terminate(), 'group'),
  finishTermination: (model) => (model.finishTermination(), 'group'),
  scheduleFires: () => 'schedule',
};

/** A step, how often its event comes (0: lost), and after how many further steps. */
const step = fc.record({
  name: fc.constantFrom(...Object.keys(STEPS)),
  copies: fc.integer({ min: 0, max: 2 }),
  delay: fc.integer({ min: 0, max: 3 }),
});
const evening = fc.array(step, { maxLength: 40 });
/** A likely evening in front, so that the rare paths are reached often. */
const ready = ['wake', 'launch', 'giveAddress', 'putInService', 'runContainer', 'becomeHealthy', 'answer'];
const likely = fc.constantFrom<readonly string[]>(
  [],
  ['wake', 'launch', 'giveAddress', 'putInService', 'runContainer'],
  ['wake', 'launch', 'giveAddress', 'putInService', 'runContainer', 'sleep', 'wake', 'launch', 'giveAddress'],
  ['wake', 'failLaunch', 'wake', 'failLaunch'],
  ['wake', 'launch', 'giveAddress', 'failComing', 'wake', 'launch', 'giveAddress', 'sleep'],
  [
    'wake',
    'launch',
    'giveAddress',
    'putInService',
    'runContainer',
    'sleep',
    'wake',
    'launch',
    'giveAddress',
    'failComing',
  ],
  ['wake', 'launch', 'giveAddress', 'putInService', 'failPlacement', 'waitTenMinutes', 'scheduleFires'],
  ['wake', 'launch', 'giveAddress', 'putInService', 'runContainer', 'sleepSlowly', 'waitTenMinutes'],
  [...ready, 'sleep', 'finishTermination'],
  ['wakeByDns', ...ready, 'waitTenMinutes', 'waitTenMinutes', 'sleepByAlarm', 'finishTermination', 'waitTenMinutes'],
  ['wake', 'launch', 'giveAddress', 'putInService', 'runContainer', 'loadLong', 'scheduleFires', 'answer'],
  ['wake', 'launch', 'giveAddress', 'putInService', 'runContainer', 'loadLong', 'sleep', 'finishTermination'],
);
/** What tells that people can connect. */
const readyWhen = fc.constantFrom(
  { hasQuery: false, hasHealthCheck: false },
  { hasHealthCheck: true },
  { hasQuery: true },
);

function act(model: HookModel, name: string): Trigger | undefined {
  model.now += 1_000;
  const kind = STEPS[name]?.(model);
  if (kind === undefined) return undefined;
  if (kind === 'instance') {
    const instanceId = name === 'launchForeign' ? undefined : model.alive()?.id;
    return { kind, instanceId: instanceId ?? 'i-foreign' };
  }
  if (kind !== 'task-not-placed') return { kind };
  // the instance that it is about may be gone when the event comes
  const tried = model.inService();
  return { kind, reason: 'RESOURCE:MEMORY', hostArns: tried === undefined ? ['arn:gone'] : [hostArn(tried.id)] };
}

/** Whether a run does nothing, since EC2's event is about an instance that the group does not have, or not any more. */
function isForeign(model: HookModel, trigger: Trigger): boolean {
  return trigger.kind === 'instance' && model.instances.every(({ id }) => id !== trigger.instanceId);
}

/** What must hold after a run that nothing disturbed. */
function expectAgreement(model: HookModel, timesTold: (times: number) => void): void {
  // its container's 120 seconds and an hour: before that nobody is cut off while it saves
  for (const { after } of model.cutOff) expect(after).toBeGreaterThan(3_720_000);
  const serving = model.inService();
  expect(model.record).toBe(model.wantedAddress());
  for (const topic of TOPICS) {
    if (serving && model.isReady(serving)) timesTold(model.timesTold('minecraft is ready', serving.id, topic));
    if (serving && model.isOverdue(serving)) timesTold(model.timesToldSilent(serving, topic));
    if (serving && !model.isReady(serving)) expect(model.timesTold('minecraft is ready', serving.id, topic)).toBe(0);
  }
  for (const id of model.launchedIds) {
    const each = (subject: string) => TOPICS.map((topic) => model.timesTold(subject, id, topic));
    const [stopped, ready] = [each('minecraft stopped'), each('minecraft is ready')];
    if (model.instances.some((instance) => instance.id === id)) {
      expect(Math.max(...stopped)).toBe(0);
    } else if (Math.max(...stopped, ...ready) > 0) {
      // whom "ready" was owed to when the instance went gets "stopped", too
      stopped.forEach(timesTold);
    } else if (model.seenInService.has(id)) {
      each('minecraft could not start').forEach(timesTold);
    }
  }
  const failure = model.failedLaunch();
  if (failure !== undefined) {
    // since then somebody may have woken it again, and Auto Scaling has not tried yet
    if (failure.message.startsWith(`wake-up ${model.wakeUps} failed`)) expect(model.desiredCapacity).toBe(0);
    // of this launch, or of the one before while this one began: both were put to sleep then
    for (const topic of TOPICS) {
      timesTold(model.failedLaunchesToldSince(failure.startedAt, topic));
    }
  }
}

const once = (times: number) => {
  expect(times).toBe(1);
};
const atLeastOnce = (times: number) => {
  expect(times).toBeGreaterThanOrEqual(1);
};

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('one run after another: after each of them everything agrees, and people are told everything exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(readyWhen, likely, evening, async (leaf, first, then) => {
      const model = HookModel.of(leaf);
      const due: { at: number; trigger: Trigger }[] = [];
      const steps = [...first.map((name) => ({ name, copies: 1, delay: 0 })), ...then];
      for (const [index, { name, copies, delay }] of steps.entries()) {
        const trigger = act(model, name);
        if (trigger) due.push(...Array.from({ length: copies }, () => ({ at: index + delay, trigger })));
        for (const { trigger: now } of due.filter(({ at }) => at === index)) {
          // an address that never comes fails a run, as it should: other tests
          model.giveAddress();
          const [foreign, { length }] = [isForeign(model, now), model.writes];
          await model.run(now);
          if (foreign) expect(model.writes).toHaveLength(length);
          else expectAgreement(model, once);
        }
      }
      model.giveAddress();
      await model.run();
      expectAgreement(model, once);
      // a run that puts the group to sleep leaves the query's rule to the next one
      await model.run();
      const { length } = model.writes;
      await model.run();
      expect(model.writes).toHaveLength(length);
    }),
    { numRuns: 200 },
  );
});

test('concurrent runs, interleaved at every call: the scheduled run after them leaves everything in agreement and everything told', async () => {
  await fc.assert(
    fc.asyncProperty(readyWhen, likely, evening, fc.scheduler(), async (leaf, first, then, scheduler) => {
      const model = HookModel.of(leaf, (call) => scheduler.schedule(Promise.resolve(), call));
      const runs: Promise<unknown>[] = [];
      const steps = [...first.map((name) => ({ name, copies: 1 })), ...then];
      const evening = scheduler.scheduleSequence(
        steps.map(({ name, copies }) => ({
          label: name,
          builder: () => {
            const trigger = act(model, name);
            // a failed run is tried again by the schedule
            if (trigger) runs.push(...Array.from({ length: copies }, () => model.run(trigger).catch(() => undefined)));
            return Promise.resolve();
          },
        })),
      );
      await scheduler.waitFor(evening.task);
      await scheduler.waitFor(Promise.all(runs));
      model.giveAddress();
      await scheduler.waitFor(model.run());
      expectAgreement(model, atLeastOnce);
    }),
    { numRuns: 200 },
  );
});

test('concurrent runs without a scheduled run after them: the record ends right where no event is lost', async () => {
  const changes = fc.array(
    fc.constantFrom('wake', 'launch', 'giveAddress', 'launchForeign', 'putInService', 'sleep', 'terminate'),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(likely, changes, fc.scheduler(), async (first, then, scheduler) => {
      const model = new HookModel((call) => scheduler.schedule(Promise.resolve(), call));
      const runs: Promise<unknown>[] = [];
      // a run lasts two minutes at most, and one that puts the group to sleep is followed by an event that the model does not send
      const left = ['failLaunch', 'failComing', 'loadLong', 'waitTenMinutes'];
      const names = [...first, ...then].filter((name) => !left.includes(name));
      const evening = scheduler.scheduleSequence(
        names.map((name) => () => {
          const trigger = act(model, name);
          // an instance in service without an address fails a run: other tests
          if (name === 'putInService') model.giveAddress();
          if (trigger) runs.push(model.run(trigger));
          return Promise.resolve();
        }),
      );
      await scheduler.waitFor(evening.task);
      await scheduler.waitFor(Promise.all(runs));
      expect(model.record).toBe(model.wantedAddress());
    }),
    { numRuns: 200 },
  );
});

test('calls that AWS refuses: a later run does what is missing', async () => {
  await fc.assert(
    fc.asyncProperty(readyWhen, likely, evening, fc.infiniteStream(fc.nat(9)), async (leaf, first, then, dice) => {
      let refusing = true;
      const model = HookModel.of(leaf, (call) => {
        const refused = refusing && call !== 'wait' && dice.next().value === 0;
        return refused ? Promise.reject(new Error(`${call}: AWS says no`)) : Promise.resolve();
      });
      for (const { name, copies } of [...first.map((name) => ({ name, copies: 1 })), ...then]) {
        const trigger = act(model, name);
        if (!trigger) continue;
        for (let n = 0; n < copies; n += 1) await model.run(trigger).catch(() => undefined);
      }
      refusing = false;
      model.giveAddress();
      await model.run();
      expectAgreement(model, atLeastOnce);
    }),
    { numRuns: 200 },
  );
});

test('topics that fail for a while, one run after another: each topic gets everything, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(readyWhen, likely, evening, fc.infiniteStream(fc.nat(2)), async (leaf, first, then, dice) => {
      let failing = true;
      const underWay = new Set<string>();
      const model = HookModel.of(leaf, (call) => {
        if (!call.startsWith('notify') || underWay.delete(call)) return Promise.resolve();
        // on the way there alone: what AWS did and could not say is done again
        if (failing && dice.next().value === 0) return Promise.reject(new Error(`${call}: AWS says no`));
        underWay.add(call);
        return Promise.resolve();
      });
      for (const { name } of [...first.map((name) => ({ name })), ...then]) {
        const trigger = act(model, name);
        model.giveAddress();
        if (trigger) await model.run(trigger).catch(() => undefined);
      }
      failing = false;
      await model.run();
      expectAgreement(model, once);
    }),
    { numRuns: 200 },
  );
});
