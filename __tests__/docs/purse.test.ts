import { markedBlock } from '../support/marked-block';
import { purse } from './purse';
import { quickstart } from './purse-leaf';

test('the page says what strangers can cost, by the prices and the rules of today (UPDATE_DOCS=1 writes it)', () => {
  const { table } = purse(quickstart());

  expect(markedBlock('docs/how-it-works.md', 'purse', table)).toBe(table);
});

test('strangers keep a leaf awake for at most 36 % of the time, and one that nobody plays on for less than 5 %', () => {
  const [played = 0, unplayed = 0] = [...purse(quickstart()).table.matchAll(/\| (\d+) hours awake/g)].map(([, hours]) =>
    Number(hours),
  );

  expect(played / 730).toBeLessThanOrEqual(0.36);
  expect(unplayed / 730).toBeLessThan(0.05);
});
