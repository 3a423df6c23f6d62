import { BASE, type Files, LEAF, problemsOf } from './support';

const base = (text: string): Files => ({ 'config/base.yaml': text });
const leaf = (text: string | Uint8Array): Files => ({ ...base(BASE), 'config/leaves/mc.yaml': text });
const leaves = (...names: string[]): Files => ({
  ...base(BASE),
  ...Object.fromEntries(names.map((name) => [`config/leaves/${name}`, LEAF])),
});
const instanceType = (value: string) => leaf(LEAF.replace('m7i-flex.large', value));
const image = (value: string) => leaf(LEAF.replace('itzg/minecraft-server', value));
const ports = (...lines: string[]) =>
  leaf(LEAF.replace('    - TCP: 25565', lines.map((line) => `    ${line}`).join('\n')));
const container = (text: string) => leaf(LEAF.replace('Watchdog:', `${text}Watchdog:`));
/** Leaves that have a variable with this value, by their names. */
const environments = (values: Readonly<Record<string, string>>): Files => ({
  ...base(BASE),
  ...Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `config/leaves/${name}.yaml`,
      LEAF.replace('Watchdog:', () => `  Environment:\n    A: 1\n    X: ${value}\n    B: "2"\nWatchdog:`),
    ]),
  ),
});
const watchdog = (text: string) => leaf(`${LEAF}${text}`);
const threshold = (value: string) => leaf(LEAF.replace('1175', value));
const volumes = (text: string) => leaf(`${LEAF}Volumes:\n${text}`);
const path = (value: string) => volumes(`  Data:\n    Paths:\n      - Path: ${value}\n`);

const SSH_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f admin';
const ADOPTS = `${LEAF}Volumes:
  Data:
    FileSystemId: fs-0123456789abcdef0
    Paths:
      - Path: /data
`;

/** Nine times what the line above it has. */
function aliasesOfAliases(lines: number): string[] {
  const names = 'abcdefghijklm'.split('');
  return names
    .slice(1, lines)
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${names[index]!}`).join(',')}]`);
}

const keys = (count: number) => Array.from({ length: count }, (_, index) => `    K${index}: *a\n`).join('');

