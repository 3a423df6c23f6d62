import pc from 'picocolors';

import { type LeafStatus } from '../../../cli/status/leaf-status';
import { type ProjectStatus } from '../../../cli/status/status';
import { statusText } from '../../../cli/status/status-text';
import { at } from '../support/leaf';

const leaf = (more: Partial<LeafStatus> = {}): LeafStatus => ({
  id: 'minecraft',
  phase: 'asleep',
  isHeld: false,
  ports: ['25565/tcp'],
  alarms: [{ name: 'Container Activity', state: 'OK' }],
  ...more,
});
const text = (more: Partial<ProjectStatus>, colored = false) =>
  statusText(
    { leaves: [], keptFileSystems: [], stacksWithoutYaml: [], ...more },
    at('20:30'),
    pc.createColors(colored),
  );

test('shows a line for each leaf', () => {
  const ready = leaf({
    phase: 'ready',
    since: at('20:16'),
    hostName: 'minecraft.example.com',
    address: '198.51.100.7',
    traffic: { bytesPerSecond: 12_040.4, threshold: 1_175 },
    lastStartSeconds: 98,
    lastNotice: { at: at('20:16:30'), subject: 'minecraft is ready' },
  });

  expect(text({ leaves: [ready, leaf({ id: 'valheim', alarms: [], ports: ['2456/udp', '2457/udp'] })] })).toBe(
    [
      ' Leaf        State    Since    Address                 Traffic          Alarms   Last start   Last notice',
      ' minecraft   ready    14 min   minecraft.example.com   12040 B/s        ok       1 min 38 s   minecraft is ready',
      '                               198.51.100.7            (idle at 1175)                         14 min ago',
      '                               25565/tcp',
      ' valheim     asleep   -        2456/udp 2457/udp       -                -        -            -',
    ].join('\n'),
  );
});

test('names the alarms that are in ALARM', () => {
  const alarms = [
    { name: 'Container Activity', state: 'OK' },
    { name: 'Instance Left Up', state: 'ALARM' },
    { name: 'Break Crash Loop', state: 'ALARM' },
  ] as const;

  const lines = text({ leaves: [leaf({ alarms })] }).split('\n');

  expect(lines[1]).toContain('Instance Left Up');
  expect(lines[2]).toContain('Break Crash Loop');
  expect(lines.join()).not.toContain('Container Activity');
});

test('shows a hold in red, in its line and below, and how to end it', () => {
  const found = text({ leaves: [leaf({ isHeld: true, phase: 'waking', waitsFor: 'its container' })] }, true);
  const red = (part: string) => pc.createColors(true).red(part);

  expect(found).toContain(red('held,'));
  expect(found).toContain(red('minecraft is on hold: nothing puts it to sleep until ./cm release minecraft.'));
});

test('shows a retirement that did not finish in red, in its line and below, and how to finish it', () => {
  const found = text({ leaves: [leaf({ isRetiring: true })] }, true);
  const red = (part: string) => pc.createColors(true).red(part);

  expect(found).toContain(red('being retired,'));
  expect(found).toContain(
    red('minecraft is being retired: run ./cm retire minecraft again, or ./cm deploy minecraft to keep it.'),
  );
});

test('shows orphaned file systems and stacks', () => {
  const found = text({
    keptFileSystems: [
      { fileSystemId: 'fs-1', leafId: 'valheim', volumeId: 'World', bytes: 3 * 2 ** 30, mountTargets: 0 },
    ],
    stacksWithoutYaml: ['palworld'],
  });

  expect(found).toBe(
    [
      'The config has no leaves.',
      '',
      'Kept file systems without a leaf:',
      ' File system   Leaf      Volume      Size',
      ' fs-1          valheim   World    3.0 GiB',
      '',
      'palworld has state but no YAML: put the file back or run ./cm retire palworld.',
    ].join('\n'),
  );
});
