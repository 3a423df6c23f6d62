import { type GroupState } from '../shared/group-state';
import { JUDGE_NOTES } from '../shared/told-tags';

/** What is needed to judge a time awake when CloudWatch has its values: by then the other notes of the instance are forgotten. */
export interface JudgeNote {
  readonly instanceId: string;
  readonly launchedAt: Date;
  /** When its container started; where that was not seen, when it was launched. */
  readonly startedAt: Date;
  /** When the switch was turned off. */
  readonly endedAt: Date;
  readonly goneAt: Date;
  /** Whether it was for nobody where nobody was busy: DNS began it, and Container Activity ended it or the game counted no player. */
  readonly mayBeFruitless: boolean;
}

const MAY_BE_FRUITLESS = 'fruitless';

/** Key of the note of an instance. */
export const judgeNote = (instanceId: string): string => `${JUDGE_NOTES}${instanceId}`;

/** As a note: four ISO times (launched, started, ended, gone), then `fruitless` or `other`. */
export function judgeNoteText({ launchedAt, startedAt, endedAt, goneAt, mayBeFruitless }: JudgeNote): string {
  const times = [launchedAt, startedAt, endedAt, goneAt].map((time) => time.toISOString());
  return [...times, mayBeFruitless ? MAY_BE_FRUITLESS : 'other'].join(' ');
}

/** All of them, the one that ended first in front. */
export function readJudgeNotes({ notes }: Pick<GroupState, 'notes'>): JudgeNote[] {
  return [...notes]
    .flatMap(([key, text]): JudgeNote[] => {
      const [launched, started, ended, gone, kind] = text.split(' ');
      if (!key.startsWith(JUDGE_NOTES) || launched === undefined || started === undefined) return [];
      if (ended === undefined || gone === undefined) return [];
      return [
        {
          instanceId: key.slice(JUDGE_NOTES.length),
          launchedAt: new Date(launched),
          startedAt: new Date(started),
          endedAt: new Date(ended),
          goneAt: new Date(gone),
          mayBeFruitless: kind === MAY_BE_FRUITLESS,
        },
      ];
    })
    .sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime());
}
