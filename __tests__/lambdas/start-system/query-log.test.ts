import { queriedNames } from '../../../lambdas/start-system/query-log';
import { aQuery, batch } from '../../support/query-log';

const debug = jest.spyOn(console, 'debug').mockImplementation();

beforeEach(() => {
  debug.mockClear();
});

test('an A query of an existing name counts, once, in any case and with or without the dot', () => {
  const names = queriedNames(
    batch([aQuery('minecraft.example.com'), aQuery('mInEcRaFt.ExAmPlE.cOm'), aQuery('minecraft.example.com.')]),
  );

  expect([...names]).toEqual(['minecraft.example.com']);
});

test('a name with dots in its subdomain stays whole', () => {
  expect([...queriedNames(batch([aQuery('Vanilla.MC.example.com')]))]).toEqual(['vanilla.mc.example.com']);
});

test('an IPv6 resolver and a client subnet parse', () => {
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
])('%s does not count', (_, line) => {
  expect([...queriedNames(batch([line]))]).toEqual([]);
});

test('a control message is skipped with a debug line', () => {
  const names = queriedNames(
    batch(['CWL CONTROL MESSAGE: Checking health of destination Lambda.'], { messageType: 'CONTROL_MESSAGE' }),
  );

  expect([...names]).toEqual([]);
  expect(debug.mock.calls).toEqual([[{ message: 'skipped a control message', messageType: 'CONTROL_MESSAGE' }]]);
});

test('lines that do not parse keep no other from counting and give one debug line', () => {
  const names = queriedNames(batch(['', 'so long', aQuery('minecraft.example.com'), '1.0 A NOERROR']));

  expect([...names]).toEqual(['minecraft.example.com']);
  expect(debug.mock.calls).toEqual([[{ message: 'skipped lines that do not parse', count: 3, first: '' }]]);
});

test.each(['', 'no base64 of gzip', Buffer.from('{}').toString('base64')])(
  'fails for data that is no batch: %p',
  (data) => {
    expect(() => queriedNames(data)).toThrow('cannot decode awslogs.data: expected gzipped JSON in base64');
  },
);
