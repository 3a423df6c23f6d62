import { markedBlock } from '../support/marked-block';
import { costOfRequests, pageCosts } from './page-costs';

test('the page says what the start page can cost, by the prices and throttles of today (UPDATE_DOCS=1 writes it)', () => {
  const { table } = pageCosts();

  expect(markedBlock('docs/how-it-works.md', 'page-costs', table)).toBe(table);
});

test('asleep it costs nothing, and an evening below 0.001 $', () => {
  const [asleep, evening] = pageCosts().amounts;

  expect(asleep).toBe('0');
  expect(Number(evening)).toBeGreaterThan(0);
  expect(Number(evening)).toBeLessThan(0.001);
});

test('a million requests of 5 ms and 1 kB cost the API, the runs, their milliseconds and the traffic', () => {
  // 1 $ + 0.2 $ + 1e6 · 0.005 s · 0.5 GB · 0.0000133334 $ + 1 GB · 0.09 $
  expect(costOfRequests({ count: 1e6, bytes: 0, seconds: 0.005 })).toBeCloseTo(1.3233, 4);
});

test('a request with the largest body counts as 20', () => {
  const one = { count: 1e6, bytes: 0, seconds: 0.005 };

  expect(costOfRequests({ ...one, counted: 20 }) - costOfRequests(one)).toBeCloseTo(19, 4);
});
