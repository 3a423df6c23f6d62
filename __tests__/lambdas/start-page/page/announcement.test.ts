import { newsIn } from '../../../../lambdas/start-page/page/announcement';

const READY = ['Ready', 'Enter this address in your game:', 'a.example.com:1', '2 of 20 play'];

test('at first says everything, each sentence with its own end', () => {
  expect(newsIn(READY)).toBe('Ready. Enter this address in your game: a.example.com:1. 2 of 20 play');
  expect(newsIn(['One moment …', 'x.', 'y'])).toBe('One moment … x. y');
});

test('then only what changed', () => {
  expect(newsIn([...READY.slice(0, 3), '3 of 20 play'], READY)).toBe('3 of 20 play');
  expect(newsIn([...READY, 'No connection.'], READY)).toBe('No connection.');
});

test('nothing where nothing is new', () => {
  expect(newsIn(READY, READY)).toBe('');
  expect(newsIn(READY, [...READY, 'No connection.'])).toBe('');
});

test('a new heading says everything again, also what stayed', () => {
  expect(
    newsIn(
      ['Stays asleep', 'The person who runs it wants it to sleep.'],
      ['Asleep', 'The person who runs it wants it to sleep.'],
    ),
  ).toBe('Stays asleep. The person who runs it wants it to sleep.');
});
