import { readAnswer } from '../../../../lambdas/start-page/page/answer';

const leaf = 'minecraft';

test.each([
  { leaf, state: 'asleep' },
  { leaf, state: 'asleep', note: 'Java Edition' },
  { leaf, state: 'starting', seconds: 0, waitsFor: 'instance' },
  { leaf, state: 'starting', seconds: 3, waitsFor: 'game', usual: { median: 1, shortest: 1, longest: 2 } },
  { leaf, state: 'ready', addresses: [] },
  { leaf, state: 'ready', addresses: ['a:1'], players: 'unknown' },
  { leaf, state: 'ready', addresses: ['a:1'], players: { online: 1, max: 20, names: ['Steve'] } },
  { leaf, state: 'ready', addresses: ['a:1'], players: { online: 1, names: [] } },
  { leaf, state: 'stopping' },
  { leaf, state: 'refused', why: 'limit', until: '2026-12-01T00:00:00Z' },
  { leaf, state: 'refused', why: 'stay' },
  { leaf, state: 'failed', reason: 'no capacity' },
  { leaf, state: 'retiring', something: 'newer' },
])('reads %j', (answer) => {
  expect(readAnswer(answer)).toEqual(answer);
});

test.each([
  [undefined],
  [null],
  ['asleep'],
  [{}],
  [{ state: 'asleep' }],
  [{ leaf, state: 'dreaming' }],
  [{ leaf, state: 'toString' }],
  [{ leaf, state: 'asleep', note: 3 }],
  [{ leaf, state: 'starting', waitsFor: 'game' }],
  [{ leaf, state: 'starting', seconds: '3', waitsFor: 'game' }],
  [{ leaf, state: 'starting', seconds: 3, waitsFor: 'game', usual: { median: 1 } }],
  [{ leaf, state: 'ready' }],
  [{ leaf, state: 'ready', addresses: 'a:1' }],
  [{ leaf, state: 'ready', addresses: ['a:1'], players: { online: 1 } }],
  [{ leaf, state: 'ready', addresses: ['a:1'], players: { online: 1, max: '20', names: [] } }],
  [{ leaf, state: 'refused', why: 'mood' }],
  [{ leaf, state: 'refused', why: 'limit', until: 3 }],
  [{ leaf, state: 'failed' }],
])('does not understand %j', (answer) => {
  expect(readAnswer(answer)).toBeUndefined();
});