interface Case {
  readonly rule: string;
  readonly files: Files;
  readonly env?: Readonly<Record<string, string>>;
  /** Every line of the error. */
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  // the files
  {
    rule: 'a CONFIG_DIR that does not exist',
    files: base(BASE),
    env: { CONFIG_DIR: 'nowhere' },
    says: ['nowhere:1:1 CONFIG_DIR names this folder, but it does not exist: create it, or unset CONFIG_DIR'],
  },
  {
    rule: 'a missing base.yaml',
    files: { 'config/leaves/mc.yaml': LEAF },
    says: [
      'config/base.yaml:1:1 the file is missing: every config has one, with at least the key Region (copy examples/quickstart to config)',
    ],
  },
  {
    rule: 'files and folders that are not read',
    files: {
      'config/base.yml': BASE,
      'config/mc.yaml': LEAF,
      'config/leaves/a.yml': LEAF,
      'config/leaves/B.YAML': LEAF,
      'config/leaves/README.md': '',
      'config/leaves/old/c.yaml': LEAF,
    },
    says: [
      'config/base.yaml:1:1 the file is missing: every config has one, with at least the key Region (copy examples/quickstart to config)',
      'config/base.yml:1:1 is not read: rename it to base.yaml',
      'config/leaves/B.YAML:1:1 is not read: rename it to B.yaml',
      'config/leaves/README.md:1:1 does not belong in leaves: that folder holds only <id>.yaml, one file for each leaf',
      'config/leaves/a.yml:1:1 is not read: rename it to a.yaml',
      'config/leaves/old:1:1 does not belong in leaves: that folder holds only <id>.yaml, one file for each leaf',
      'config/mc.yaml:1:1 is not read: a leaf belongs in the folder leaves, as leaves/mc.yaml',
    ],
  },
  {
    rule: 'two files of one name with the endings .yaml and .yml, of which neither is read',
    files: {
      'config/base.yaml': 'Region: here\n',
      'config/base.yml': BASE,
      'config/leaves/a.yaml': 'mine\n',
      'config/leaves/a.yml': LEAF,
      'config/leaves/b.yaml': LEAF,
    },
    says: [
      'config/base.yaml:1:1 is not read, and neither is base.yml beside it: keep one of the two, as base.yaml',
      'config/base.yml:1:1 is not read, and neither is base.yaml beside it: keep one of the two, as base.yaml',
      'config/leaves/a.yaml:1:1 is not read, and neither is a.yml beside it: keep one of the two, as a.yaml',
      'config/leaves/a.yml:1:1 is not read, and neither is a.yaml beside it: keep one of the two, as a.yaml',
    ],
  },
  {
    rule: 'a file where the folder leaves should be',
    files: { ...base(BASE), 'config/leaves': '' },
    says: ['config/leaves:1:1 is a file: make it a folder with a file for each leaf'],
  },
  {
    rule: 'a file where the folder config should be',
    files: { config: BASE, 'examples/quickstart/base.yaml': BASE },
    says: ['config:1:1 is a file: make it a folder with base.yaml in it'],
  },
  {
    rule: 'a CONFIG_DIR that names a file',
    files: base(BASE),
    env: { CONFIG_DIR: 'config/base.yaml' },
    says: ['config/base.yaml:1:1 CONFIG_DIR names this file: set it to a folder'],
  },
  {
    rule: 'a folder where base.yaml or a leaf should be',
    files: { 'config/base.yaml/a.txt': '', 'config/leaves/mc.yaml/a.txt': '' },
    says: [
      'config/base.yaml:1:1 is a folder: make it a file, with at least the key Region',
      'config/leaves/mc.yaml:1:1 is a folder: a leaf is a file',
    ],
  },
  {
    rule: 'a misspelled name of the folder leaves',
    files: { ...base(BASE), 'config/Leaves/mc.yaml': LEAF, 'config/leaf/mc.yaml': LEAF, 'config/old/mc.yaml': LEAF },
    says: ['config/Leaves:1:1 is not read: rename it to leaves', 'config/leaf:1:1 is not read: rename it to leaves'],
  },
  {
    rule: 'a file that is far too large',
    files: leaf('#'.repeat(128 * 1024 + 1)),
    says: ['config/leaves/mc.yaml:1:1 is larger than 128 KB: no file of a config needs that'],
  },
  {
    rule: 'text that is not UTF-8',
    files: leaf(Buffer.from(`${LEAF}# Grüße\n`, 'latin1')),
    says: ['config/leaves/mc.yaml:9:5 is not UTF-8: save it as UTF-8'],
  },
  {
    rule: 'UTF-16, with and without a byte order mark',
    files: {
      'config/base.yaml': Buffer.from(`\uFEFF${BASE}`, 'utf16le'),
      'config/leaves/mc.yaml': Buffer.from(LEAF, 'utf16le'),
    },
    says: [
      'config/base.yaml:1:1 is not UTF-8: save it as UTF-8',
      'config/leaves/mc.yaml:1:2 is not UTF-8: save it as UTF-8',
    ],
  },
  {
    rule: 'a mistake after a byte order mark, with the column that an editor shows',
    files: leaf(`\uFEFF${LEAF.replace('Ec2', 'Ec')}`),
    says: [
      'config/leaves/mc.yaml:1:1 Ec2: is missing: use a map with InstanceType, FallbackInstanceTypes, CpuCredits',
      'config/leaves/mc.yaml:1:1 Ec: is not a known key: did you mean Ec2? Known here: AlertSubscription, Alerts, Container, Dashboard, Discord, Ec2, Limit, Query, StartPage, Volumes, Wake, Watchdog',
    ],
  },
  {
    rule: 'an empty file',
    files: leaf(''),
    says: ['config/leaves/mc.yaml:1:1 the file is empty: write its required keys, see docs/configuration.md'],
  },
  {
    rule: 'a file with only comments',
    files: leaf('# later\n'),
    says: ['config/leaves/mc.yaml:1:1 the file is empty: write its required keys, see docs/configuration.md'],
  },
  {
    rule: 'an empty base.yaml',
    files: base(''),
    says: ['config/base.yaml:1:1 the file is empty: write its required keys, see docs/configuration.md'],
  },
  {
    rule: 'a list where a map belongs',
    files: leaf('- Ec2\n'),
    says: [
      'config/leaves/mc.yaml:1:1 a list is not allowed: use a map with Ec2, Container, Volumes, Watchdog, Query, Wake, Limit, StartPage, Discord, AlertSubscription, Alerts, Dashboard',
    ],
  },
  {
    rule: 'text where a map belongs',
    files: leaf('hello\n'),
    says: [
      "config/leaves/mc.yaml:1:1 'hello' is not allowed: use a map with Ec2, Container, Volumes, Watchdog, Query, Wake, Limit, StartPage, Discord, AlertSubscription, Alerts, Dashboard",
    ],
  },
  {
    rule: 'several mistakes in several files, all reported at once',
    files: {
      ...base('Region: here\n'),
      'config/leaves/b.yaml': LEAF.replace('1175', 'low'),
      'config/leaves/a.yaml': LEAF.replace('25565', '0').replace('large', ''),
    },
    says: [
      "config/base.yaml:1:9 Region: 'here' is not allowed: use an AWS region such as eu-central-1",
      "config/leaves/a.yaml:2:17 Ec2.InstanceType: 'm7i-flex.' is not allowed: use an EC2 instance type such as m7i-flex.large",
      'config/leaves/a.yaml:6:12 Container.Ports[0].TCP: 0 is not allowed: use one port from 1 to 65535, or a range such as 16262-16272',
      "config/leaves/b.yaml:8:14 Watchdog.Threshold: 'low' is not allowed: use a number of bytes per second, 0 or more",
    ],
  },
  // YAML
  {
    rule: 'YAML that does not parse',
    files: leaf('Ec2: {InstanceType: m5.large\nContainer: 1\n'),
    says: [
      'config/leaves/mc.yaml:2:1 this is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }',
    ],
  },
  {
    rule: 'a tab as indentation',
    files: leaf(LEAF.replace('  InstanceType', '\tInstanceType')),
    says: ['config/leaves/mc.yaml:2:1 a tab is used as indentation: YAML allows spaces only'],
  },
  {
    rule: 'tabs, without the errors that follow from them',
    files: leaf(LEAF.replace('    - TCP', '\t\t- TCP')),
    says: ['config/leaves/mc.yaml:6:1 a tab is used as indentation: YAML allows spaces only'],
  },
  {
    rule: 'text that needs quotes',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': LEAF.replace('Watchdog:', '  Environment:\n    MOTD: Hello: World\nWatchdog:'),
      'config/leaves/b.yaml': LEAF.replace('Watchdog:', '  Environment:\n    LIST: @all\nWatchdog:'),
      'config/leaves/c.yaml': LEAF.replace('Watchdog:', '  Environment:\n    SHOUT: !hello\nWatchdog:'),
    },
    says: [
      "config/leaves/a.yaml:8:11 text that contains ': ' needs quotes: write 'Hello: World'",
      "config/leaves/b.yaml:8:11 text that begins with @ needs quotes: write '@all'",
      'config/leaves/c.yaml:8:12 Unresolved tag: !hello: the only known tag is !ENV; put text that begins with ! in quotes',
    ],
  },
  {
    rule: 'text that YAML reads as something else, with one message each, at its line',
    files: environments({
      a: '*/15 * * * *',
      b: '*** x ***',
      c: "'Don't panic'",
      d: '{Clan} x',
      e: '[Clan] x',
      f: '- x',
      g: '"a" b',
      h: '? x',
      i: '> x',
    }),
    says: [
      "config/leaves/a.yaml:9:8 text that begins with * needs quotes: write '*/15 * * * *'",
      "config/leaves/b.yaml:9:8 text that begins with * needs quotes: write '*** x ***'",
      'config/leaves/c.yaml:9:8 text with a quote in it needs other quotes around it: write "Don\'t panic"',
      "config/leaves/d.yaml:9:8 text that begins with { needs quotes: write '{Clan} x'",
      "config/leaves/e.yaml:9:8 text that begins with [ needs quotes: write '[Clan] x'",
      "config/leaves/f.yaml:9:8 text that begins with - needs quotes: write '- x'",
      `config/leaves/g.yaml:9:8 text that begins with " needs quotes: write '"a" b'`,
      "config/leaves/h.yaml:9:8 text that begins with ? needs quotes: write '? x'",
      "config/leaves/i.yaml:9:8 text that begins with > needs quotes: write '> x'",
    ],
  },
  {
    rule: 'text that YAML would change without a word',
    files: environments({
      a: 'My #1 server',
      b: '&aGreen',
      c: '&aGreen server',
      d: '${PASS}',
      e: '"${NAME:-x}"',
      f: 'a b ${NAME:-x}',
      g: '$$2a$$10$$',
      h: '"$$x"',
    }),
    says: [
      "config/leaves/a.yaml:9:8 Container.Environment.X: ends before the #, which begins a comment: write 'My #1 server', or a space after # if it is a comment",
      "config/leaves/b.yaml:9:5 Container.Environment.X: text that begins with & needs quotes, since YAML takes its first word for a name: write '&aGreen'",
      "config/leaves/c.yaml:9:16 Container.Environment.X: text that begins with & needs quotes, since YAML takes its first word for a name: write '&aGreen server'",
      'config/leaves/d.yaml:9:8 Container.Environment.X: ${PASS} is not replaced here: write !ENV ${PASS}, or the text in single quotes to keep it as it is',
      'config/leaves/e.yaml:9:8 Container.Environment.X: ${NAME} is not replaced here: write !ENV ${NAME:x}, or the text in single quotes to keep it as it is',
      'config/leaves/f.yaml:9:8 Container.Environment.X: ${NAME} is not replaced here: write !ENV "a b ${NAME:x}", or the text in single quotes to keep it as it is',
      "config/leaves/g.yaml:9:8 Container.Environment.X: has $$, which is docker-compose's way to write $: write '$2a$10$', or the text in single quotes to keep both",
      "config/leaves/h.yaml:9:8 Container.Environment.X: has $$, which is docker-compose's way to write $: write '$x', or the text in single quotes to keep both",
    ],
  },
  {
    rule: 'such text in a variable that is named like a password, without repeating it',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': LEAF.replace('Watchdog:', '  Environment:\n    SERVER_PASS: hunter #2\nWatchdog:'),
      'config/leaves/b.yaml': LEAF.replace('Watchdog:', '  Environment:\n    SERVER_PASS: ${PASS:-hunter2}\nWatchdog:'),
      'config/leaves/c.yaml': LEAF.replace('Watchdog:', '  Environment:\n    SERVER_PASS: @hunter2\nWatchdog:'),
    },
    says: [
      'config/leaves/a.yaml:8:18 Container.Environment.SERVER_PASS: ends before the #, which begins a comment: write it in quotes, or a space after # if it is a comment',
      'config/leaves/b.yaml:8:18 Container.Environment.SERVER_PASS: ${PASS} is not replaced here: write !ENV ${PASS}, or the text in single quotes to keep it as it is',
      'config/leaves/c.yaml:8:18 text that begins with @ needs quotes: write it in quotes',
    ],
  },
  {
    rule: 'a quote that is never closed, at the line where it begins',
    files: environments({ a: '"open', b: "'open", c: '"open\n    Y: "closed"' }),
    says: ['a', 'b', 'c'].map(
      (name) =>
        `config/leaves/${name}.yaml:9:8 the quote that begins here is not closed on its line: close it, or remove it`,
    ),
  },
  {
    rule: 'a line that is indented wrongly, or has no colon and space, at that line',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': LEAF.replace('  Image', ' Image'),
      'config/leaves/b.yaml': LEAF.replace('  Ports', '   Ports'),
      'config/leaves/c.yaml': LEAF.replace('    - TCP: 25565', '    - TCP: 25565\n   - TCP: 1'),
      'config/leaves/d.yaml': LEAF.replace('    - TCP: 25565', '    - TCP: 25565\n     - TCP: 1'),
      'config/leaves/e.yaml': LEAF.replace('Ec2', ' Ec2'),
      'config/leaves/f.yaml': LEAF.replace('Image: ', 'Image:'),
      'config/leaves/g.yaml': LEAF.replace('Image: ', 'Image '),
    },
    says: [
      'config/leaves/a.yaml:5:3 begins after 2 spaces',
      'config/leaves/b.yaml:5:4 begins after 3 spaces',
      'config/leaves/c.yaml:7:4 begins after 3 spaces',
      'config/leaves/d.yaml:7:6 begins after 5 spaces',
      'config/leaves/e.yaml:3:1 begins after 0 spaces',
      'config/leaves/f.yaml:4:3 this line has no value: write a colon and a space after its key, as in Image: value',
      'config/leaves/g.yaml:4:3 this line has no value: write a colon and a space after its key, as in Image: value',
    ].map((line) =>
      line.includes('spaces')
        ? `${line}, where nothing around it begins: begin all keys of a map, and all - of a list, in the same column`
        : line,
    ),
  },
  {
    rule: 'a merged map (<<)',
    files: container('  Environment: &all\n    A: 1\n  Secrets:\n    <<: *all\n'),
    says: [
      'config/leaves/mc.yaml:10:5 Container.Secrets.<<: merging maps is not supported: write out the keys of the other map',
    ],
  },
  {
    rule: 'a key that appears twice in an inner map',
    files: leaf(
      LEAF.replace('Container:', '  "InstanceType": m5.large\nContainer:') +
        'Volumes:\n  - Paths:\n      - Path: /a\n        Path: /b\n',
    ),
    says: [
      'config/leaves/mc.yaml:3:3 Ec2.InstanceType: appears twice in the same map: remove one of the two',
      'config/leaves/mc.yaml:13:9 Volumes[0].Paths[0].Path: appears twice in the same map: remove one of the two',
    ],
  },
  {
    rule: 'a key that appears twice',
    files: leaf(LEAF + 'Ec2:\n  InstanceType: m5.large\n'),
    says: ['config/leaves/mc.yaml:9:1 Ec2: appears twice in the same map: remove one of the two'],
  },
  {
    rule: 'several YAML documents in one file',
    files: leaf(LEAF + '---\nEc2: 1\n'),
    says: ["config/leaves/mc.yaml:9:1 the file has several documents: remove the line '---' and everything below it"],
  },
  {
    rule: 'an unknown tag',
    files: threshold('!!int 3'),
    says: [
      'config/leaves/mc.yaml:8:14 Unresolved tag: tag:yaml.org,2002:int: the only known tag is !ENV; put text that begins with ! in quotes',
    ],
  },
  {
    rule: 'an alias without an anchor',
    files: threshold('*low'),
    says: [
      "config/leaves/mc.yaml:8:3 Watchdog.Threshold: *low does not refer to a value above it: write the value itself, or '*low' if it is text",
    ],
  },
  {
    rule: 'an alias of the map that contains it',
    files: container('  Environment: &all\n    A: *all\n'),
    says: [
      "config/leaves/mc.yaml:8:5 Container.Environment.A: *all does not refer to a value above it: write the value itself, or '*all' if it is text",
    ],
  },
  {
    rule: 'aliases of aliases, which would fill the memory',
    files: leaf(['a: &a [x, x, x, x, x, x, x, x, x]', ...aliasesOfAliases(9)].join('\n')),
    says: [
      'config/leaves/mc.yaml:1:23 d[0][0][0][5]: the aliases of this file stand for more than 1000 values: write the values themselves',
    ],
  },
  {
    rule: 'a thousand aliases of one value',
    files: container(`  Environment:\n    A: &a x\n${keys(1_001)}`),
    says: [
      'config/leaves/mc.yaml:1009:5 Container.Environment.K1000: the aliases of this file stand for more than 1000 values: write the values themselves',
    ],
  },
  {
    rule: 'lists in lists in lists',
    files: threshold(`${'['.repeat(40)}${']'.repeat(40)}`),
    says: [
      'config/leaves/mc.yaml:8:3 Watchdog.Threshold: a list is not allowed: use a number of bytes per second, 0 or more',
      `config/leaves/mc.yaml:8:43 Watchdog.Threshold${'[0]'.repeat(29)}: is nested too deeply: a config needs no more than 30 levels`,
    ],
  },
  // !ENV
  {
    rule: 'an environment variable that is not set',
    files: threshold('!ENV ${LOW}'),
    says: [
      'config/leaves/mc.yaml:8:19 Watchdog.Threshold: the environment variable LOW is not set: set it, or give a default with ${LOW:default}',
    ],
  },
  {
    rule: 'each environment variable that is not set',
    files: image('!ENV "${OWNER}/${NAME:x}:${TAG}"'),
    says: [
      'config/leaves/mc.yaml:4:15 Container.Image: the environment variable OWNER is not set: set it, or give a default with ${OWNER:default}; the environment variable TAG is not set: set it, or give a default with ${TAG:default}',
    ],
  },
  {
    rule: '!ENV without a variable',
    files: threshold('!ENV LOW'),
    says: [
      'config/leaves/mc.yaml:8:19 Watchdog.Threshold: !ENV needs a variable: write !ENV ${NAME} or !ENV ${NAME:default}',
    ],
  },
  {
    rule: '!ENV with an unclosed variable',
    files: image('!ENV "${OWNER"'),
    says: [
      'config/leaves/mc.yaml:4:15 Container.Image: !ENV needs a variable: write !ENV ${NAME} or !ENV ${NAME:default}',
    ],
  },
  ...[
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'RUNNER_TEMP',
    'TF_VAR_token',
    'NODE_AUTH_TOKEN',
    'npm_config__auth',
    'NPM_TOKEN',
    'aws_session_token',
  ].map((name) => ({
    rule: `the environment variable ${name}, which can be a credential`,
    files: image(`!ENV "x/\${${name}:y}"`),
    env: { [name]: 'secret' },
    says: [
      `config/leaves/mc.yaml:4:15 Container.Image: !ENV does not read ${name}: names that begin with AWS_, GITHUB_, GH_, ACTIONS_, RUNNER_, TF_, NODE_, npm_ can hold credentials of AWS, GitHub, Terraform or npm. Give the variable another name`,
    ],
  })),
  {
    rule: 'a reserved environment variable that CONFIG_ENV has',
    files: image('!ENV ${AWS_PROFILE}'),
    env: { CI: 'true', CONFIG_ENV_NAMES: 'AWS_PROFILE', AWS_PROFILE: 'me' },
    says: [
      'config/leaves/mc.yaml:4:15 Container.Image: !ENV does not read AWS_PROFILE: names that begin with AWS_, GITHUB_, GH_, ACTIONS_, RUNNER_, TF_, NODE_, npm_ can hold credentials of AWS, GitHub, Terraform or npm. Give the variable another name',
    ],
  },
  ...[{ CI: 'true' }, { CI: '1', CONFIG_ENV_NAMES: 'LOWER TOKE' }, { CI: 'true', CONFIG_ENV_NAMES: '' }].map((env) => ({
    rule: `in CI, an environment variable that is not of CONFIG_ENV (${JSON.stringify(env)})`,
    files: image('!ENV ${LOW}'),
    env: { ...env, LOW: 'secret' },
    says: [
      'config/leaves/mc.yaml:4:15 Container.Image: CONFIG_ENV does not have LOW, and in CI !ENV reads no other variables (docs/ci.md): add LOW to it, or give a default with ${LOW:default}',
    ],
  })),
  {
    rule: 'an invalid value from an environment variable',
    files: threshold('!ENV ${LOW}'),
    env: { LOW: 'little' },
    says: [
      "config/leaves/mc.yaml:8:19 Watchdog.Threshold: 'little' is not allowed: use a number of bytes per second, 0 or more",
    ],
  },
  // backups
  ...[2, 366, 7.5, 'soon'].map((days) => ({
    rule: `${days} days until the vault is locked`,
    files: base(`${BASE}Backup: { LockDays: ${days} }\n`),
    says: [
      `config/base.yaml:2:21 Backup.LockDays: ${days === 'soon' ? "'soon'" : days} is not allowed: use a whole number of days from 3 to 365`,
    ],
  })),
  {
    rule: 'a locked vault in devel, where it is deleted with its backups',
    files: base(`${BASE}Maturity: devel\nBackup: { LockDays: 14 }\n`),
    says: [
      'config/base.yaml:3:21 Backup.LockDays: is not possible with Maturity: devel, whose backup vault can be deleted with its backups: remove one of the two',
    ],
  },
  // budget
  ...['0', '-1', '1000001', 'ten', '10 $'].map((dollars) => ({
    rule: `a budget of ${dollars}`,
    files: base(`${BASE}AlertSubscription: { Email: a@example.com }\nBudget: { DollarsPerMonth: ${dollars} }\n`),
    says: [
      `config/base.yaml:3:28 Budget.DollarsPerMonth: ${/^-?\d+$/.test(dollars) ? dollars : `'${dollars}'`} is not allowed: use a number of US dollars above 0, at most 1000000`,
    ],
  })),
  {
    rule: 'a budget of which nobody would hear',
    files: base(`${BASE}Budget: { DollarsPerMonth: 20 }\n`),
    says: [
      'config/base.yaml:2:28 Budget.DollarsPerMonth: has nobody to tell: name somebody under AlertSubscription.Email, or remove Budget',
    ],
  },
  {
    rule: 'a budget for more addresses than AWS Budgets takes',
    files: base(
      `${BASE}AlertSubscription: { Email: ${Array.from({ length: 11 }, (_, index) => `a${index}@example.com`).join(' ')} }\nBudget: { DollarsPerMonth: 20 }\n`,
    ),
    says: [
      'config/base.yaml:3:28 Budget.DollarsPerMonth: can tell at most 10 addresses, and AlertSubscription has 11: remove some, or use a mailing list',
    ],
  },
  // webhooks
  ...[
    ['discord', 'games/discord'],
    ['discord', 'my-topic'],
    ['discord', '/games//discord'],
    ['discord', '/games/dis cord'],
    ['discord', `/${'x'.repeat(200)}`],
    ['discord', '5'],
  ].map(([format = '', name = '']) => ({
    rule: `the webhook ${name}, which is no name of a parameter`,
    files: base(`${BASE}Webhooks: [{ Parameter: ${name}, Format: ${format} }]\n`),
    says: [
      'config/base.yaml:2:25 Webhooks[0].Parameter: this value is not allowed: use the name of an SSM parameter that begins with a slash, such as /container-manager/webhooks/discord: at most 200 letters, digits and the characters / . _ -',
    ],
  })),
  ...[
    'https://discord.com/api/webhooks/123/s3cret',
    'http://192.0.2.1/s3cret',
    'discord.com/api/webhooks/123/s3cret',
    'hooks.slack.com/services/T0/B0/s3cret',
    'ntfy.sh/s3cret',
    "' https://ntfy.sh/s3cret'",
  ].map((address) => ({
    rule: `the address ${address} in place of a parameter's name, which no message repeats`,
    files: base(`${BASE}Webhooks: [{ Parameter: ${address}, Format: discord }]\n`),
    says: [
      'config/base.yaml:2:25 Webhooks[0].Parameter: is an address, not the name of a parameter. Whoever reads it can post there, so it must not be in this file. Put it into SSM: aws ssm put-parameter --region REGION --type SecureString --name /container-manager/webhooks/discord --value file:///dev/stdin, then paste it, press Enter and Ctrl+D. Write that name here. If others can read this file already, make a new webhook',
    ],
  })),
  ...['/aws/discord', '/ssm/discord', '/AWSgames'].map((name) => ({
    rule: `the webhook ${name}, which AWS does not create`,
    files: base(`${BASE}Webhooks: [{ Parameter: ${name}, Format: discord }]\n`),
    says: [
      `config/base.yaml:2:25 Webhooks[0].Parameter: ${name} begins with aws or ssm, which AWS refuses: use another name`,
    ],
  })),
  ...[
    ['Discrod', 'discord'],
    ['slak', 'slack'],
    ['SLACK!', 'slack'],
  ].map(([format = '', nearest = '']) => ({
    rule: `a webhook of the format ${format}`,
    files: base(`${BASE}Webhooks: [{ Parameter: /x, Format: ${format} }]\n`),
    says: [
      `config/base.yaml:2:37 Webhooks[0].Format: '${format}' is not allowed: did you mean ${nearest}? Use discord, slack, ntfy or json`,
    ],
  })),
  {
    rule: 'a webhook whose address is its format, which no message repeats',
    files: base(`${BASE}Webhooks: [{ Parameter: /x, Format: 'https://ntfy.sh/s3cret' }]\n`),
    says: ['config/base.yaml:2:37 Webhooks[0].Format: this value is not allowed: use discord, slack, ntfy or json'],
  },
  {
    rule: 'a webhook without a format, and one without a parameter',
    files: base(`${BASE}Webhooks: [{ Parameter: /x }, { Format: json }]\n`),
    says: [
      'config/base.yaml:2:12 Webhooks[0].Format: is missing: use discord, slack, ntfy or json',
      'config/base.yaml:2:31 Webhooks[1].Parameter: is missing: use the name of an SSM parameter that begins with a slash, such as /container-manager/webhooks/discord: at most 200 letters, digits and the characters / . _ -',
    ],
  },
  {
    rule: 'a webhook that is listed twice',
    files: base(
      `${BASE}Webhooks:\n  - { Parameter: /x, Format: json }\n  - { Parameter: /y, Format: json }\n  - { Parameter: /x, Format: slack }\n`,
    ),
    says: ['config/base.yaml:5:18 Webhooks[2].Parameter: /x is listed twice: remove one'],
  },
  {
    rule: 'more webhooks than anybody means',
    files: base(
      `${BASE}Webhooks: [${Array.from({ length: 11 }, (_, index) => `{ Parameter: /x${index}, Format: json }`).join(', ')}]\n`,
    ),
    says: ['config/base.yaml:2:1 Webhooks: has more than 10 webhooks'],
  },
  {
    rule: 'an address in place of the list of webhooks',
    files: base(`${BASE}Webhooks: https://ntfy.sh/s3cret\n`),
    says: [
      'config/base.yaml:2:11 Webhooks: this value is not allowed: use a list of webhooks, each with Parameter and Format',
    ],
  },
  {
    rule: 'addresses in place of webhooks',
    files: base(`${BASE}Webhooks: ['https://ntfy.sh/s3cret']\n`),
    says: ['config/base.yaml:2:12 Webhooks[0]: this value is not allowed: use a map with Parameter, Format'],
  },
  // start page
  ...['ssm', 'SSM-games', 'ssmgames'].map((name) => ({
    rule: `a start page of a project named ${name}`,
    files: base(`${BASE}Name: ${name}\nStartPage: { Enabled: true }\n`),
    says: [
      `config/base.yaml:3:23 StartPage.Enabled: is not possible with Name: ${name}: the page keeps its invitations in SSM parameters, and AWS refuses names of these that begin with ssm`,
    ],
  })),
  {
    rule: 'a start page that is perhaps there',
    files: base(`${BASE}StartPage: { Enabled: maybe }\n`),
    says: ["config/base.yaml:2:23 StartPage.Enabled: 'maybe' is not allowed: use true or false"],
  },
  // keys
  {
    rule: 'an unknown key',
    files: leaf(LEAF + 'Volums:\n  Paths: []\n'),
    says: [
      'config/leaves/mc.yaml:9:1 Volums: is not a known key: did you mean Volumes? Known here: AlertSubscription, Alerts, Container, Dashboard, Discord, Ec2, Limit, Query, StartPage, Volumes, Wake, Watchdog',
    ],
  },
  {
    rule: 'a no-break space, copied from a web page',
    files: leaf(LEAF.replace('  Threshold', '  Threshold: 1\n\u00a0\u00a0Threshold')),
    says: [
      'config/leaves/mc.yaml:9:1 \u00a0\u00a0Threshold: begins or ends with a character that only looks like a space: retype the line',
    ],
  },
  {
    rule: 'keys of AWS-ContainerManager that are no longer supported, and says what to write instead',
    files: {
      ...base(BASE + 'Vpc:\n  Domain:\n    Name: example.com\n'),
      'config/leaves/mc.yaml':
        LEAF.replace('Container:', '  SshCidrAllowed: []\n  GameCidrAllowed: []\nContainer:') +
        '  Type: TCP\n  TcpPort: 25565\n' +
        'Volume:\n  RemovalPolicy: DESTROY\n  Paths:\n    - Path: /data\n' +
        'Volumes:\n  Data:\n    RemovalPolicy: DESTROY\n    KeepBackupDays: 90\n    Paths:\n      - Path: /data\n        EfsCacheFileMb: 1\n',
    },
    says: [
      'config/base.yaml:3:3 Vpc.Domain: is a key of AWS-ContainerManager that is no longer supported: move it out of Vpc, to the top of the file',
      'config/leaves/mc.yaml:3:3 Ec2.SshCidrAllowed: is a key of AWS-ContainerManager that is no longer supported: write Ssh.AllowedCidrs in base.yaml, which applies to all leaves',
      'config/leaves/mc.yaml:4:3 Ec2.GameCidrAllowed: is a key of AWS-ContainerManager that is no longer supported: write Container.AllowedCidrs, or remove it, and everybody can connect',
      'config/leaves/mc.yaml:11:3 Watchdog.Type: is a key of AWS-ContainerManager that is no longer supported: Threshold counts the bytes of all protocols. Remove it',
      'config/leaves/mc.yaml:12:3 Watchdog.TcpPort: is a key of AWS-ContainerManager that is no longer supported: Threshold counts the bytes on all ports. Remove it',
      'config/leaves/mc.yaml:13:1 Volume: is a key of AWS-ContainerManager that is no longer supported: write Volumes, below it a name of your choice such as Data, and below that what was below Volume',
      'config/leaves/mc.yaml:19:5 Volumes.Data.RemovalPolicy: is a key of AWS-ContainerManager that is no longer supported: write KeepOnDelete: false for DESTROY, KeepOnDelete: true for RETAIN',
      'config/leaves/mc.yaml:20:5 Volumes.Data.KeepBackupDays: is a key of AWS-ContainerManager that is no longer supported: backups are kept for 35 days. Remove it',
      'config/leaves/mc.yaml:23:9 Volumes.Data.Paths[0].EfsCacheFileMb: is a key of AWS-ContainerManager that is no longer supported: file systems are mounted with the options that AWS recommends. Remove it',
    ],
  },
  {
    rule: 'a key in the wrong case',
    files: leaf(LEAF.replace('Watchdog', 'watchdog')),
    says: [
      'config/leaves/mc.yaml:1:1 Watchdog.Threshold: is missing: use a number of bytes per second, 0 or more',
      'config/leaves/mc.yaml:7:1 watchdog: is not a known key: did you mean Watchdog? Known here: AlertSubscription, Alerts, Container, Dashboard, Discord, Ec2, Limit, Query, StartPage, Volumes, Wake, Watchdog',
    ],
  },
  {
    rule: 'an unknown key in a section',
    files: leaf(LEAF.replace('InstanceType', 'Type')),
    says: [
      'config/leaves/mc.yaml:1:1 Ec2.InstanceType: is missing: use an EC2 instance type such as m7i-flex.large',
      'config/leaves/mc.yaml:2:3 Ec2.Type: is not a known key: did you mean InstanceType? Known here: CpuCredits, FallbackInstanceTypes, InstanceType',
    ],
  },
  {
    rule: 'a leaf without its required keys',
    files: leaf('Dashboard:\n  Enabled: true\n'),
    says: [
      'config/leaves/mc.yaml:1:1 Container: is missing: use a map with Image, RepositoryCredentials, Ports, AllowedCidrs, Environment, Secrets, StopTimeoutSeconds, Capabilities, NoNewPrivileges, Command, User, Ulimits, HealthCheck',
      'config/leaves/mc.yaml:1:1 Ec2: is missing: use a map with InstanceType, FallbackInstanceTypes, CpuCredits',
      'config/leaves/mc.yaml:1:1 Watchdog.Threshold: is missing: use a number of bytes per second, 0 or more',
    ],
  },
  {
    rule: 'required keys without values',
    files: leaf('Ec2:\nContainer:\n  Image:\n  Ports:\nWatchdog: {}\n'),
    says: [
      'config/leaves/mc.yaml:1:1 Ec2: is empty: use a map with InstanceType, FallbackInstanceTypes, CpuCredits',
      'config/leaves/mc.yaml:3:3 Container.Image: is empty: use an image such as itzg/minecraft-server:2026.9.1',
      'config/leaves/mc.yaml:4:3 Container.Ports: is empty: use a list such as "- TCP: 25565"',
      'config/leaves/mc.yaml:5:1 Watchdog.Threshold: is missing: use a number of bytes per second, 0 or more',
    ],
  },
  {
    rule: 'a base.yaml without its required key',
    files: base('Name: games\n'),
    says: ['config/base.yaml:1:1 Region: is missing: use an AWS region such as eu-central-1'],
  },
  // base.yaml
  {
    rule: 'a Name that ECS does not allow for a capacity provider',
    files: base(BASE + 'Name: ecs-games\n'),
    says: [
      "config/base.yaml:2:7 Name: 'ecs-games' is not allowed: use 1 to 35 letters, digits and dashes; begin with a letter, but not with aws, ecs, fargate or sg-, and do not end with a dash",
    ],
  },
  {
    rule: 'a Name that is too long',
    files: base(BASE + 'Name: ' + 'n'.repeat(36) + '\n'),
    says: [
      "config/base.yaml:2:7 Name: 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn' is not allowed: use 1 to 35 letters, digits and dashes; begin with a letter, but not with aws, ecs, fargate or sg-, and do not end with a dash",
    ],
  },
  {
    rule: 'an invalid Region',
    files: base('Region: Frankfurt\n'),
    says: ["config/base.yaml:1:9 Region: 'Frankfurt' is not allowed: use an AWS region such as eu-central-1"],
  },
  {
    rule: 'an unknown Maturity',
    files: base(BASE + 'Maturity: test\n'),
    says: ["config/base.yaml:2:11 Maturity: 'test' is not allowed: use prod or devel"],
  },
  {
    rule: 'a bucket that S3 refuses',
    files: base(BASE + 'State:\n  Bucket: My_State\n  Region: here\n'),
    says: [
      "config/base.yaml:3:11 State.Bucket: 'My_State' is not allowed: use the name of an S3 bucket: 3 to 63 lower-case letters, digits, dashes and dots",
      "config/base.yaml:4:11 State.Region: 'here' is not allowed: use an AWS region such as eu-central-1",
    ],
  },
  {
    rule: 'a State without a bucket',
    files: base(BASE + 'State:\n  Region: eu-west-1\n'),
    says: [
      'config/base.yaml:2:1 State.Bucket: is missing: use the name of an S3 bucket: 3 to 63 lower-case letters, digits, dashes and dots',
    ],
  },
  {
    rule: 'a MaxAZs below 1',
    files: base(BASE + 'Vpc:\n  MaxAZs: 0\n'),
    says: ['config/base.yaml:3:11 Vpc.MaxAZs: 0 is not allowed: use a whole number of availability zones from 1 to 6'],
  },
  {
    rule: 'more zones than a Region has',
    files: base(BASE + 'Vpc:\n  MaxAZs: 7\n'),
    says: ['config/base.yaml:3:11 Vpc.MaxAZs: 7 is not allowed: use a whole number of availability zones from 1 to 6'],
  },
  {
    rule: 'a number of zones that differs from MaxAZs',
    files: base(BASE + 'Vpc:\n  AvailabilityZones: [eu-central-1a, eu-central-1b]\n'),
    says: ['config/base.yaml:3:3 Vpc.AvailabilityZones: names 2 zones, but MaxAZs is 1: make the two numbers equal'],
  },
  {
    rule: 'a zone of another Region, and a zone that is listed twice',
    files: base(BASE + 'Vpc:\n  MaxAZs: 3\n  AvailabilityZones: [us-east-1a, eu-central-1b, eu-central-1b]\n'),
    says: [
      'config/base.yaml:4:23 Vpc.AvailabilityZones[0]: us-east-1a is not in the Region eu-central-1: use a zone such as eu-central-1a',
      'config/base.yaml:4:50 Vpc.AvailabilityZones[2]: eu-central-1b is listed twice: remove one',
    ],
  },
  {
    rule: 'an invalid zone',
    files: base(BASE + 'Vpc:\n  AvailabilityZones: [a]\n'),
    says: [
      "config/base.yaml:3:23 Vpc.AvailabilityZones[0]: 'a' is not allowed: use the name of an availability zone such as eu-central-1a",
    ],
  },
  {
    rule: 'a Domain without HostedZoneId',
    files: base(BASE + 'Domain:\n  Name: example.com\n'),
    says: [
      'config/base.yaml:2:1 Domain.HostedZoneId: is missing: use the id of a hosted zone such as Z0123456789ABCDEFGHIJ, without /hostedzone/',
    ],
  },
  {
    rule: 'a Domain without Name',
    files: base(BASE + 'Domain:\n  HostedZoneId: Z0123456789ABC\n'),
    says: ['config/base.yaml:2:1 Domain.Name: is missing: use a domain name such as example.com'],
  },
  {
    rule: 'invalid values of Domain',
    files: base(BASE + 'Domain:\n  Name: localhost\n  HostedZoneId: /hostedzone/Z0123\n  QueryLogGroup: my logs\n'),
    says: [
      "config/base.yaml:3:9 Domain.Name: 'localhost' is not allowed: use a domain name such as example.com",
      "config/base.yaml:4:17 Domain.HostedZoneId: '/hostedzone/Z0123' is not allowed: use the id of a hosted zone such as Z0123456789ABCDEFGHIJ, without /hostedzone/",
      "config/base.yaml:5:18 Domain.QueryLogGroup: 'my logs' is not allowed: use the name of a CloudWatch log group: 1 to 512 letters, digits and the characters . - _ / #",
    ],
  },
  {
    rule: 'a domain with letters that DNS does not have, and names the form that it has',
    files: base(BASE + 'Domain:\n  Name: Bücher.example\n  HostedZoneId: Z0123\n'),
    says: [
      "config/base.yaml:3:9 Domain.Name: 'Bücher.example' has letters that DNS does not have: write xn--bcher-kva.example, which means the same",
    ],
  },
  {
    rule: 'an invalid e-mail address',
    files: base(BASE + 'AlertSubscription:\n  Email: a@example.com, b@example.com\n'),
    says: [
      "config/base.yaml:3:10 AlertSubscription.Email: 'a@example.com,' is not allowed: use e-mail addresses, separated by white space",
    ],
  },
  {
    rule: 'an invalid SSH key, without repeating it',
    files: base(BASE + 'Ssh:\n  PublicKey: ssh-ed25519 AAAA\n'),
    says: [
      'config/base.yaml:3:14 Ssh.PublicKey: this value is not allowed: use the line of an OpenSSH public key file, ssh-ed25519 or ssh-rsa (EC2 accepts no others)',
    ],
  },
  {
    rule: 'Ssh without a key',
    files: base(BASE + 'Ssh:\n  AllowedCidrs: [198.51.100.7/32]\n'),
    says: [
      'config/base.yaml:2:1 Ssh.PublicKey: is missing: use the line of an OpenSSH public key file, ssh-ed25519 or ssh-rsa (EC2 accepts no others)',
    ],
  },
  {
    rule: 'invalid CIDRs',
    files: base(
      BASE +
        'Ssh:\n  PublicKey: ' +
        SSH_KEY +
        '\n  AllowedCidrs:\n    - 198.51.100.7\n    - 198.51.100.7/24\n    - 198.51.100.0/33\n    - 2001:db8::/64\n    - ::1\n    - 2001:db8::/129\n    - example.com/32\n',
    ),
    says: [
      "config/base.yaml:5:7 Ssh.AllowedCidrs[0]: '198.51.100.7' has no prefix: write 198.51.100.7/32 for this one address",
      "config/base.yaml:6:7 Ssh.AllowedCidrs[1]: '198.51.100.7/24' is not a network: write 198.51.100.0/24 for all addresses of the network, or 198.51.100.7/32 for this one address",
      "config/base.yaml:7:7 Ssh.AllowedCidrs[2]: '198.51.100.0/33' is not allowed: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix",
      "config/base.yaml:8:7 Ssh.AllowedCidrs[3]: '2001:db8::/64' is IPv6, which the network of the instances does not have: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix",
      "config/base.yaml:9:7 Ssh.AllowedCidrs[4]: '::1' is IPv6, which the network of the instances does not have: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix",
      "config/base.yaml:10:7 Ssh.AllowedCidrs[5]: '2001:db8::/129' is not allowed: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix",
      "config/base.yaml:11:7 Ssh.AllowedCidrs[6]: 'example.com/32' is not allowed: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix",
    ],
  },
  {
    rule: 'more CIDRs than a security group has room for beside the ports',
    files: base(
      `${BASE}Ssh:\n  PublicKey: ${SSH_KEY}\n  AllowedCidrs:\n` +
        Array.from({ length: 11 }, (_, index) => `    - 198.51.${index}.0/24\n`).join(''),
    ),
    says: [
      'config/base.yaml:4:3 Ssh.AllowedCidrs: has more than 10 networks: a security group has no room for more beside the ports',
    ],
  },
  {
    rule: 'invalid subscriptions in a list',
    files: {
      ...base(`${BASE}AlertSubscription:\n  - Email: a@example.com\n  - Email: me\n  - SMS: "+123"\n`),
      'config/leaves/a.yaml': `${LEAF}AlertSubscription:\n  - a@example.com\n`,
      'config/leaves/b.yaml': `${LEAF}AlertSubscription:\n  Email:\n    - a@example.com\n    - {}\n`,
    },
    says: [
      "config/base.yaml:4:12 AlertSubscription.Email[1]: 'me' is not allowed: use e-mail addresses, separated by white space",
      'config/base.yaml:5:5 AlertSubscription.SMS: is not a known key: did you mean Email? Known here: Email',
      'config/leaves/a.yaml:9:1 AlertSubscription: a list is not allowed: use a map with Email',
      'config/leaves/b.yaml:10:3 AlertSubscription.Email: a map is not allowed: use e-mail addresses, separated by white space',
    ],
  },
  // ids
  {
    rule: 'a leaf named base',
    files: leaves('Base.yaml'),
    says: ['config/leaves/Base.yaml:1:1 a leaf cannot be named base: rename the file'],
  },
  {
    rule: 'an id that cannot be part of a DNS name',
    files: leaves('a_b.yaml', 'c..d.yaml', '-e.yaml', '🎮.yaml'),
    says: [
      "config/leaves/-e.yaml:1:1 '-e' cannot be part of a DNS name: rename the file; use letters, digits and dashes (no dash first or last), at most 63 between two dots",
      "config/leaves/a_b.yaml:1:1 'a_b' cannot be part of a DNS name: rename the file; use letters, digits and dashes (no dash first or last), at most 63 between two dots",
      "config/leaves/c..d.yaml:1:1 'c..d' cannot be part of a DNS name: rename the file; use letters, digits and dashes (no dash first or last), at most 63 between two dots",
      "config/leaves/🎮.yaml:1:1 '🎮' cannot be part of a DNS name: rename the file to xn--fl8h.yaml, which means the same, or use only the letters a to z",
    ],
  },
  {
    rule: 'an id that makes AWS names too long',
    files: leaves('abcdefghijklmnopqrstuv.yaml', 'abcdefghijklmnopqrstuvw.yaml'),
    says: [
      "config/leaves/abcdefghijklmnopqrstuvw.yaml:1:1 the AWS names would begin with container-manager-abcdefghijklmnopqrstuvw, which has 41 characters: at most 40 are allowed, so shorten the file's name or Name in base.yaml",
    ],
  },
  {
    rule: 'an id that makes AWS names too long with a long Name',
    files: {
      ...base(BASE + 'Name: ' + 'n'.repeat(35) + '\n'),
      'config/leaves/abcd.yaml': LEAF,
      'config/leaves/abcde.yaml': LEAF,
    },
    says: [
      "config/leaves/abcde.yaml:1:1 the AWS names would begin with nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-abcde, which has 41 characters: at most 40 are allowed, so shorten the file's name or Name in base.yaml",
    ],
  },
  {
    rule: 'an id that makes the DNS name too long',
    files: {
      ...base(BASE + 'Domain:\n  Name: ' + ('d'.repeat(60) + '.').repeat(4) + 'example\n  HostedZoneId: Z0123\n'),
      'config/leaves/mc.yaml': LEAF,
      'config/leaves/m.yaml': LEAF,
    },
    says: [
      'config/leaves/mc.yaml:1:1 the DNS name mc.dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.example has 254 characters: at most 253 are allowed',
    ],
  },
  {
    rule: 'two leaves with the same stack name',
    files: leaves('a.b.yaml', 'a-b.yaml'),
    says: ['config/leaves/a.b.yaml:1:1 has the same stack name, a-b, as config/leaves/a-b.yaml: rename one of the two'],
  },
  {
    rule: 'two leaves with the same id',
    files: leaves('mc.yaml', 'MC.yaml'),
    says: ['config/leaves/mc.yaml:1:1 has the same stack name, mc, as config/leaves/MC.yaml: rename one of the two'],
  },
  {
    rule: 'an id that makes AWS names too long, also when base.yaml has other mistakes',
    files: {
      ...base('Name: ' + 'n'.repeat(35) + '\nMaturity: test\n'),
      'config/leaves/abcde.yaml': LEAF,
    },
    says: [
      'config/base.yaml:1:1 Region: is missing: use an AWS region such as eu-central-1',
      "config/base.yaml:2:11 Maturity: 'test' is not allowed: use prod or devel",
      "config/leaves/abcde.yaml:1:1 the AWS names would begin with nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-abcde, which has 41 characters: at most 40 are allowed, so shorten the file's name or Name in base.yaml",
    ],
  },
  // several values together, where one of them is wrong
  {
    rule: 'a zone of another Region, also when MaxAZs is invalid',
    files: base(BASE + 'Vpc:\n  MaxAZs: 7\n  AvailabilityZones: [us-east-1a, a]\n'),
    says: [
      'config/base.yaml:3:11 Vpc.MaxAZs: 7 is not allowed: use a whole number of availability zones from 1 to 6',
      'config/base.yaml:4:23 Vpc.AvailabilityZones[0]: us-east-1a is not in the Region eu-central-1: use a zone such as eu-central-1a',
      "config/base.yaml:4:35 Vpc.AvailabilityZones[1]: 'a' is not allowed: use the name of an availability zone such as eu-central-1a",
    ],
  },
  {
    rule: 'a port that is listed twice, also when another port is invalid',
    files: ports('- TCP: 80', '- TCP: 0', '- HTTP: 1', '- TCP: 80'),
    says: [
      'config/leaves/mc.yaml:7:12 Container.Ports[1].TCP: 0 is not allowed: use one port from 1 to 65535, or a range such as 16262-16272',
      'config/leaves/mc.yaml:8:7 Container.Ports[2].HTTP: is not a known key: did you mean TCP? Known here: ContainerPort, TCP, UDP',
      'config/leaves/mc.yaml:9:7 Container.Ports[3]: tcp 80 is listed twice: remove one of the two',
    ],
  },
  {
    rule: 'a path that is listed twice and an invalid volume name, also when other values are invalid',
    files: volumes(
      '  A:\n    EnableBackups: 1\n    Paths:\n      - Path: /data\n      - Path: data\n' +
        '  2nd: 5\n  B:\n    Paths:\n      - Path: /data\n        ReadOnly: 1\n',
    ),
    says: [
      "config/leaves/mc.yaml:11:20 Volumes.A.EnableBackups: '1' is not allowed: use true or false",
      "config/leaves/mc.yaml:14:15 Volumes.A.Paths[1].Path: 'data' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
      "config/leaves/mc.yaml:15:8 Volumes.2nd: '5' is not allowed: use a map with Type, EnableBackups, KeepOnDelete, FileSystemId, Paths",
      'config/leaves/mc.yaml:15:8 Volumes.2nd: is not a valid volume name: use 1 to 23 letters and digits, with a letter first',
      'config/leaves/mc.yaml:18:15 Volumes.B.Paths[0].Path: /data is listed twice in this leaf: remove one of the two',
      "config/leaves/mc.yaml:19:19 Volumes.B.Paths[0].ReadOnly: '1' is not allowed: use true or false",
    ],
  },
  {
    rule: 'a variable both in Environment and Secrets, also when its values are invalid',
    files: container('  Environment:\n    PASSWORD: []\n  Secrets:\n    PASSWORD: a b\n'),
    says: [
      'config/leaves/mc.yaml:8:5 Container.Environment.PASSWORD: a list is not allowed: use text, a number, true or false',
      'config/leaves/mc.yaml:10:15 Container.Secrets.PASSWORD: is also in Environment: remove one of the two',
      'config/leaves/mc.yaml:10:15 Container.Secrets.PASSWORD: this value is not allowed: use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
    ],
  },
  {
    rule: 'one file system for two volumes, also when the leaves have other mistakes',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': ADOPTS.replace('1175', 'low'),
      'config/leaves/b.yaml': `${ADOPTS}    Kind: EFS\n`,
    },
    says: [
      "config/leaves/a.yaml:8:14 Watchdog.Threshold: 'low' is not allowed: use a number of bytes per second, 0 or more",
      'config/leaves/b.yaml:11:19 Volumes.Data.FileSystemId: fs-0123456789abcdef0 is already used by config/leaves/a.yaml Volumes.Data: remove one of the two',
      'config/leaves/b.yaml:14:5 Volumes.Data.Kind: is not a known key: did you mean Type? Known here: EnableBackups, FileSystemId, KeepOnDelete, Paths, Type',
    ],
  },
  // Ec2 and Container
  {
    rule: 'one zone for volumes in a Region without EFS One Zone',
    files: {
      'config/base.yaml': 'Region: ap-south-2\nVpc:\n  MaxAZs: 1\n',
      'config/leaves/a.yaml': LEAF,
      'config/leaves/b.yaml': ADOPTS,
      'config/leaves/c.yaml': `${LEAF}Volumes: {Data: {Paths: [Path: /data]}}\n`,
    },
    says: [
      'config/base.yaml:3:11 Vpc.MaxAZs: is 1, and then file systems use EFS One Zone, which AWS does not have in ap-south-2: set Vpc.MaxAZs: 2 (config/leaves/c.yaml has volumes)',
    ],
  },
  {
    rule: 'no word about zones for volumes in a Region without EFS One Zone',
    files: {
      'config/base.yaml': 'Region: mx-central-1\n',
      'config/leaves/c.yaml': `${LEAF}Volumes: {Data: {Paths: [Path: /data]}}\n`,
    },
    says: [
      'config/base.yaml:1:1 Vpc.MaxAZs: is 1, and then file systems use EFS One Zone, which AWS does not have in mx-central-1: set Vpc.MaxAZs: 2 (config/leaves/c.yaml has volumes)',
    ],
  },
  {
    rule: 'a TCP port of the tunnels to the file systems, where there are volumes',
    files: leaf(
      LEAF.replace(
        '    - TCP: 25565',
        '    - TCP: 20048\n    - UDP: 20049\n    - TCP: 20049\n    - TCP: 21048\n    - TCP: 21049',
      ) + 'Volumes: {Data: {Paths: [Path: /data]}}\n',
    ),
    says: [
      'config/leaves/mc.yaml:8:7 Container.Ports[2]: TCP 20049 can be taken by the encrypted connections to the volumes, which use 20049 to 21048: choose another port',
      'config/leaves/mc.yaml:9:7 Container.Ports[3]: TCP 21048 can be taken by the encrypted connections to the volumes, which use 20049 to 21048: choose another port',
    ],
  },
  {
    rule: 'an instance type whose processor Amazon Linux 2023 does not support',
    files: instanceType('A1.xlarge'),
    says: [
      'config/leaves/mc.yaml:2:17 Ec2.InstanceType: a1.xlarge cannot run Amazon Linux 2023, which the host uses: use a newer Graviton type such as m7g.large',
    ],
  },
  {
    rule: 'capabilities that no game needs, that ECS does not know or in another form',
    files: leaf(
      LEAF.replace('Watchdog:', '  Capabilities:\n    Add: [SYS_ADMIN, NET_RAW, net_raw]\n    Drop: [ALL]\nWatchdog:'),
    ),
    says: [
      "config/leaves/mc.yaml:8:11 Container.Capabilities.Add[0]: 'SYS_ADMIN' is not allowed: use AUDIT_WRITE or MKNOD or NET_RAW",
      "config/leaves/mc.yaml:8:31 Container.Capabilities.Add[2]: 'net_raw' is not allowed: use AUDIT_WRITE or MKNOD or NET_RAW",
      'config/leaves/mc.yaml:9:5 Container.Capabilities.Drop: is not a known key: did you mean Add? Known here: Add',
    ],
  },
  {
    rule: 'a capability that is not in a list, and NoNewPrivileges that is neither true nor false',
    files: leaf(LEAF.replace('Watchdog:', '  Capabilities:\n    Add: NET_RAW\n  NoNewPrivileges: maybe\nWatchdog:')),
    says: [
      `config/leaves/mc.yaml:8:10 Container.Capabilities.Add: 'NET_RAW' is not allowed: use a list such as "- AUDIT_WRITE"`,
      "config/leaves/mc.yaml:9:20 Container.NoNewPrivileges: 'maybe' is not allowed: use true or false",
    ],
  },
  ...['0', '-1', '744.5', 'a lot', '08'].map((hours) => ({
    rule: `a limit of ${hours} hours a month`,
    files: leaf(`${LEAF}Limit:\n  HoursPerMonth: ${hours}\n`),
    says: [
      `config/leaves/mc.yaml:10:18 Limit.HoursPerMonth: ${/^-?[1-9.]+$|^0$/.test(hours) ? hours : `'${hours}'`} is not allowed: use a number of hours above 0, at most 744`,
    ],
  })),
  ...[
    ["''", "''"],
    ["'  '", "' '"],
    ['"a\\eb"', "'a\u001bb'"],
    ['"a\\u202eb"', "'a\u202eb'"],
    ['"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9"', "'1 2 3 4 5 6 7 8 9'"],
    ['x'.repeat(501), `'${'x'.repeat(60)}…'`],
  ].map(([note, shown]) => ({
    rule: `the note ${note} for the start page`,
    files: leaf(`${LEAF}StartPage:\n  Note: ${note}\n`),
    says: [
      `config/leaves/mc.yaml:10:9 StartPage.Note: ${shown} is not allowed: use 1 to 500 characters in at most 8 lines, without control characters`,
    ],
  })),
  {
    rule: 'a start page that a leaf turns on',
    files: leaf(`${LEAF}StartPage:\n  Enabled: true\n`),
    says: ['config/leaves/mc.yaml:10:3 StartPage.Enabled: is not a known key: did you mean Note? Known here: Note'],
  },
  {
    rule: 'roles of Discord by their names, and a list that is none',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': `${LEAF}Discord:\n  Roles: [admin, 1234567890123456, 0123456789012345678]\n`,
      'config/leaves/b.yaml': `${LEAF}Discord:\n  Roles: 123456789012345678\n`,
      'config/leaves/c.yaml': `${LEAF}Discord:\n  Roles: [${Array.from({ length: 21 }, (_, index) => 10 ** 17 + index * 1000).join(', ')}]\n`,
    },
    says: [
      `config/leaves/a.yaml:10:11 Discord.Roles[0]: 'admin' is not allowed: use the id of a role: 17 to 20 digits, which Discord's "Copy ID" gives in developer mode`,
      `config/leaves/a.yaml:10:18 Discord.Roles[1]: '1234567890123456' is not allowed: use the id of a role: 17 to 20 digits, which Discord's "Copy ID" gives in developer mode`,
      `config/leaves/a.yaml:10:36 Discord.Roles[2]: '0123456789012345678' is not allowed: use the id of a role: 17 to 20 digits, which Discord's "Copy ID" gives in developer mode`,
      "config/leaves/b.yaml:10:10 Discord.Roles: '123456789012345678' is not allowed: use a list of ids of roles",
      'config/leaves/c.yaml:10:3 Discord.Roles: has more than 20 roles: remove some',
    ],
  },
  {
    rule: 'Discord without a start page',
    files: base(
      `${BASE}Discord:\n  ApplicationId: 123456789012345678\n  PublicKey: ${'ab'.repeat(32)}\n  Servers: [223456789012345678]\n`,
    ),
    says: [
      'config/base.yaml:2:1 Discord: needs the start page, whose function answers it: set StartPage.Enabled: true, or remove Discord',
    ],
  },
  {
    rule: 'what Discord does not give',
    files: base(
      `${BASE}StartPage: { Enabled: true }\nDiscord:\n  ApplicationId: my-app\n  PublicKey: ${'ab'.repeat(31)}ag\n  Servers: [friends]\n`,
    ),
    says: [
      "config/base.yaml:4:18 Discord.ApplicationId: 'my-app' is not allowed: use the Application ID of its page in the Discord Developer Portal: 17 to 20 digits",
      `config/base.yaml:5:14 Discord.PublicKey: '${'ab'.repeat(30)}…' is not allowed: use the Public Key of its page in the Discord Developer Portal: 64 characters, 0 to 9 and a to f`,
      `config/base.yaml:6:13 Discord.Servers[0]: 'friends' is not allowed: use the id of a server: 17 to 20 digits, which Discord's "Copy ID" gives in developer mode`,
    ],
  },
  {
    rule: 'Discord without its ids',
    files: base(`${BASE}StartPage: { Enabled: true }\nDiscord:\n  Servers: []\n`),
    says: [
      'config/base.yaml:3:1 Discord.ApplicationId: is missing: use the Application ID of its page in the Discord Developer Portal: 17 to 20 digits',
      'config/base.yaml:3:1 Discord.PublicKey: is missing: use the Public Key of its page in the Discord Developer Portal: 64 characters, 0 to 9 and a to f',
      'config/base.yaml:4:3 Discord.Servers: names no server: write the id of the server whose members may use the commands',
    ],
  },
  {
    rule: 'a limit that is no map',
    files: leaf(`${LEAF}Limit: 60\n`),
    says: ["config/leaves/mc.yaml:9:8 Limit: '60' is not allowed: use a map with HoursPerMonth"],
  },
  {
    rule: 'alarms without a limit, and an alarm on files that there are not',
    files: leaf(`${LEAF}Alerts:\n  FileSystemGigabytes: 50\n  LogMegabytesPerHour: 0\n`),
    says: [
      'config/leaves/mc.yaml:10:24 Alerts.FileSystemGigabytes: the leaf has no Volumes, so there is nothing to measure: remove it, or add Volumes',
      'config/leaves/mc.yaml:11:24 Alerts.LogMegabytesPerHour: 0 is not allowed: use a whole number of megabytes from 1 to 1000000',
    ],
  },
  {
    rule: 'a size of files that is not a whole number of gigabytes',
    files: leaf(`${LEAF}Volumes:\n  Data:\n    Paths:\n      - Path: /data\nAlerts:\n  FileSystemGigabytes: 0.5\n`),
    says: [
      'config/leaves/mc.yaml:14:24 Alerts.FileSystemGigabytes: 0.5 is not allowed: use a whole number of gigabytes from 1 to 1000000',
    ],
  },
  {
    rule: 'CPU credits of a type that has none',
    files: instanceType('m7i-flex.large\n  CpuCredits: standard'),
    says: [
      'config/leaves/mc.yaml:3:15 Ec2.CpuCredits: m7i-flex.large has no CPU credits, and EC2 would refuse to start it: remove CpuCredits, or use a t2, t3, t3a or t4g type',
    ],
  },
  {
    rule: 'fallback types that are no list, or an empty one',
    files: {
      ...leaf(LEAF),
      'config/leaves/a.yaml': LEAF.replace('Container:', '  FallbackInstanceTypes: m6i.large\nContainer:'),
      'config/leaves/b.yaml': LEAF.replace('Container:', '  FallbackInstanceTypes: []\nContainer:'),
    },
    says: [
      `config/leaves/a.yaml:3:26 Ec2.FallbackInstanceTypes: 'm6i.large' is not allowed: use a list of 1 to 5 EC2 instance types such as "- m6i.large"`,
      `config/leaves/b.yaml:3:3 Ec2.FallbackInstanceTypes: has 0 entries: use a list of 1 to 5 EC2 instance types such as "- m6i.large"`,
    ],
  },
  {
    rule: 'more fallback types than AWS ever needs',
    files: instanceType(
      'm7i-flex.large\n  FallbackInstanceTypes: [m6i.large, m6a.large, m7a.large, m7i.large, m5.large, m5a.large]',
    ),
    says: [
      `config/leaves/mc.yaml:3:3 Ec2.FallbackInstanceTypes: has 6 entries: use a list of 1 to 5 EC2 instance types such as "- m6i.large"`,
    ],
  },
  {
    rule: 'fallback types that are the first type, listed twice, no types, or that no host can run on',
    files: instanceType(
      'm7i-flex.large\n  FallbackInstanceTypes: [M7I-flex.large, m6a.large, M6A.large, large, a1.large]',
    ),
    says: [
      'config/leaves/mc.yaml:3:27 Ec2.FallbackInstanceTypes[0]: m7i-flex.large is InstanceType itself: use another type',
      'config/leaves/mc.yaml:3:54 Ec2.FallbackInstanceTypes[2]: m6a.large is listed twice: remove one of the two',
      "config/leaves/mc.yaml:3:65 Ec2.FallbackInstanceTypes[3]: 'large' is not allowed: use an EC2 instance type such as m6i.large",
      'config/leaves/mc.yaml:3:72 Ec2.FallbackInstanceTypes[4]: a1.large cannot run Amazon Linux 2023, which the host uses: use a newer Graviton type such as m7g.large',
      'config/leaves/mc.yaml:3:72 Ec2.FallbackInstanceTypes[4]: a1.large has the architecture arm64, and InstanceType m7i-flex.large has x86_64: the image and the host run on one, so use types of the same architecture',
    ],
  },
  {
    rule: 'a fallback type of another architecture, by its name',
    files: instanceType('m7g.large\n  FallbackInstanceTypes: [m6g.large, m7i-flex.large]'),
    says: [
      'config/leaves/mc.yaml:3:38 Ec2.FallbackInstanceTypes[1]: m7i-flex.large has the architecture x86_64, and InstanceType m7g.large has arm64: the image and the host run on one, so use types of the same architecture',
    ],
  },
  {
    rule: 'CPU credits where only some of the types have them',
    files: instanceType('t3.large\n  FallbackInstanceTypes: [t3a.large, m6i.large, m5.large]\n  CpuCredits: standard'),
    says: [
      'config/leaves/mc.yaml:4:15 Ec2.CpuCredits: m6i.large, m5.large have no CPU credits, and EC2 would refuse to start them: remove CpuCredits, or use a t2, t3, t3a or t4g type',
    ],
  },
  {
    rule: 'CPU credits that EC2 does not know',
    files: instanceType('t3.large\n  CpuCredits: some'),
    says: ["config/leaves/mc.yaml:3:15 Ec2.CpuCredits: 'some' is not allowed: use standard or unlimited"],
  },
  {
    rule: 'an invalid instance type',
    files: instanceType('large'),
    says: [
      "config/leaves/mc.yaml:2:17 Ec2.InstanceType: 'large' is not allowed: use an EC2 instance type such as m7i-flex.large",
    ],
  },
  {
    rule: 'an invalid image',
    files: image('itzg/minecraft server'),
    says: [
      "config/leaves/mc.yaml:4:10 Container.Image: 'itzg/minecraft server' is not allowed: use an image such as itzg/minecraft-server:2026.9.1",
    ],
  },
  {
    rule: 'an empty image',
    files: image('""'),
    says: [
      "config/leaves/mc.yaml:4:10 Container.Image: '' is not allowed: use an image such as itzg/minecraft-server:2026.9.1",
    ],
  },
  {
    rule: 'an image with an invalid tag',
    files: image('nginx:-1'),
    says: [
      "config/leaves/mc.yaml:4:10 Container.Image: 'nginx:-1' is not allowed: use an image such as itzg/minecraft-server:2026.9.1",
    ],
  },
  {
    rule: 'ports outside 1 to 65535',
    files: ports('- TCP: 0', '- UDP: 65536', '- TCP: 1.5', '- TCP: http', '- TCP:'),
    says: [
      'config/leaves/mc.yaml:6:12 Container.Ports[0].TCP: 0 is not allowed: use one port from 1 to 65535, or a range such as 16262-16272',
      'config/leaves/mc.yaml:7:12 Container.Ports[1].UDP: 65536 is not allowed: use one port from 1 to 65535, or a range such as 16262-16272',
      'config/leaves/mc.yaml:8:12 Container.Ports[2].TCP: 1.5 is not allowed: use one port from 1 to 65535, or a range such as 16262-16272',
      "config/leaves/mc.yaml:9:12 Container.Ports[3].TCP: 'http' is not allowed: use one port from 1 to 65535, or a range such as 16262-16272",
      'config/leaves/mc.yaml:10:7 Container.Ports[4]: has 0 ports: use one TCP: n or UDP: n in each line of the list',
    ],
  },
  {
    rule: 'ports that are octal, hexadecimal, followed by a protocol, or a range that ends before it begins',
    files: ports('- TCP: 25570-25565', '- TCP: 0777', '- TCP: 0x50', '- 25565/tcp'),
    says: [
      "config/leaves/mc.yaml:6:12 Container.Ports[0].TCP: '25570-25565' is not allowed: use one port from 1 to 65535, or a range such as 16262-16272",
      "config/leaves/mc.yaml:7:12 Container.Ports[1].TCP: '0777' is not allowed: use one port from 1 to 65535, or a range such as 16262-16272",
      "config/leaves/mc.yaml:8:12 Container.Ports[2].TCP: '0x50' is not allowed: use one port from 1 to 65535, or a range such as 16262-16272",
      'config/leaves/mc.yaml:9:7 Container.Ports[3]: \'25565/tcp\' is not allowed: use one TCP: n or UDP: n in each line of the list, here "- TCP: 25565"',
    ],
  },
  {
    rule: 'variables as a list',
    files: container('  Environment:\n    - EULA=true\n'),
    says: [
      'config/leaves/mc.yaml:7:3 Container.Environment: a list is not allowed: use a map of variables such as "EULA: true"',
    ],
  },
  {
    rule: 'ports that the host uses',
    files: ports('- TCP: 22', '- UDP: 51678', '- TCP: 51679', '- TCP: 51680', '- TCP: 2376'),
    says: [
      'config/leaves/mc.yaml:6:12 Container.Ports[0].TCP: 22 is used by the host: choose any port but 22, 2375, 2376, 51678, 51679, 51680',
      'config/leaves/mc.yaml:7:12 Container.Ports[1].UDP: 51678 is used by the host: choose any port but 22, 2375, 2376, 51678, 51679, 51680',
      'config/leaves/mc.yaml:8:12 Container.Ports[2].TCP: 51679 is used by the host: choose any port but 22, 2375, 2376, 51678, 51679, 51680',
      'config/leaves/mc.yaml:9:12 Container.Ports[3].TCP: 51680 is used by the host: choose any port but 22, 2375, 2376, 51678, 51679, 51680',
      'config/leaves/mc.yaml:10:12 Container.Ports[4].TCP: 2376 is used by the host: choose any port but 22, 2375, 2376, 51678, 51679, 51680',
    ],
  },
  {
    rule: 'a port that is listed twice',
    files: ports('- TCP: 80', '- UDP: 80', '- tcp: "80"'),
    says: ['config/leaves/mc.yaml:8:7 Container.Ports[2]: tcp 80 is listed twice: remove one of the two'],
  },
  {
    rule: 'ranges that hold a port of the host or another entry, or that end above 65535',
    files: ports(
      '- TCP: 20-30',
      '- UDP: 16262-16272',
      '- UDP: 16270-16280',
      '- TCP: 16262',
      '- UDP: 16262',
      '- UDP: 65530-65536',
      '- TCP: 100-110\n      ContainerPort: 65530',
      '- TCP: 90\n      ContainerPort: 0',
    ),
    says: [
      'config/leaves/mc.yaml:6:12 Container.Ports[0].TCP: 22 is used by the host: choose any port but 22, 2375, 2376, 51678, 51679, 51680',
      'config/leaves/mc.yaml:8:7 Container.Ports[2]: udp 16270 is listed twice: remove one of the two',
      'config/leaves/mc.yaml:10:7 Container.Ports[4]: udp 16262 is listed twice: remove one of the two',
      "config/leaves/mc.yaml:11:12 Container.Ports[5].UDP: '65530-65536' is not allowed: use one port from 1 to 65535, or a range such as 16262-16272",
      'config/leaves/mc.yaml:13:22 Container.Ports[6].ContainerPort: the range would end above 65535 in the container: use a lower port',
      'config/leaves/mc.yaml:15:22 Container.Ports[7].ContainerPort: 0 is not allowed: use one port from 1 to 65535',
    ],
  },
  {
    rule: 'more ports than ECS has room for on an instance',
    files: ports('- UDP: 1001-1094', '- TCP: 80'),
    says: ['config/leaves/mc.yaml:5:3 Container.Ports: has 95 ports: an instance of ECS has room for 94'],
  },
  {
    rule: 'a range that holds a TCP port of the tunnels to the file systems',
    files: leaf(`${LEAF.replace('25565', '20040-20050')}Volumes: {Data: {Paths: [Path: /data]}}\n`),
    says: [
      'config/leaves/mc.yaml:6:7 Container.Ports[0]: TCP 20049 can be taken by the encrypted connections to the volumes, which use 20049 to 21048: choose another port',
    ],
  },
  {
    rule: 'entries of Ports without exactly one port',
    files: ports('- 25565', '- TCP: 1\n      UDP: 2', '- HTTP: 80', '- {}'),
    says: [
      'config/leaves/mc.yaml:6:7 Container.Ports[0]: \'25565\' is not allowed: use one TCP: n or UDP: n in each line of the list, here "- TCP: 25565"',
      'config/leaves/mc.yaml:7:7 Container.Ports[1]: has 2 ports: use one TCP: n or UDP: n in each line of the list',
      'config/leaves/mc.yaml:9:7 Container.Ports[2].HTTP: is not a known key: did you mean TCP? Known here: ContainerPort, TCP, UDP',
      'config/leaves/mc.yaml:10:7 Container.Ports[3]: has 0 ports: use one TCP: n or UDP: n in each line of the list',
    ],
  },
  {
    rule: 'an empty list of ports',
    files: leaf(LEAF.replace('\n    - TCP: 25565', ' []')),
    says: ['config/leaves/mc.yaml:5:3 Container.Ports: is empty: name at least one port, or nobody can connect'],
  },
  {
    rule: 'private addresses of AllowedCidrs without a prefix, which would not work with one either',
    files: container('  AllowedCidrs:\n    - 192.168.1.5\n    - 100.64.0.1\n    - 10.0.1.5\n'),
    says: [
      "config/leaves/mc.yaml:8:7 Container.AllowedCidrs[0]: '192.168.1.5' is a private address, which nobody on the internet has: write the public one, which https://checkip.amazonaws.com shows, with /32 after it",
      "config/leaves/mc.yaml:9:7 Container.AllowedCidrs[1]: '100.64.0.1' is a private address, which nobody on the internet has: write the public one, which https://checkip.amazonaws.com shows, with /32 after it",
      // another leaf of the project can have it
      "config/leaves/mc.yaml:10:7 Container.AllowedCidrs[2]: '10.0.1.5' has no prefix: write 10.0.1.5/32 for this one address",
    ],
  },
  {
    rule: 'networks of AllowedCidrs that are none, that are everybody, or that are listed twice',
    files: container(
      '  AllowedCidrs:\n    - 203.0.113.9\n    - 203.0.113.9/24\n    - 0.0.0.0/00\n    - 192.0.2.0/24\n    - 192.0.2.0/024\n    - 2001:db8::/64\n    -\n',
    ),
    says: [
      "config/leaves/mc.yaml:8:7 Container.AllowedCidrs[0]: '203.0.113.9' has no prefix: write 203.0.113.9/32 for this one address",
      "config/leaves/mc.yaml:9:7 Container.AllowedCidrs[1]: '203.0.113.9/24' is not a network: write 203.0.113.0/24 for all addresses of the network, or 203.0.113.9/32 for this one address",
      'config/leaves/mc.yaml:10:7 Container.AllowedCidrs[2]: 0.0.0.0/0 is everybody, which is the default: remove AllowedCidrs',
      'config/leaves/mc.yaml:12:7 Container.AllowedCidrs[4]: 192.0.2.0/24 is listed twice: remove one of the two',
      "config/leaves/mc.yaml:13:7 Container.AllowedCidrs[5]: '2001:db8::/64' is IPv6, which the network of the instances does not have: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix",
      'config/leaves/mc.yaml:14:6 Container.AllowedCidrs[6]: is empty: use an IPv4 network in CIDR notation such as 198.51.100.7/32, with only zeros after the prefix',
    ],
  },
  ...['', ' []', '\n    # - 203.0.113.9/32'].map((list) => ({
    rule: `AllowedCidrs without a network, which could mean nobody or everybody: ${JSON.stringify(list)}`,
    files: container(`  AllowedCidrs:${list}\n`),
    says: [
      'config/leaves/mc.yaml:7:3 Container.AllowedCidrs: is empty, so nobody could connect: name at least one network, or remove AllowedCidrs, and everybody can connect',
    ],
  })),
  {
    rule: 'a network that is no list',
    files: container('  AllowedCidrs: 203.0.113.9/32\n'),
    says: [
      "config/leaves/mc.yaml:7:17 Container.AllowedCidrs: '203.0.113.9/32' is not allowed: use a list of networks in CIDR notation",
    ],
  },
  {
    rule: 'more rules for ports and networks than a security group has room for, whatever else is wrong',
    files: leaf(
      LEAF.replace('25565', '25565\n    - UDP: 16262-16272\n    - UDP: http').replace(
        'Watchdog:',
        `  AllowedCidrs:\n${Array.from({ length: 17 }, (_, index) => `    - 198.51.${index}.0/24\n`).join('')}Watchdog:`,
      ),
    ),
    says: [
      "config/leaves/mc.yaml:8:12 Container.Ports[2].UDP: 'http' is not allowed: use one port from 1 to 65535, or a range such as 16262-16272",
      'config/leaves/mc.yaml:9:3 Container.AllowedCidrs: 17 networks for 3 entries of Ports are 51 rules, and the security group has room for 50 (AWS allows 60, of which 10 are for SSH): name fewer or larger networks, or write ports in a row as one range such as 16262-16272',
    ],
  },
  {
    rule: 'ports as a map',
    files: ports('TCP: 25565'),
    says: ['config/leaves/mc.yaml:5:3 Container.Ports: a map is not allowed: use a list such as "- TCP: 25565"'],
  },
  {
    rule: 'more ports than a security group has room for',
    files: ports(...Array.from({ length: 51 }, (_, index) => '- TCP: ' + String(index + 1000))),
    says: [
      'config/leaves/mc.yaml:5:3 Container.Ports: has more than 50 entries: a security group has no room for more',
    ],
  },
  {
    rule: 'invalid names and values of variables',
    files: container('  Environment:\n    A B: 1\n    "": 2\n    LIST: [1]\n    NONE:\n'),
    says: [
      'config/leaves/mc.yaml:8:10 Container.Environment.A B: is not a valid variable name: use characters other than = and white space',
      'config/leaves/mc.yaml:9:9 Container.Environment.: is not a valid variable name: use characters other than = and white space',
      'config/leaves/mc.yaml:10:5 Container.Environment.LIST: a list is not allowed: use text, a number, true or false',
      "config/leaves/mc.yaml:11:5 Container.Environment.NONE: has no value: write '' for empty text",
    ],
  },
  {
    rule: 'secrets that name nothing in SSM or Secrets Manager, without repeating them',
    files: container('  Secrets:\n    PASSWORD: hunter 2\n    HALF: a/b\n    BUCKET: arn:aws:s3:::bucket\n'),
    says: [
      'config/leaves/mc.yaml:8:15 Container.Secrets.PASSWORD: this value is not allowed: use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
      'config/leaves/mc.yaml:9:11 Container.Secrets.HALF: this value is not allowed: use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
      'config/leaves/mc.yaml:10:13 Container.Secrets.BUCKET: this value is not allowed: use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
    ],
  },
  ...[
    ['text that is no ARN, without repeating it, since it may be the password', 'hunter2'],
    ['a parameter of SSM', 'arn:aws:ssm:eu-central-1:123456789012:parameter/docker-hub'],
    [
      'the ARN of a secret without its six characters',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:docker',
    ],
    [
      'the JSON key of a secret',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:docker-AbCdEf:password:AWSCURRENT:v1',
    ],
  ].map(([what, value]) => ({
    rule: `RepositoryCredentials with ${String(what)}`,
    files: leaf(LEAF.replace('Watchdog:', `  RepositoryCredentials: ${String(value)}\nWatchdog:`)),
    says: [
      'config/leaves/mc.yaml:7:26 Container.RepositoryCredentials: this value is not allowed: use the full ARN of a Secrets Manager secret, which ends in a dash and six characters with nothing after them. Its value is {"username": "…", "password": "…"}',
    ],
  })),
  {
    rule: 'RepositoryCredentials with a typing error in the Region',
    files: leaf(
      LEAF.replace(
        'Watchdog:',
        '  RepositoryCredentials: arn:aws:secretsmanager:EU-CENTRAL-1:123456789012:secret:docker-AbCdEf\nWatchdog:',
      ),
    ),
    says: [
      "config/leaves/mc.yaml:7:26 Container.RepositoryCredentials: 'EU-CENTRAL-1' in this ARN is not an AWS region: use one such as eu-central-1",
    ],
  },
  {
    rule: 'RepositoryCredentials in another Region than the leaf',
    files: leaf(
      LEAF.replace(
        'Watchdog:',
        '  RepositoryCredentials: arn:aws:secretsmanager:us-east-1:123456789012:secret:docker-AbCdEf\nWatchdog:',
      ),
    ),
    says: [
      'config/leaves/mc.yaml:7:26 Container.RepositoryCredentials: is in us-east-1, and the leaf in eu-central-1: create the secret there, or replicate it (aws secretsmanager replicate-secret-to-regions), and write that ARN',
    ],
  },
  ...[
    '123456789012.dkr.ecr.eu-central-1.amazonaws.com/game:1',
    '123456789012.dkr-ecr.eu-central-1.on.aws/game:1',
    'public.ecr.aws/docker/library/nginx:1',
  ].map((image) => ({
    rule: `RepositoryCredentials for ${image}, which is in Amazon ECR`,
    files: leaf(
      LEAF.replace(/Image: .*/, `Image: ${image}`).replace(
        'Watchdog:',
        '  RepositoryCredentials: arn:aws:secretsmanager:eu-central-1:123456789012:secret:docker-AbCdEf\nWatchdog:',
      ),
    ),
    says: [
      "config/leaves/mc.yaml:7:26 Container.RepositoryCredentials: is of no use: an image in Amazon ECR needs none, since ECS logs in with the leaf's own role. Remove it",
    ],
  })),
  {
    rule: 'a typing error in the Region of a secret',
    files: container(
      '  Secrets:\n    A: arn:aws:ssm:eu-central-:123456789012:parameter/a\n' +
        '    B: arn:aws:secretsmanager:EU-CENTRAL-1:123456789012:secret:b-AbCdEf\n' +
        '    C: arn:aws:ssm:eu_central_1:123456789012:parameter/c\n    D: arn:aws:ssm::123456789012:parameter/d\n' +
        '    E: arn:aws:ssm:us-gov-west-1:123456789012:parameter/e\n',
    ),
    says: [
      "config/leaves/mc.yaml:8:8 Container.Secrets.A: 'eu-central-' in this ARN is not an AWS region: use one such as eu-central-1",
      "config/leaves/mc.yaml:9:8 Container.Secrets.B: 'EU-CENTRAL-1' in this ARN is not an AWS region: use one such as eu-central-1",
      "config/leaves/mc.yaml:10:8 Container.Secrets.C: 'eu_central_1' in this ARN is not an AWS region: use one such as eu-central-1",
      "config/leaves/mc.yaml:11:8 Container.Secrets.D: '' in this ARN is not an AWS region: use one such as eu-central-1",
    ],
  },
  {
    rule: 'a variable both in Environment and Secrets',
    files: container('  Environment:\n    PASSWORD: x\n  Secrets:\n    PASSWORD: /mc/password\n'),
    says: ['config/leaves/mc.yaml:10:15 Container.Secrets.PASSWORD: is also in Environment: remove one of the two'],
  },
  {
    rule: 'a StopTimeoutSeconds longer than AWS waits',
    files: container('  StopTimeoutSeconds: 3001\n'),
    says: [
      'config/leaves/mc.yaml:7:23 Container.StopTimeoutSeconds: 3001 is not allowed: use a whole number of seconds from 1 to 3000',
    ],
  },
  {
    rule: 'a command that is text, is empty or has a word without a value, without repeating its words',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': LEAF.replace('Watchdog:', '  Command: -port 1\nWatchdog:'),
      'config/leaves/b.yaml': LEAF.replace('Watchdog:', '  Command: []\nWatchdog:'),
      'config/leaves/c.yaml': LEAF.replace('Watchdog:', '  Command:\n    - {hunter2: 1}\n    -\nWatchdog:'),
    },
    says: [
      'config/leaves/a.yaml:7:12 Container.Command: \'-port 1\' is not allowed: use a list of words, such as "[-servername, friends]"',
      "config/leaves/b.yaml:7:3 Container.Command: is empty: name at least one word, or remove it to use the image's command",
      "config/leaves/c.yaml:8:7 Container.Command[0]: this value is not allowed: use text; write '' for empty text",
      "config/leaves/c.yaml:9:6 Container.Command[1]: is empty: use text; write '' for empty text",
    ],
  },
  {
    rule: 'a user that Docker refuses',
    files: container('  User: "1000 : 1000"\n'),
    says: [
      "config/leaves/mc.yaml:7:9 Container.User: '1000 : 1000' is not allowed: use a name or number of a user, with or without : and a group, such as 1000:1000",
    ],
  },
  {
    rule: 'limits that ECS does not know, that are above themselves or listed twice',
    files: container(
      '  Ulimits:\n' +
        '    - {Name: files, SoftLimit: 1, HardLimit: 1}\n' +
        '    - {Name: nofile, SoftLimit: 2, HardLimit: 1}\n' +
        '    - {Name: nofile, SoftLimit: -1, HardLimit: -1}\n' +
        '    - {Name: core, SoftLimit: -1, HardLimit: 5}\n' +
        '    - {Name: nproc, SoftLimit: 5, HardLimit: -1}\n',
    ),
    says: [
      "config/leaves/mc.yaml:8:14 Container.Ulimits[0].Name: 'files' is not allowed: use core or cpu or data or fsize or locks or memlock or msgqueue or nice or nofile or nproc or rss or rtprio or rttime or sigpending or stack",
      'config/leaves/mc.yaml:9:33 Container.Ulimits[1].SoftLimit: 2 is above HardLimit 1: use at most that',
      'config/leaves/mc.yaml:10:14 Container.Ulimits[2].Name: nofile is listed twice: remove one of the two',
      'config/leaves/mc.yaml:11:31 Container.Ulimits[3].SoftLimit: -1 is above HardLimit 5: use at most that',
    ],
  },
  {
    rule: 'health checks that ECS refuses',
    files: {
      ...base(BASE),
      'config/leaves/a.yaml': LEAF.replace(
        'Watchdog:',
        '  HealthCheck: {Command: [curl, localhost], Interval: 4, Timeout: 61, Retries: 0, StartPeriod: 301}\nWatchdog:',
      ),
      'config/leaves/b.yaml': LEAF.replace('Watchdog:', '  HealthCheck: {Command: [CMD-SHELL, a, b]}\nWatchdog:'),
      'config/leaves/c.yaml': LEAF.replace('Watchdog:', '  HealthCheck: {Command: [CMD]}\nWatchdog:'),
      'config/leaves/d.yaml': LEAF.replace('Watchdog:', '  HealthCheck: {Interval: 10}\nWatchdog:'),
    },
    says: [
      'config/leaves/a.yaml:7:27 Container.HealthCheck.Command[0]: does not say how to run the check: begin the list with CMD or CMD-SHELL',
      'config/leaves/a.yaml:7:55 Container.HealthCheck.Interval: 4 is not allowed: use a whole number of seconds from 5 to 300',
      'config/leaves/a.yaml:7:67 Container.HealthCheck.Timeout: 61 is not allowed: use a whole number of seconds from 2 to 60',
      'config/leaves/a.yaml:7:80 Container.HealthCheck.Retries: 0 is not allowed: use a whole number from 1 to 10',
      'config/leaves/a.yaml:7:96 Container.HealthCheck.StartPeriod: 301 is not allowed: use a whole number of seconds from 0 to 300',
      'config/leaves/b.yaml:7:17 Container.HealthCheck.Command: has 2 words after CMD-SHELL: it takes exactly one line of shell',
      'config/leaves/c.yaml:7:17 Container.HealthCheck.Command: has 0 words after CMD: it takes at least one more word',
      'config/leaves/d.yaml:7:3 Container.HealthCheck.Command: is missing: use a list of words, such as "[-servername, friends]"',
    ],
  },
  {
    rule: 'a docker-compose file, with one message',
    files: leaf('version: "3"\nx: &x\n  a: 1\nservices:\n  mc:\n    <<: *x\n    image: ${IMAGE}\n'),
    says: [
      'config/leaves/mc.yaml:4:1 services: this is a docker-compose file, not a leaf: move it out of this folder; ./cm import then writes a leaf from it',
    ],
  },
  {
    rule: 'a docker-compose file that would not be read as a leaf either',
    files: {
      ...leaf(LEAF),
      'config/compose.yaml': 'services: {}\n',
      'config/leaves/docker-compose.yml': 'services:\n  mc:\n    image: !ENV ${IMAGE}\n',
    },
    says: ['config/compose.yaml', 'config/leaves/docker-compose.yml'].map(
      (file) =>
        `${file}:1:1 this is a docker-compose file, not a leaf: move it out of this folder; ./cm import then writes a leaf from it`,
    ),
  },
  {
    rule: 'lines of a docker-compose file',
    files: leaf(
      LEAF.replace(
        '    - TCP: 25565',
        '    - "25565:25565"\n    - 8080:80\n    - 2456-2458:2456-2458/udp\n  restart: always\n  environment:\n    - EULA=true',
      ) + 'image: x\nVolumes:\n  - ./data:/data\n',
    ),
    says: [
      `config/leaves/mc.yaml:6:7 Container.Ports[0]: '25565:25565' is not allowed: use one TCP: n or UDP: n in each line of the list, here "- TCP: 25565"`,
      `config/leaves/mc.yaml:7:7 Container.Ports[1]: '8080:80' is not allowed: use one TCP: n or UDP: n in each line of the list, here "- {TCP: 8080, ContainerPort: 80}"`,
      `config/leaves/mc.yaml:8:7 Container.Ports[2]: '2456-2458:2456-2458/udp' is not allowed: use one TCP: n or UDP: n in each line of the list, here "- UDP: 2456-2458"`,
      'config/leaves/mc.yaml:9:3 Container.restart: is a key of docker-compose: a leaf is awake while somebody uses it. Remove it (./cm import writes a leaf from a compose file)',
      'config/leaves/mc.yaml:10:3 Container.environment: is a key of docker-compose: write Container.Environment (./cm import writes a leaf from a compose file)',
      'config/leaves/mc.yaml:14:1 image: is a key of docker-compose: write Container.Image (./cm import writes a leaf from a compose file)',
      `config/leaves/mc.yaml:16:5 Volumes.Volume: './data:/data' is not allowed: use a map with Type, EnableBackups, KeepOnDelete, FileSystemId, Paths, here "{Paths: [{Path: /data}]}" below a name of your choice`,
    ],
  },
  // Volumes
  {
    rule: 'a volume that is not EFS',
    files: volumes('  Data:\n    Type: S3\n    Paths:\n      - Path: /data\n'),
    says: ["config/leaves/mc.yaml:11:11 Volumes.Data.Type: 'S3' is not allowed: use EFS"],
  },
  {
    rule: 'switches that are neither true nor false',
    files: volumes(
      '  Data:\n    EnableBackups: 1\n    KeepOnDelete: maybe\n    Paths:\n      - Path: /data\n        ReadOnly: yes\n',
    ),
    says: [
      "config/leaves/mc.yaml:11:20 Volumes.Data.EnableBackups: '1' is not allowed: use true or false",
      "config/leaves/mc.yaml:12:19 Volumes.Data.KeepOnDelete: 'maybe' is not allowed: use true or false",
      "config/leaves/mc.yaml:15:19 Volumes.Data.Paths[0].ReadOnly: 'yes' is not allowed: use true or false",
    ],
  },
  {
    rule: 'a volume without paths',
    files: volumes('  Data: {}\n  More:\n    Paths: []\n'),
    says: [
      'config/leaves/mc.yaml:10:3 Volumes.Data.Paths: is missing: use a list such as "- Path: /data"',
      'config/leaves/mc.yaml:12:5 Volumes.More.Paths: is empty: name at least one path',
    ],
  },
  {
    rule: 'a path that is not absolute',
    files: path('data'),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: 'data' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'a path with ..',
    files: path('/data/../etc'),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: '/data/../etc' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'the root as a path',
    files: path('/'),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: '/' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'a path under /proc',
    files: path('/proc/sys'),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: '/proc/sys' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'a path with a colon',
    files: path('/data:ro'),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: '/data:ro' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'a path without a letter or digit',
    files: path('/_/-'),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: '/_/-' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'a path that is too long',
    files: path('/' + 'p'.repeat(100)),
    says: [
      "config/leaves/mc.yaml:12:15 Volumes.Data.Paths[0].Path: '/ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp…' is not allowed: use an absolute path in the container such as /data, with a letter or digit, at most 100 characters, without a colon, . or .., and not under /proc, /sys or /dev",
    ],
  },
  {
    rule: 'a path that is listed twice in one leaf',
    files: volumes('  A:\n    Paths:\n      - Path: /data\n  B:\n    Paths:\n      - Path: /data/\n'),
    says: [
      'config/leaves/mc.yaml:15:15 Volumes.B.Paths[0].Path: /data is listed twice in this leaf: remove one of the two',
    ],
  },
  {
    rule: 'a path beside one that differs only in its signs, where the name of its folder would be too long',
    files: volumes(
      `  A:\n    Paths:\n      - Path: /${'p'.repeat(93)}\n      - Path: /${'P'.repeat(93)}\n` +
        `      - Path: /${'q'.repeat(92)}\n      - Path: /${'Q'.repeat(92)}\n`,
    ),
    says: [
      `config/leaves/mc.yaml:13:15 Volumes.A.Paths[1].Path: /${'P'.repeat(93)} is too long beside a path that differs only in its signs: choose a shorter one`,
    ],
  },
  {
    rule: 'a path that is listed twice between two that differ only in their signs',
    files: volumes('  A:\n    Paths:\n      - Path: /a/b\n      - Path: /a.b\n      - Path: /a/b\n'),
    says: [
      'config/leaves/mc.yaml:14:15 Volumes.A.Paths[2].Path: /a/b is listed twice in this leaf: remove one of the two',
    ],
  },
  {
    rule: 'a path that is listed twice in volumes without names',
    files: leaf(LEAF + 'Volumes:\n  - Paths:\n      - Path: /data\n  - Paths:\n      - Path: /data\n'),
    says: [
      'config/leaves/mc.yaml:13:15 Volumes.Data2.Paths[0].Path: /data is listed twice in this leaf: remove one of the two',
    ],
  },
  {
    rule: 'volumes without names and paths',
    files: leaf(LEAF + 'Volumes:\n  - KeepOnDelete: true\n  - /data\n'),
    says: [
      'config/leaves/mc.yaml:10:5 Volumes.Volume.Paths: is missing: use a list such as "- Path: /data"',
      "config/leaves/mc.yaml:11:5 Volumes.Volume2: '/data' is not allowed: use a map with Type, EnableBackups, KeepOnDelete, FileSystemId, Paths",
    ],
  },
  {
    rule: 'an 8th volume',
    files: volumes('ABCDEFGH'.replace(/./g, '  $&:\n    Paths:\n      - Path: /$&\n')),
    says: [
      'config/leaves/mc.yaml:9:1 Volumes: has 8 volumes: at most 7 are allowed, since one CloudWatch alarm watches all of them',
    ],
  },
  {
    rule: 'invalid names of volumes',
    files: volumes(
      ['2nd', 'My-Data', 'data', 'Data', 'V'.repeat(24)]
        .map((id, index) => '  ' + id + ':\n    Paths:\n      - Path: /p' + String(index) + '\n')
        .join(''),
    ),
    says: [
      'config/leaves/mc.yaml:10:3 Volumes.2nd: is not a valid volume name: use 1 to 23 letters and digits, with a letter first',
      'config/leaves/mc.yaml:13:3 Volumes.My-Data: is not a valid volume name: use 1 to 23 letters and digits, with a letter first',
      'config/leaves/mc.yaml:19:3 Volumes.Data: differs from data only in upper and lower case: choose another name',
      'config/leaves/mc.yaml:22:3 Volumes.VVVVVVVVVVVVVVVVVVVVVVVV: is not a valid volume name: use 1 to 23 letters and digits, with a letter first',
    ],
  },
  {
    rule: 'an invalid id of a file system',
    files: volumes('  Data:\n    FileSystemId: vol-0123456789abcdef0\n    Paths:\n      - Path: /data\n'),
    says: [
      "config/leaves/mc.yaml:11:19 Volumes.Data.FileSystemId: 'vol-0123456789abcdef0' is not allowed: use the id of a file system such as fs-0123456789abcdef0",
    ],
  },
  {
    rule: 'one file system for two volumes',
    files: { ...base(BASE), 'config/leaves/a.yaml': ADOPTS, 'config/leaves/b.yaml': ADOPTS },
    says: [
      'config/leaves/b.yaml:11:19 Volumes.Data.FileSystemId: fs-0123456789abcdef0 is already used by config/leaves/a.yaml Volumes.Data: remove one of the two',
    ],
  },
  // Watchdog, AlertSubscription, Dashboard
  {
    rule: 'a Threshold that is not a number',
    files: threshold('.NaN'),
    says: [
      "config/leaves/mc.yaml:8:14 Watchdog.Threshold: '.NaN' is not allowed: use a number of bytes per second, 0 or more",
    ],
  },
  {
    rule: 'a negative Threshold',
    files: threshold('-1'),
    says: [
      'config/leaves/mc.yaml:8:14 Watchdog.Threshold: -1 is not allowed: use a number of bytes per second, 0 or more',
    ],
  },
  {
    rule: 'numbers of Watchdog that are too large',
    files: watchdog(
      '  MinutesWithoutConnections: 1441\n  StartupGraceMinutes: 61\n  InstanceLeftUp:\n    DurationHours: 169\n    ShouldStop: 1\n',
    ),
    says: [
      'config/leaves/mc.yaml:9:30 Watchdog.MinutesWithoutConnections: 1441 is not allowed: use a whole number of minutes from 1 to 1440',
      'config/leaves/mc.yaml:10:24 Watchdog.StartupGraceMinutes: 61 is not allowed: use a whole number of minutes from 1 to 60',
      'config/leaves/mc.yaml:12:20 Watchdog.InstanceLeftUp.DurationHours: 169 is not allowed: use a whole number of hours from 1 to 168',
      "config/leaves/mc.yaml:13:17 Watchdog.InstanceLeftUp.ShouldStop: '1' is not allowed: use true or false",
    ],
  },
  {
    rule: 'numbers of Watchdog that are too small',
    files: watchdog(
      '  MinutesWithoutConnections: 0\n  StartupGraceMinutes: 0\n  InstanceLeftUp:\n    DurationHours: 1.5\n',
    ),
    says: [
      'config/leaves/mc.yaml:9:30 Watchdog.MinutesWithoutConnections: 0 is not allowed: use a whole number of minutes from 1 to 1440',
      'config/leaves/mc.yaml:10:24 Watchdog.StartupGraceMinutes: 0 is not allowed: use a whole number of minutes from 1 to 60',
      'config/leaves/mc.yaml:12:20 Watchdog.InstanceLeftUp.DurationHours: 1.5 is not allowed: use a whole number of hours from 1 to 168',
    ],
  },
  {
    rule: 'an invalid e-mail address of a leaf',
    files: watchdog('AlertSubscription:\n  Email: |\n    a@example.com\n    me\n'),
    says: [
      "config/leaves/mc.yaml:10:10 AlertSubscription.Email: 'me' is not allowed: use e-mail addresses, separated by white space",
    ],
  },
  {
    rule: 'a dashboard that looks back too far',
    files: watchdog('Dashboard:\n  IntervalMinutes: 10081\n'),
    says: [
      'config/leaves/mc.yaml:10:20 Dashboard.IntervalMinutes: 10081 is not allowed: use a whole number of minutes from 1 to 10080',
    ],
  },
];

