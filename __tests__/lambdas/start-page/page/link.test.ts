import { leafOf, readLink } from '../../../../lambdas/start-page/page/link';

const TOKEN = 'AbCdEfGhIjKlMnOpQrSt-_';

test('an invitation names a leaf in its path and a token in its fragment', () => {
  expect(readLink({ pathname: '/minecraft', hash: `#${TOKEN}` })).toEqual({ leaf: 'minecraft', token: TOKEN });
});

test('what a chat puts behind the link is no part of the token', () => {
  expect(readLink({ pathname: '/a.b-c', hash: `#${TOKEN}).` })).toEqual({ leaf: 'a.b-c', token: TOKEN });
});

test.each([
  ['no fragment', '/minecraft', ''],
  ['an empty fragment', '/minecraft', '#'],
  ['a token that was cut off', '/minecraft', `#${TOKEN.slice(1)}`],
  ['a token with more behind it', '/minecraft', `#${TOKEN}A`],
  ['a token that does not begin the fragment', '/minecraft', `#a=${TOKEN}`],
  ['no leaf', '/', `#${TOKEN}`],
  ['a path that is not encoded as URLs are', '/%E0%A4%A', `#${TOKEN}`],
])('%s is no invitation', (_, pathname, hash) => {
  expect(readLink({ pathname, hash })).toBeUndefined();
});

test.each([
  ['/minecraft', 'minecraft'],
  ['/a%20b', 'a b'],
  ['/%E0%A4%A', ''],
  ['/', ''],
])('the leaf of %s is %j', (pathname, leaf) => {
  expect(leafOf(pathname)).toBe(leaf);
});
