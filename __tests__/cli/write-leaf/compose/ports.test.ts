import { portsOf } from '../../../../cli/write-leaf/compose/ports';

function read(...entries: Parameters<typeof portsOf>[0] & readonly unknown[]) {
  const notes: string[] = [];
  const ports = portsOf(entries, (path, message) => notes.push(`${path.join('.')} ${message}`));
  return { ports, notes };
}

test.each([
  ['25565', { protocol: 'tcp', first: 25565, last: 25565, containerPort: 25565 }],
  ['25565:25565', { protocol: 'tcp', first: 25565, last: 25565, containerPort: 25565 }],
  ['8080:80/TCP', { protocol: 'tcp', first: 8080, last: 8080, containerPort: 80 }],
  ['0.0.0.0:8080:80', { protocol: 'tcp', first: 8080, last: 8080, containerPort: 80 }],
  ['[::]:8080:80', { protocol: 'tcp', first: 8080, last: 8080, containerPort: 80 }],
  [':80', { protocol: 'tcp', first: 80, last: 80, containerPort: 80 }],
  ['2456-2458/udp', { protocol: 'udp', first: 2456, last: 2458, containerPort: 2456 }],
  ['9000-9002:90-92/udp', { protocol: 'udp', first: 9000, last: 9002, containerPort: 90 }],
  [
    { target: '80', published: '8080', protocol: 'udp' },
    { protocol: 'udp', first: 8080, last: 8080, containerPort: 80 },
  ],
  [{ target: '80' }, { protocol: 'tcp', first: 80, last: 80, containerPort: 80 }],
])('%j is a port', (entry, port) => {
  expect(read(entry)).toEqual({ ports: [port], notes: [] });
});

test.each([
  ['127.0.0.1:25575:25575', 'is open to the host alone, which a port of a leaf cannot be: left out'],
  ['[::1]:25575:25575', 'is open to the host alone, which a port of a leaf cannot be: left out'],
  ['8000-8010:80', 'the two ranges have different lengths: left out'],
  ['80/sctp', 'the protocol sctp is neither tcp nor udp: left out'],
  ['http', 'is not a port that ./cm import understands: left out'],
])('%j is left out, with the reason', (entry, reason) => {
  expect(read('1:1', entry)).toMatchObject({ ports: [{ first: 1 }], notes: [`ports.1 ${entry}: ${reason}`] });
});

test('an address of the host is named, and its port taken', () => {
  expect(read('192.168.1.5:80:80')).toEqual({
    ports: [{ protocol: 'tcp', first: 80, last: 80, containerPort: 80 }],
    notes: [
      'ports.0 192.168.1.5:80:80: the address 192.168.1.5 is left out: the port is open on the address of the instance',
    ],
  });
});