test.each(CASES)('fails on $rule', ({ files, env, says }) => {
  expect(problemsOf(files, env)).toEqual(says);
});

test('fails on more lists in lists than the parser can read, whatever follows from that', () => {
  const [problem, ...more] = problemsOf({ ...base(BASE), 'config/leaves/mc.yaml': `A: ${'['.repeat(20_000)}` });

  expect(problem).toMatch(
    /^config\/leaves\/mc\.yaml:1:\d+ the maps and lists of this file are nested too deeply to be read$/,
  );
  expect(more).toEqual([]);
});

test('reports a line break in the name of a file or a key as text, so that no line can look like one of ours', () => {
  expect(
    problemsOf({
      ...base(BASE),
      'config/leaves/x\n::stop-commands::y\r.txt': '',
      'config/leaves/mc.yaml': `${LEAF}"a\\n::b": 1\n`,
    }),
  ).toEqual([
    'config/leaves/mc.yaml:9:1 a\\n::b: is not a known key: did you mean Alerts? Known here: AlertSubscription, Alerts, Container, Dashboard, Discord, Ec2, Limit, Query, StartPage, Volumes, Wake, Watchdog',
    'config/leaves/x\\n::stop-commands::y\\r.txt:1:1 does not belong in leaves: that folder holds only <id>.yaml, one file for each leaf',
  ]);
});
