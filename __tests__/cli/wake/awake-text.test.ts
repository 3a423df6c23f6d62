import { awakeJson, awakeText, invitation } from '../../../cli/wake/awake-text';
import { leafContext } from '../support/workspace';

test('the invitation to one port is an address to copy', () => {
  expect(invitation('minecraft', 'minecraft.example.com', [{ protocol: 'tcp', port: 25_565 }])).toBe(
    'Join minecraft at minecraft.example.com:25565',
  );
});

test('the invitation names a port for both protocols once', () => {
  const ports = [
    { protocol: 'tcp', port: 64_738 },
    { protocol: 'udp', port: 64_738 },
  ] as const;

  expect(invitation('mumble', '198.51.100.7', ports)).toBe('Join mumble at 198.51.100.7:64738');
});

test('the invitation to several ports lists all of them', () => {
  const ports = [
    { protocol: 'udp', port: 2456 },
    { protocol: 'udp', port: 2457 },
  ] as const;

  expect(invitation('valheim', 'valheim.example.com', ports)).toBe(
    'Join valheim at valheim.example.com (ports 2456, 2457)',
  );
});

test('the invitation names the first and the last port of a range', () => {
  const ports = [{ protocol: 'udp', port: 16_262, lastPort: 16_272 }] as const;

  expect(invitation('zomboid', '198.51.100.7', ports)).toBe('Join zomboid at 198.51.100.7:16262-16272');
});

const host = { name: 'minecraft.example.com', hostedZoneId: 'Z1' };
const PORTS = [{ protocol: 'tcp', port: 25_565 }] as const;
const awake = { address: '198.51.100.7', wasAsleep: true, seconds: 98 };

test('says of a woken leaf how long that took, its name, its address and its ports', () => {
  expect(awakeText(leafContext({ host }), awake, PORTS)).toBe(
    'minecraft is ready after 1 min 38 s: minecraft.example.com (198.51.100.7), 25565/tcp\n\n' +
      'Join minecraft at minecraft.example.com:25565',
  );
});

test('says of a leaf that was already awake, without a domain, its address alone', () => {
  expect(awakeText(leafContext(), { ...awake, wasAsleep: false }, PORTS)).toBe(
    'minecraft is ready, and was awake already: 198.51.100.7, 25565/tcp\n\nJoin minecraft at 198.51.100.7:25565',
  );
});

test('gives players the address when the name points elsewhere', () => {
  const json = awakeJson(leafContext({ host }), { ...awake, staleRecord: '192.0.2.1' }, PORTS);

  expect(json).toEqual({
    id: 'minecraft',
    host: '198.51.100.7',
    address: '198.51.100.7',
    wasAsleep: true,
    staleRecord: '192.0.2.1',
    ports: [{ protocol: 'tcp', port: 25_565 }],
    seconds: 98,
    invitation: 'Join minecraft at 198.51.100.7:25565',
  });
});

test('says only the address of a leaf that is deployed in part, without a port', () => {
  expect(awakeText(leafContext(), awake, [])).toBe(
    'minecraft is ready after 1 min 38 s: 198.51.100.7\n\nJoin minecraft at 198.51.100.7',
  );
});

test('names the start page where there is one, without anybody’s token', () => {
  const page = 'https://abc123.execute-api.eu-central-1.amazonaws.com/minecraft';
  const line = `Start it yourself next time, with the link of your own invitation: ${page}`;

  expect(awakeText(leafContext({ host }), awake, PORTS, page)).toBe(
    'minecraft is ready after 1 min 38 s: minecraft.example.com (198.51.100.7), 25565/tcp\n\n' +
      `Join minecraft at minecraft.example.com:25565\n${line}`,
  );
  expect(awakeJson(leafContext({ host }), awake, PORTS, page)).toMatchObject({
    startPage: page,
    invitation: `Join minecraft at minecraft.example.com:25565\n${line}`,
  });
  expect(awakeJson(leafContext({ host }), awake, PORTS)).not.toHaveProperty('startPage');
});
