import { invitation } from '../../../cli/wake/invitation';

test('with one port it is an address to copy', () => {
  expect(invitation('minecraft', 'minecraft.example.com', [{ protocol: 'tcp', port: 25_565 }])).toBe(
    'Join minecraft at minecraft.example.com:25565',
  );
});

test('a port for both protocols is one port', () => {
  const ports = [
    { protocol: 'tcp', port: 64_738 },
    { protocol: 'udp', port: 64_738 },
  ] as const;

  expect(invitation('mumble', '198.51.100.7', ports)).toBe('Join mumble at 198.51.100.7:64738');
});

test('of several ports all are told', () => {
  const ports = [
    { protocol: 'udp', port: 2456 },
    { protocol: 'udp', port: 2457 },
  ] as const;

  expect(invitation('valheim', 'valheim.example.com', ports)).toBe(
    'Join valheim at valheim.example.com (ports 2456, 2457)',
  );
});
