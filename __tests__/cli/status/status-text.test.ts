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
const text = (more: Partial<ProjectStatus>, colored = false, columns?: number) =>
  statusText(
    { leaves: [], keptFileSystems: [], stacksWithoutYaml: [], ...more },
    { now: at('20:30'), colors: pc.createColors(colored), columns },
  );

test('shows a line for each leaf', () => {
  const ready = leaf({
    phase: 'ready',
    since: at('20:16'),
    hostName: 'minecraft.example.com',
    address: '198.51.100.7',
    traffic: { bytesPerSecond: 12_040.4, threshold: 1_175 },
    month: { month: '2026-11', minutes: 860.4, limitMinutes: 3_600 },
    lastStartSeconds: 98,
    lastNotice: { at: at('20:16:30'), subject: 'minecraft is ready' },
  });
  const valheim = leaf({
    id: 'valheim',
    alarms: [],
    ports: ['2456/udp', '2457/udp'],
    month: { month: '2026-11', minutes: 120 },
  });

  expect(text({ leaves: [ready, valheim] })).toBe(
    [
      ' Leaf        State    Since    Address                 Traffic          Alarms   November              Last start   Last notice',
      ' minecraft   ready    14 min   minecraft.example.com   12040 B/s        ok       14 h 20 min of 60 h   1 min 38 s   minecraft is ready',
      '                               198.51.100.7            (idle at 1175)                                               14 min ago',
      '                               25565/tcp',
      ' valheim     asleep   -        2456/udp 2457/udp       -                -        2 h                   -            -',
    ].join('\n'),
  );
});

test('shows about what the month and this time cost', () => {
  const month = { month: '2026-11', minutes: 860 };
  const cost = { instanceType: 'm7i-flex.large', perHour: 0.104, month: 1.491, thisTime: 0.232 };

  const lines = text({ leaves: [leaf({ month, cost })] }).split('\n');
  expect(
    lines.slice(1).map((line) =>
      line
        .trim()
        .split(/ {2,}/)
        .at(line.includes('asleep') ? -3 : 0),
    ),
  ).toEqual(['14 h 20 min', 'about 1.49 $', 'this time 0.23 $']);
  expect(text({ leaves: [leaf({ month, cost: { ...cost, priceOf: 'us-east-1' } })] })).toMatch(
    / about 1\.49 \$\*\n +this time 0\.23 \$\*\n\* at prices of us-east-1: see \.\/cm cost$/,
  );
});

test('shows who plays where a game is asked', () => {
  const names = ['Steve', 'Alex', 'Herobrine', 'Notch', 'Jeb', 'Dinnerbone'];
  const leaves = [
    leaf({ id: 'bedrock', phase: 'ready', players: { unknown: 'permission' } }),
    leaf({ phase: 'ready', players: { online: 7, max: 20, names } }),
    leaf({ id: 'talk', phase: 'ready', players: { online: 0, names: [] } }),
    leaf({ id: 'valheim' }),
  ];

  expect(text({ leaves })).toBe(
    [
      ' Leaf        State    Since   Address     Traffic   Players        Alarms   November   Last start   Last notice',
      ' bedrock     ready    -       25565/tcp   -         unknown        ok       -          -            -',
      '                                                    (permission)',
      ' minecraft   ready    -       25565/tcp   -         7 of 20        ok       -          -            -',
      '                                                    Steve',
      '                                                    Alex',
      '                                                    Herobrine',
      '                                                    Notch',
      '                                                    Jeb',
      '                                                    and 1 more',
      ' talk        ready    -       25565/tcp   -         0              ok       -          -            -',
      ' valheim     asleep   -       25565/tcp   -         -              ok       -          -            -',
    ].join('\n'),
  );
});

test('on a narrow terminal shows a block for each leaf, with what there is to say, in at most 60 columns', () => {
  const ready = leaf({
    phase: 'waking',
    waitsFor: 'its container (PENDING)',
    since: at('20:29'),
    hostName: 'minecraft.example.com',
    address: '198.51.100.7',
    alarms: [{ name: 'Instance Left Up', state: 'ALARM' }],
    month: { month: '2026-11', minutes: 860, limitMinutes: 3_600 },
    lastNotice: { at: at('20:16:30'), subject: 'minecraft is ready' },
  });

  const shown = text({ leaves: [ready, leaf({ id: 'valheim', alarms: [] })] }, false, 60);

  expect(shown).toBe(
    [
      ' minecraft       waking:',
      '                 its container (PENDING)',
      '   Since         1 min',
      '   Address       minecraft.example.com',
      '                 198.51.100.7',
      '                 25565/tcp',
      '   Alarms        Instance Left Up',
      '   November      14 h 20 min of 60 h',
      '   Last notice   minecraft is ready',
      '                 14 min ago',
      ' valheim     asleep',
      '   Address   25565/tcp',
    ].join('\n'),
  );
  expect(text({ leaves: [leaf()] }, false, 100)).toMatch(/^ Leaf /);
});

