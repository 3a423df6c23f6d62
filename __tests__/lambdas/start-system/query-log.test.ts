import { queriedNames } from '../../../lambdas/start-system/query-log';
import { aQuery, batch } from '../../support/query-log';

const debug = jest.spyOn(console, 'debug').mockImplementation();

beforeEach(() => {
  debug.mockClear();
});

test('counts an A query of an existing name once, in any case and with or without the dot', () => {
  const names = queriedNames(
    batch([aQuery('minecraft.example.com'), aQuery('mInEcRaFt.ExAmPlE.cOm'), aQuery('minecraft.example.com.')]),
  );

  expect([...names]).toEqual(['minecraft.example.com']);
});

test('keeps a name with dots in its subdomain whole', () => {
  expect([...queriedNames(batch([aQuery('Vanilla.MC.example.com')]))]).toEqual(['vanilla.mc.example.com']);
});

test('reads lines with an IPv6 resolver and with a client subnet', () => {
  const lines = [
    '1.0 2017-12-13T08:15:50.235Z Z1 a.example.com A NOERROR UDP IAD12 2001:db8::1234 198.51.100.0/24',
    '1.0 2017-12-13T08:16:03.983Z Z1 b.example.com A NOERROR TCP FRA6 2001:db8::1234 2001:db8:abcd::/48',
  ];

  expect([...queriedNames(batch(lines))]).toEqual(['a.example.com', 'b.example.com']);
});

test.each([
  ['another type', aQuery('minecraft.example.com').replace(' A ', ' AAAA ')],
  ['the HTTPS record that browsers ask for', aQuery('minecraft.example.com').replace(' A ', ' HTTPS ')],
  ['a name that does not exist', aQuery('nothing.example.com').replace('NOERROR', 'NXDOMAIN')],
  ['a refused query', aQuery('minecraft.example.com').replace('NOERROR', 'REFUSED')],
])('does not count %s', (_, line) => {
  expect([...queriedNames(batch([line]))]).toEqual([]);
});

test('skips a control message, with a debug line', () => {
  const names = queriedNames(
    batch(['CWL CONTROL MESSAGE: Checking health of destination Lambda.'], { messageType: 'CONTROL_MESSAGE' }),
  );

  expect([...names]).toEqual([]);
  expect(debug.mock.calls).toEqual([[{ message: 'skipped a control message', messageType: 'CONTROL_MESSAGE' }]]);
});

test('skips lines that do not parse, with one debug line, and counts the others', () => {
  const names = queriedNames(batch(['', 'so long', aQuery('minecraft.example.com'), '1.0 A NOERROR']));

  expect([...names]).toEqual(['minecraft.example.com']);
  expect(debug.mock.calls).toEqual([[{ message: 'skipped lines that do not parse', count: 3, first: '' }]]);
});

test.each(['', 'not gzip in base64', Buffer.from('{}').toString('base64')])(
  'fails for data that is not gzipped JSON: %p',
  (data) => {
    expect(() => queriedNames(data)).toThrow('cannot decode awslogs.data: expected gzipped JSON in base64');
  },
);
