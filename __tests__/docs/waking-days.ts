import { readLimitTold } from '../../lambdas/shared/limit-told-note';
import { limitOfMonth } from '../../lambdas/shared/month-limit';
import { readMonthNote } from '../../lambdas/shared/month-note';
import { HookModel } from '../support/hook-model';
import { LeafLife } from '../support/leaf-life';
import { DAY_MINUTES, replaceInstance, type Told, toldInTwoDays, twoDays } from './two-days';

// The worst days of the e-mails about what wakes a leaf less often, or no more.

const MINUTE = 60_000;

/** Strangers ask DNS every ten seconds, and nobody plays. */
export async function backOffs(): Promise<number[]> {
  const life = new LeafLife({
    hasQuery: false,
    reactionSeconds: 10,
    bootSeconds: 90,
    unusedMinutes: 15,
    idleMinutes: 15,
    drainMinutes: 2,
    eventDelay: () => 1,
  });
  const start = life.now;
  while (life.now < start + 2 * DAY_MINUTES * MINUTE) {
    life.query();
    await life.advance(life.now + MINUTE / 6);
  }
  expect(life.wakeUps).toBeGreaterThan(3);
  return life.hook.mails
    .filter(({ topic, notice }) => topic === 'base' && notice.subject.includes('less often'))
    .map(({ at }) => (at - start) / MINUTE);
}

/** Somebody plays all day, and grants as much again whenever the hours are used up: the e-mails about one limit. */
async function grants(subject: RegExp): Promise<number[]> {
  const model = limited(60);
  model.isHeld = true;
  model.start('cli');
  const happen = () => {
    if (told(model)?.percent === 100 && told(model)?.limitMinutes === limitOf(model)) grant(model, limitOf(model));
    return Promise.resolve();
  };
  return aboutOne(await toldInTwoDays(model, 5, happen, subject), /(?:of the|has used its) \d.*? (?=that|of)/);
}

export const nearLimits = () => grants(/has used \d+ % of its hours/);
export const usedUps = () => grants(/has used up its hours/);

/** Somebody plays all day, and grants a minute and wakes it whenever it was put to sleep. */
export async function endedByLimit(): Promise<number[]> {
  const model = limited(60);
  model.start('cli');
  const happen = async () => {
    if (model.desiredCapacity > 0) return;
    model.finishTermination();
    await model.run({ kind: 'group' });
    grant(model, (readMonthNote(model.notes.get('month'))?.minutes ?? 0) + 1 - limitOf(model));
    model.start('cli');
  };
  return twoDays(model, 1, happen, /was put to sleep/);
}

/** Somebody wakes it in the console every eight hours: the e-mails about one instance. */
export async function wokenAfterLimit(): Promise<number[]> {
  const model = limited(60);
  model.notes.set('month', '2026-11 60 2026-11-22T10:00:00.000Z');
  await model.run();
  const happen = async (minute: number) => {
    if (minute > 0) await replaceInstance(model);
  };
  return aboutOne(await toldInTwoDays(model, 8 * 60, happen, /is awake/), /its instance i-\d+/);
}

function limited(limitMinutes: number): HookModel {
  const model = new HookModel();
  model.rules = { byDns: true, limitMinutes };
  return model;
}

function limitOf(model: HookModel): number {
  return limitOfMonth(model.state(), new Date(model.now)) ?? 0;
}

const told = (model: HookModel) => readLimitTold(model.notes.get('month'));

/** As `./cm allow` does. */
function grant(model: HookModel, minutes: number): void {
  const granted = limitOf(model) - (model.rules.limitMinutes ?? 0);
  model.notes.set('allowed', `2026-11 ${granted + minutes}`);
}

/** Minutes of those e-mails that are about the same as most of them are, of several. */
function aboutOne(mails: readonly Told[], about: RegExp): number[] {
  const groups = new Map<string, number[]>();
  for (const { minute, message } of mails) {
    const key = about.exec(message)?.[0] ?? '';
    groups.set(key, [...(groups.get(key) ?? []), minute]);
  }
  expect(groups.size).toBeGreaterThan(3);
  return [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}
