import { interpolate } from '../../../../cli/write-leaf/compose/interpolate';

const variables = { NAME: 'friends', EMPTY: '', A_1: 'x' };

test.each([
  ['$NAME and ${NAME}', 'friends and friends'],
  ['${A_1}$A_1-', 'xx-'],
  ['${NAME:-d} ${EMPTY:-d} ${NONE:-d} ${NONE-d} ${EMPTY-d}.', 'friends d d d .'],
  ['${NAME:+yes} ${EMPTY:+yes} ${EMPTY+yes} ${NONE+yes}.', 'yes  yes .'],
  ['${NONE:-${NAME}} ${NONE:-${MORE:-$A_1}}', 'friends x'],
  ['$$NAME $${NAME} $$2a$$10$$', '$NAME ${NAME} $2a$10$'],
  ['5 $ or $5, ${} ${unclosed', '5 $ or $5, ${} ${unclosed'],
  ['${NAME:?is needed}', 'friends'],
])('replaces variables as docker compose does: %s', (text, written) => {
  expect(interpolate(text, variables)).toEqual({ text: written, unset: [] });
});

test('names each variable without a value once, with empty text in its place', () => {
  expect(interpolate('a${NONE}b$NONE${MORE:?no}${EMPTY:?no}${toString}', variables)).toEqual({
    text: 'ab',
    unset: ['NONE', 'MORE', 'EMPTY', 'toString'],
  });
});
