import { answeredNote, answeredNoteText, readAnsweredNote } from '../../../lambdas/shared/answered-note';

const NOTE = { at: new Date('2026-11-29T20:16:00.000Z'), deploymentId: 'ecs-svc/0123456789012345678' };

test('a note that was written is read again, and a tag takes all of it', () => {
  const text = answeredNoteText(NOTE);

  expect(text).toBe('2026-11-29T20:16:00.000Z ecs-svc/0123456789012345678');
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
  expect(text).toMatch(/^[A-Za-z0-9 _.:/=+@-]{1,256}$/);
  expect(readAnsweredNote(text)).toEqual(NOTE);
  expect(answeredNote('i-1')).toBe('answered/i-1');
});

test('a note with the most players is read again', () => {
  const text = answeredNoteText({ ...NOTE, mostPlayers: 3 });

  expect(text).toBe('2026-11-29T20:16:00.000Z ecs-svc/0123456789012345678 3');
  expect(readAnsweredNote(text)).toEqual({ ...NOTE, mostPlayers: 3 });
});

test.each([undefined, '', '2026-11-29T20:16:00.000Z'])('%p is no note', (text) => {
  expect(readAnsweredNote(text)).toBeUndefined();
});
