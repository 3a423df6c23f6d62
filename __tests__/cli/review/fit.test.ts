import { type Block, fit, type Line } from '../../../cli/review/fit';

const lines = (count: number, text: string, importance: number, room?: number): Line[] => {
  const reserve = room === undefined ? undefined : { room };
  return Array.from({ length: count }, (_, index) => ({
    text: `${text}${String(index).padStart(3, '0')}`,
    importance,
    ...(reserve && { reserve }),
  }));
};
const block = (heading: string, ...lists: Line[][]): Block => ({ heading, lines: lists.flat() });
const kept = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(name)).length;

test('keeps everything that fits, in its order', () => {
  expect(fit([block('B', lines(2, 'b', 1)), block('A', lines(1, 'a', 2)), block('None')], 1000)).toEqual({
    text: 'B\nb000\nb001\n\nA\na000',
    omitted: 0,
  });
});

test('leaves out the least important lines, and says in each block how many', () => {
  const { text, omitted } = fit([block('B', lines(100, 'b', 1)), block('A', lines(10, 'a', 2))], 400);

  expect(kept(text, 'a')).toBe(10);
  expect(omitted).toBe(100 - kept(text, 'b'));
  expect(text).toContain(`_${omitted} more lines are left out here._`);
  expect(text.length).toBeLessThanOrEqual(400);
});

test('a list keeps its room, however many more important lines there are', () => {
  const table = block('T', lines(10, 't', 1, 150));
  const { text } = fit([block('A', lines(1_000, 'a', 9, 200)), table], 600);

  expect(kept(text, 't')).toBe(10);
  expect(kept(text, 'a')).toBeGreaterThan(20);
  expect(text.length).toBeLessThanOrEqual(600);
});

test('lists of one block have each their room', () => {
  const { text } = fit([block('A', lines(1_000, 'a', 9, 200), lines(3, 'b', 8, 50), lines(3, 'c', 7, 50))], 500);

  expect([kept(text, 'b'), kept(text, 'c')]).toEqual([3, 3]);
});

test('within a list, nothing passes a more important line that does not fit', () => {
  const list = lines(1, 'x', 1, 100);
  const [{ reserve = { room: 0 } } = { reserve: undefined }] = list;
  const long = { text: 'y'.repeat(200), importance: 2, reserve };

  expect(fit([block('A', [long, ...list])], 150)).toEqual({ text: '', omitted: 2 });
});
