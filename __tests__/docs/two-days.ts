import { type HookModel } from '../support/hook-model';

const MINUTE = 60_000;
export const DAY_MINUTES = 24 * 60;

/** An e-mail to the administrators. */
export interface Told {
  /** Since the first day began. */
  readonly minute: number;
  readonly message: string;
}

/** Two days: what happens `every` so many minutes, and the hook's schedule. Returns the minutes of the administrators' e-mails. */
export async function twoDays(
  model: HookModel,
  every: number,
  happen: (minute: number) => Promise<void>,
  subject: RegExp,
): Promise<number[]> {
  return (await toldInTwoDays(model, every, happen, subject)).map(({ minute }) => minute);
}

/** The same, with what the e-mails say. */
export async function toldInTwoDays(
  model: HookModel,
  every: number,
  happen: (minute: number) => Promise<void>,
  subject: RegExp,
): Promise<Told[]> {
  const start = model.now;
  for (let minute = 0; minute < 2 * DAY_MINUTES; minute += 1) {
    model.now = start + minute * MINUTE;
    if (minute % every === 0) await happen(minute);
    if (minute % 5 === 0) await model.run();
  }
  return model.mails
    .filter(({ topic, notice }) => topic === 'base' && subject.test(notice.subject))
    .map(({ at, notice }) => ({ minute: (at - start) / MINUTE, message: notice.message }));
}

/** An instance comes into service, and what was there before goes. */
export async function replaceInstance(model: HookModel): Promise<void> {
  model.sleep();
  model.finishTermination();
  await model.run({ kind: 'group' });
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();
}
