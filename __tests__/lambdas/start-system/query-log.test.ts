import { readQueries } from '../../../lambdas/start-system/query-log';
import { aQuery, batch } from '../../support/query-log';

const debug = jest.spyOn(console, 'debug').mockImplementation();
const warn = jest.spyOn(console, 'warn').mockImplementation();

beforeEach(() => {
  debug.mockClear();
  warn.mockClear();
});

test('counts an A query of an existing name once, in any case and with or without the dot', () => {
  const names = readQueries(
    batch([aQuery('minecraft.example.com'), aQuery('mInEcRaFt.ExAmPlE.cOm'), aQuery('minecraft.example.com.')]),
  );

  expect([...names.keys()]).toEqual(['minecraft.example.com']);
});

test('gives the time of the newest query of a name, in whatever order they are', () => {
  const at = (time: string) => aQuery('minecraft.example.com', `2026-11-22T${time}Z`);

  expect(readQueries(batch([at('20:16:02.130'), at('20:17:00.000'), at('20:15:00.000')]))).toEqual(
    new Map([['minecraft.example.com', new Date('2026-11-22T20:17:00Z')]]),
  );
});

test('reads a line with more fields than AWS documents today', () => {
  const line = aQuery('minecraft.example.com').replace('1.0', '1.1') + ' new fields';

  expect([...readQueries(batch([line])).keys()]).toEqual(['minecraft.example.com']);
});

test('keeps a name with dots in its subdomain whole', () => {
  expect([...readQueries(batch([aQuery('Vanilla.MC.example.com')])).keys()]).toEqual(['vanilla.mc.example.com']);
});

test('reads lines with an IPv6 resolver and with a client subnet', () => {
  const lines = [
    '1.0 2017-12-13T08:15:50.235Z Z1 a.example.com A NOERROR UDP IAD12 2001:db8::1234 198.51.100.0/24',
    '1.0 2017-12-13T08:16:03.983Z Z1 b.example.com A NOERROR TCP FRA6 2001:db8::1234 2001:db8:abcd::/48',
  ];

  expect([...readQueries(batch(lines)).keys()]).toEqual(['a.example.com', 'b.example.com']);
});

test.each([
  ['another type', aQuery('minecraft.example.com').replace(' A ', ' AAAA ')],
  ['the HTTPS record that browsers ask for', aQuery('minecraft.example.com').replace(' A ', ' HTTPS ')],
  ['a name that does not exist', aQuery('nothing.example.com').replace('NOERROR', 'NXDOMAIN')],
  ['a refused query', aQuery('minecraft.example.com').replace('NOERROR', 'REFUSED')],
])('does not count %s', (_, line) => {
  expect([...readQueries(batch([line])).keys()]).toEqual([]);
});

test('skips a control message, with a debug line', () => {
  const names = readQueries(
    batch(['CWL CONTROL MESSAGE: Checking health of destination Lambda.'], { messageType: 'CONTROL_MESSAGE' }),
  );

  expect([...names.keys()]).toEqual([]);
  expect(debug.mock.calls).toEqual([[{ message: 'skipped a control message', messageType: 'CONTROL_MESSAGE' }]]);
});

test('skips lines that do not parse, with one debug line, and counts the others', () => {
  const names = readQueries(batch(['', 'so long', aQuery('minecraft.example.com'), '1.0 A NOERROR']));

  expect([...names.keys()]).toEqual(['minecraft.example.com']);
  expect(debug.mock.calls).toEqual([[{ message: 'skipped lines that do not parse', count: 3, first: '' }]]);
});

test('warns where no line of a batch parses: too few fields, or no time', () => {
  readQueries(batch(['so long', aQuery('minecraft.example.com', 'yesterday')]));

  expect(debug).not.toHaveBeenCalled();
  expect(warn.mock.calls).toEqual([
    [
      {
        message: 'no line of a batch parses: did AWS change the form of its query log?',
        count: 2,
        first: 'so long',
      },
    ],
  ]);
});

test('says nothing of a batch without a line', () => {
  readQueries(batch([]));

  expect([...debug.mock.calls, ...warn.mock.calls]).toEqual([]);
});

test.each(['', 'not gzip in base64', Buffer.from('{}').toString('base64')])(
  'fails for data that is not gzipped JSON: %p',
  (data) => {
    expect(() => readQueries(data)).toThrow('cannot decode awslogs.data: expected gzipped JSON in base64');
  },
);
