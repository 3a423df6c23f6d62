import { readEnvFile } from '../../../../cli/write-leaf/compose/env-file';

test('reads values as docker compose does', () => {
  const text = [
    '# a comment',
    'PLAIN=my server # a comment',
    'HASH=a#b',
    'export WITH_EXPORT=1',
    'COLON: 2',
    'DOUBLE="a # b\\n\\"c\\" $PLAIN" # a comment',
    "SINGLE='$PLAIN # it\\'s'",
    'EMPTY=',
    'REFERS=${PLAIN}-${KNOWN}-${NONE:-d}',
    'no variable',
    'LAST=${NONE}',
  ].join('\r\n');

  expect(readEnvFile(text, { KNOWN: 'k' })).toEqual({
    variables: {
      PLAIN: 'my server',
      HASH: 'a#b',
      WITH_EXPORT: '1',
      COLON: '2',
      DOUBLE: 'a # b\n"c" my server',
      SINGLE: "$PLAIN # it's",
      EMPTY: '',
      REFERS: 'my server-k-d',
      LAST: '',
    },
    unset: ['NONE'],
  });
});

test('a quote that is never closed, with many backslashes, is read at once', () => {
  const written = `"${'\\'.repeat(201)}`;

  expect(readEnvFile(`A=${written}\n`).variables).toEqual({ A: written });
});
