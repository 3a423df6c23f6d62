import { addressNote, addressNoteText, readAddressNote } from '../../../lambdas/shared/address-note';

const NOTE = { launchedAt: new Date('2026-11-29T20:16:00.000Z'), address: '198.51.100.7' };

test('a note that was written is read again', () => {
  const text = addressNoteText(NOTE);

  expect(text).toBe('2026-11-29T20:16:00.000Z 198.51.100.7');
  expect(readAddressNote(text)).toEqual(NOTE);
  expect(addressNote('i-1')).toBe('address/i-1');
});

test.each([undefined, '', '2026-11-29T20:16:00.000Z'])('%p is no note', (text) => {
  expect(readAddressNote(text)).toBeUndefined();
});