test('shows in red that the hours of the month are used up', () => {
  const used = (minutes: number) =>
    text({ leaves: [leaf({ month: { month: '2026-11', minutes, limitMinutes: 3_600 } })] }, true);

  expect(used(3_600)).toContain(pc.createColors(true).red('60 h of 60 h'));
  expect(used(3_599.9)).toContain(' 59 h 59 min of 60 h ');
});

test('says where the count of the month that the limit goes by is wrong', () => {
  const month = { month: '2026-11', minutes: 860, limitMinutes: 3_600, notedMinutes: 600 };

  expect(text({ leaves: [leaf({ month })] })).toContain(
    "minecraft: its function asg-state-change-hook counted 10 h of November, the scaling activities say 14 h 20 min. The limit goes by the function's count.",
  );
});

test('says of a leaf without YAML that it costs while it is awake, in red, and how to end that', () => {
  const shown = text({ leaves: [leaf({ phase: 'ready', hasNoYaml: true })], stacksWithoutYaml: ['minecraft'] }, true);

  expect(shown).toContain(
    pc
      .createColors(true)
      .red(
        'minecraft is awake and has no YAML: you pay for its instance until it sleeps. ./cm sleep minecraft puts it to sleep.',
      ),
  );
  expect(shown).toContain('minecraft has state but no YAML: put the file back or run ./cm retire minecraft.');
  expect(shown).not.toContain('minecraft has no YAML:');
});

test('says what completes a leaf that is deployed in part', () => {
  const shown = text({ leaves: [leaf({ phase: 'deployed in part' })] });

  expect(shown).toContain('minecraft is deployed in part: ./cm deploy minecraft completes it.');
  expect(text({ leaves: [leaf({ phase: 'not deployed' })] })).not.toContain('completes it');
});

test('says of a leaf without YAML and state that it has none, and nothing of costs while it is asleep', () => {
  const shown = text({ leaves: [leaf({ hasNoYaml: true })] });

  expect(shown).toContain('\nminecraft has no YAML: put the file back or run ./cm retire minecraft.');
  expect(shown).not.toContain('you pay');
});

test('shows what is wrong with the config, and leaves of another Name', () => {
  const configProblems = [{ file: 'config/leaves/valheim.yaml', line: 1, column: 1, key: 'Container', message: 'no' }];
  const shown = text({ leaves: [leaf()], configProblems, otherNames: ['minecraft is deployed under another Name'] });

  expect(shown).toContain('\nminecraft is deployed under another Name\n');
  expect(shown).toMatch(/\n\nThe config has errors, .*:\nconfig\/leaves\/valheim[.]yaml:1:1 Container: no$/);
});

test.each([
  [true, 'occupied'],
  [false, 'nobody plays'],
])('where the game is asked, and occupied is %s, the traffic says so instead of bytes', (isOccupied, expected) => {
  const [, line = ''] = text({ leaves: [leaf({ phase: 'ready', traffic: { isOccupied } })] }).split('\n');

  expect(line).toContain(` ${expected} `);
  expect(line).not.toContain('B/s');
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

test('says below why the next connection does not wake a leaf, in yellow unless the config says so', () => {
  const works = 'DNS wakes minecraft again at 20:40 UTC: 3 starts for nobody. ./cm wake minecraft works.';
  const config = 'DNS does not wake minecraft (Wake.ByDns is false). ./cm wake minecraft does.';

  expect(
    text({ leaves: [leaf({ refusal: { kind: 'back-off', text: works } })] }, true)
      .split('\n')
      .at(-1),
  ).toBe(pc.createColors(true).yellow(works));
  expect(
    text({ leaves: [leaf({ refusal: { kind: 'not-by-dns', text: config } })] }, true)
      .split('\n')
      .at(-1),
  ).toBe(config);
});

test('shows a sleep that stays in its line and below', () => {
  const refusal = { kind: 'stay', text: 'minecraft stays asleep until somebody runs ./cm wake minecraft.' } as const;

  const shown = text({ leaves: [leaf({ refusal, staysAsleep: true })] });

  expect(shown).toMatch(/ minecraft +asleep, /);
  expect(shown).toMatch(/\n +stays so\n/);
  expect(shown.split('\n').at(-1)).toBe(refusal.text);
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
