import { inServiceNoteText, readInServiceNote } from '../../../lambdas/asg-state-change-hook/in-service-note';
import { judgeNoteText, readJudgeNotes } from '../../../lambdas/asg-state-change-hook/judge-note';
import { notPlacedText, readNotPlaced } from '../../../lambdas/asg-state-change-hook/not-placed-note';

const at = (time: string) => new Date(`2026-11-29T${time}:00Z`);
const launchedAt = at('20:00');
const startedAt = at('20:01');

test.each([
  ['2026-11-29T20:00:00.000Z', { launchedAt }],
  ['2026-11-29T20:00:00.000Z dns', { launchedAt, by: 'dns' }],
  ['2026-11-29T20:00:00.000Z held 2026-11-29T20:01:00.000Z', { launchedAt, by: 'held', startedAt }],
  ['2026-11-29T20:00:00.000Z unknown 2026-11-29T20:01:00.000Z', { launchedAt, startedAt }],
])('an instance in service: %s', (text, note) => {
  expect(readInServiceNote(text)).toEqual(note);
  expect(inServiceNoteText(note)).toBe(text);
});

test('what waits for CloudWatch is read as it was written, the one that ended first in front', () => {
  const first = {
    instanceId: 'i-1',
    launchedAt,
    startedAt,
    endedAt: at('20:40'),
    goneAt: at('20:42'),
    mayBeFruitless: true,
  };
  const second = { ...first, instanceId: 'i-2', endedAt: at('21:40'), goneAt: at('21:42'), mayBeFruitless: false };
  const notes = new Map([
    ['judge/i-2', judgeNoteText(second)],
    ['judge/i-1', judgeNoteText(first)],
    ['ready/i-1', judgeNoteText(first)],
    ['judge/i-3', 'something else'],
  ]);

  expect(readJudgeNotes({ notes })).toEqual([first, second]);
  expect(notes.get('judge/i-1')).toBe(
    '2026-11-29T20:00:00.000Z 2026-11-29T20:01:00.000Z 2026-11-29T20:40:00.000Z 2026-11-29T20:42:00.000Z fruitless',
  );
  // a tag's value takes 256 characters
  expect(judgeNoteText(first)).toHaveLength(109);
});

test.each([
  ['2026-11-29T20:00:00.000Z RESOURCE:MEMORY', { since: launchedAt, reason: 'RESOURCE:MEMORY', told: false }],
  ['2026-11-29T20:00:00.000Z told RESOURCE:MEMORY', { since: launchedAt, reason: 'RESOURCE:MEMORY', told: true }],
  ['2026-11-29T20:00:00.000Z told', { since: launchedAt, reason: '', told: true }],
])('an instance on which ECS has not placed the container: %s', (text, note) => {
  expect(readNotPlaced(new Map([['not-placed/i-1', text]]), 'i-1')).toEqual(note);
  expect(readNotPlaced(new Map([['not-placed/i-1', text]]), 'i-2')).toBeUndefined();
  expect(notPlacedText(note)).toBe(text);
});
