import { BASE, LEAF, load } from './support';

const leafOf = (text: string, env: Readonly<Record<string, string>> = {}, base = BASE) =>
  load({ 'config/base.yaml': base, 'config/leaves/mc.yaml': text }, env).config.leaves[0]!;
const baseOf = (text: string, env: Readonly<Record<string, string>> = {}) =>
  load({ 'config/base.yaml': text }, env).config.base;
const environmentOf = (text: string, env: Readonly<Record<string, string>> = {}) =>
  leafOf(LEAF.replace('Watchdog:', `  Environment:\n${text}Watchdog:`), env).container.environment;
const volumesOf = (text: string, base = BASE) => leafOf(`${LEAF}Volumes:\n${text}`, {}, base).volumes;

describe('base.yaml', () => {
  test('passes the value of every key on', () => {
    expect(
      baseOf(`Name: Games
Region: us-gov-west-1
Maturity: devel
State:
  Bucket: my-state.example
  Region: eu-west-3
Vpc:
  MaxAZs: 2
  AvailabilityZones: [us-gov-west-1a, us-gov-west-1c]
Domain:
  Name: Play.Example.COM.
  HostedZoneId: Z0123456789ABCDEFGHIJ
  QueryLogGroup: /aws/route53/example.com
Backup:
  Hour: 0
AlertSubscription:
  Email: admin@example.com
Budget:
  DollarsPerMonth: '12.5'
StartPage:
  Enabled: 'true'
Discord:
  ApplicationId: 1234567890123456789
  PublicKey: ${'aB'.repeat(32)}
  Servers: [99999999999999999999, '223456789012345678', 223456789012345678]
Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
  AllowedCidrs: [0.0.0.0/0, 198.51.100.7/32]
`),
    ).toEqual({
      name: 'Games',
      region: 'us-gov-west-1',
      maturity: 'devel',
      state: { bucket: 'my-state.example', region: 'eu-west-3' },
      vpc: { maxAZs: 2, availabilityZones: ['us-gov-west-1a', 'us-gov-west-1c'] },
      domain: {
        name: 'play.example.com',
        hostedZoneId: 'Z0123456789ABCDEFGHIJ',
        queryLogGroup: '/aws/route53/example.com',
      },
      backup: { hour: 0 },
      budget: { dollarsPerMonth: 12.5 },
      startPage: { enabled: true },
      discord: {
        applicationId: '1234567890123456789',
        publicKey: 'ab'.repeat(32),
        servers: ['99999999999999999999', '223456789012345678'],
      },
      alertEmails: ['admin@example.com'],
      ssh: {
        publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
        allowedCidrs: ['0.0.0.0/0', '198.51.100.7/32'],
      },
    });
  });

  test('the Region of the state defaults to Region; without CIDRs nobody can connect by SSH', () => {
    const base = baseOf(
      `${BASE}State:\n  Bucket: my-state\nSsh:\n  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n`,
    );

    expect(base.state).toEqual({ bucket: 'my-state', region: 'eu-central-1' });
    expect(base.ssh?.allowedCidrs).toEqual([]);
  });

  test('splits addresses at any white space, and keeps each once, whatever its case', () => {
    const { alertEmails } = baseOf(`${BASE}AlertSubscription:\n  Email: !ENV \${EMAILS}\n`, {
      EMAILS: ' a@example.com\n\tb@example.com  A@Example.com\n',
    });

    expect(alertEmails).toEqual(['a@example.com', 'b@example.com']);
  });

  test('writes networks in one form, and keeps each once', () => {
    const { ssh } = baseOf(`${BASE}Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
  AllowedCidrs: [10.0.0.0/8, 0.0.0.0/0, 10.0.0.0/08, 0.0.0.0/00]
`);

    expect(ssh?.allowedCidrs).toEqual(['10.0.0.0/8', '0.0.0.0/0']);
  });

  test('takes lists of subscriptions, as in files of AWS-ContainerManager, and lists of addresses', () => {
    const listed = baseOf(
      `${BASE}AlertSubscription:\n  - Email: !ENV \${EMAIL}\n  - Email: b@example.com c@example.com\n  - Email:\n`,
      { EMAIL: 'a@example.com' },
    );
    const addresses = leafOf(`${LEAF}AlertSubscription:\n  Email:\n    - a@example.com\n    - A@Example.com\n`);

    expect(listed.alertEmails).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
    expect(addresses.alertEmails).toEqual(['a@example.com']);
    expect(baseOf(`${BASE}AlertSubscription: []\n`).alertEmails).toEqual([]);
  });

  test('keeps an address and a network that are listed twice once', () => {
    const { alertEmails, ssh } = baseOf(`${BASE}AlertSubscription:
  Email: a@example.com b@example.com a@example.com
Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
  AllowedCidrs: [198.51.100.7/32, 192.0.2.0/24, 198.51.100.7/32, 192.0.2.0/24]
`);

    expect(alertEmails).toEqual(['a@example.com', 'b@example.com']);
    expect(ssh?.allowedCidrs).toEqual(['198.51.100.7/32', '192.0.2.0/24']);
  });

  test('treats keys without values as absent', () => {
    expect(baseOf(`${BASE}Domain:\nSsh:\nAlertSubscription:\n  # Email: later\n`)).toEqual({
      name: 'container-manager',
      region: 'eu-central-1',
      maturity: 'prod',
      vpc: { maxAZs: 1 },
      backup: {},
      budget: {},
      startPage: { enabled: false },
      alertEmails: [],
    });
  });
});

describe('a leaf', () => {
  test('is open to everybody, or to as many networks as its security group has room for, each in one form', () => {
    const networks = Array.from({ length: 49 }, (_, index) => `1.2.${index}.0/24`);
    const lines = [...networks, '!ENV ${HOME_OF_ADA}'].map((network) => `    - ${network}\n`).join('');
    const text = `  AllowedCidrs:\n${lines.replace('1.2.0.0/24', '1.2.0.0/024')}Watchdog:`;

    const { container } = leafOf(
      LEAF.replace('Watchdog:', () => text),
      { HOME_OF_ADA: '8.8.8.8/32' },
    );

    expect(container.allowedCidrs).toEqual([...networks, '8.8.8.8/32']);
    expect(leafOf(LEAF).container).not.toHaveProperty('allowedCidrs');
  });

  test('passes the value of every key on', () => {
    expect(
      leafOf(`Ec2:
  InstanceType: t4g.large
  CpuCredits: unlimited
Container:
  Image: itzg/minecraft-server:java21
  Ports:
    - TCP: 25565
    - UDP: 19132
    - udp: 16262-16272
    - TCP: 8080
      ContainerPort: 80
  Environment:
    EULA: true
  Secrets:
    A: /minecraft/password
    B: password
    C: arn:aws:ssm:eu-central-1:123456789012:parameter/minecraft/password
    D: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:minecraft-AbCdEf:password::"
  StopTimeoutSeconds: 300
  Capabilities:
    Add: [NET_RAW, AUDIT_WRITE]
  NoNewPrivileges: true
  Command: [-servername, 'My #1 server', -port, 2456, true, '']
  User: 1000:1000
  Ulimits:
    - Name: nofile
      SoftLimit: 65536
      HardLimit: 1048576
  HealthCheck:
    Command: [CMD-SHELL, mc-health || exit 1]
    StartPeriod: 300
Volumes:
  Saves:
    Type: EFS
    EnableBackups: false
    KeepOnDelete: false
    FileSystemId: fs-0123456789abcdef0
    Paths:
      - Path: /saves
        ReadOnly: true
  Data:
    Paths:
      - Path: //data/
      - Path: /home/steam/.config/My World
Watchdog:
  Threshold: 0.5
  MinutesWithoutConnections: 1440
  InstanceLeftUp:
    DurationHours: 168
    ShouldStop: true
  StartupGraceMinutes: 60
Limit:
  HoursPerMonth: 60
StartPage:
  Note: |
    Version 1.21
    Ask Ada for the mods
Discord:
  Roles: ['323456789012345678', 18446744073709551615, 323456789012345678]
AlertSubscription:
  Email: player@example.com
Wake:
  ByDns: false
Alerts:
  FileSystemGigabytes: 1
  LogMegabytesPerHour: 1000000
Dashboard:
  Enabled: false
  IntervalMinutes: 10080
  ShowContainerLogTimestamp: false
`),
    ).toEqual({
      id: 'mc',
      stackName: 'mc',
      instanceType: 't4g.large',
      cpuCredits: 'unlimited',
      container: {
        image: 'itzg/minecraft-server:java21',
        ports: [
          { protocol: 'tcp', port: 25565 },
          { protocol: 'udp', port: 19132 },
          { protocol: 'udp', port: 16262, lastPort: 16272 },
          { protocol: 'tcp', port: 8080, containerPort: 80 },
        ],
        environment: { EULA: 'true' },
        secrets: {
          A: '/minecraft/password',
          B: 'password',
          C: 'arn:aws:ssm:eu-central-1:123456789012:parameter/minecraft/password',
          D: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:minecraft-AbCdEf:password::',
        },
        stopTimeoutSeconds: 300,
        capabilities: { add: ['NET_RAW', 'AUDIT_WRITE'] },
        noNewPrivileges: true,
        command: ['-servername', 'My #1 server', '-port', '2456', 'true', ''],
        user: '1000:1000',
        ulimits: [{ name: 'nofile', softLimit: 65536, hardLimit: 1048576 }],
        healthCheck: {
          command: ['CMD-SHELL', 'mc-health || exit 1'],
          interval: 30,
          timeout: 5,
          retries: 3,
          startPeriod: 300,
        },
      },
      volumes: [
        {
          id: 'Data',
          enableBackups: true,
          keepOnDelete: true,
          paths: [
            { path: '/data', readOnly: false },
            { path: '/home/steam/.config/My World', readOnly: false },
          ],
        },
        {
          id: 'Saves',
          enableBackups: false,
          keepOnDelete: false,
          fileSystemId: 'fs-0123456789abcdef0',
          paths: [{ path: '/saves', readOnly: true }],
        },
      ],
      watchdog: {
        threshold: 0.5,
        minutesWithoutConnections: 1440,
        instanceLeftUp: { durationHours: 168, shouldStop: true },
        startupGraceMinutes: 60,
      },
      wake: { byDns: false },
      limit: { hoursPerMonth: 60 },
      startPage: { note: 'Version 1.21\nAsk Ada for the mods' },
      discord: { roles: ['323456789012345678', '18446744073709551615'] },
      alerts: { fileSystemGigabytes: 1, logMegabytesPerHour: 1_000_000 },
      alertEmails: ['player@example.com'],
      dashboard: { enabled: false, intervalMinutes: 10080, showContainerLogTimestamp: false },
    });
  });

  test('ignores the case of protocols, instance types and repositories', () => {
    const { instanceType, container } = leafOf(
      LEAF.replace('m7i-flex.large', 'M7I-FLEX.Large')
        .replace('itzg/minecraft-server', 'ITZG/Minecraft-Server:Java21')
        .replace('- TCP: 25565', '- tcp: 25565\n    - Udp: "25565"'),
    );

    expect(instanceType).toBe('m7i-flex.large');
    expect(container.image).toBe('itzg/minecraft-server:Java21');
    expect(container.ports).toEqual([
      { protocol: 'tcp', port: 25565 },
      { protocol: 'udp', port: 25565 },
    ]);
  });

  const digest = `sha256:${'aB'.repeat(32)}`;
  test.each([
    ['nginx', 'nginx'],
    ['Nginx:Stable-Alpine', 'nginx:Stable-Alpine'],
    ['GHCR.io/Owner/Image:V1', 'ghcr.io/owner/image:V1'],
    ['Registry.example:5000/Image', 'registry.example:5000/image'],
    ['Registry.example:5000/Image:V1', 'registry.example:5000/image:V1'],
    [`Owner/Image:V1@${digest}`, `owner/image:V1@${digest}`],
    [`Owner/Image@${digest}`, `owner/image@${digest}`],
    [
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/My__Game:1',
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/my__game:1',
    ],
  ])('the image %s becomes %s', (image, expected) => {
    expect(leafOf(LEAF.replace('itzg/minecraft-server', `"${image}"`)).container.image).toBe(expected);
  });

  test.each([
    ['prod', true],
    ['devel', false],
  ])('in %s backups and KeepOnDelete are %s by default', (maturity, expected) => {
    const [volume] = volumesOf('  Data:\n    Paths:\n      - Path: /data\n', `${BASE}Maturity: ${maturity}\n`);

    expect(volume).toMatchObject({ enableBackups: expected, keepOnDelete: expected });
  });

  test('EnableBackups and KeepOnDelete of a volume win over the default of the Maturity', () => {
    const [volume] = volumesOf(
      '  Data:\n    EnableBackups: true\n    KeepOnDelete: True\n    Paths:\n      - Path: /data\n',
      `${BASE}Maturity: devel\n`,
    );

    expect(volume).toMatchObject({ enableBackups: true, keepOnDelete: true });
  });

  test('names the volumes of a list, as in earlier files of AWS-ContainerManager, after their first path', () => {
    const volumes = volumesOf(`  - Type: EFS
    EnableBackups: False
    Paths:
      - Path: /opt/valheim
      - Path: /extra
  - Paths:
      - Path: /config
`);

    expect(volumes.map(({ id, enableBackups, paths }) => [id, enableBackups, paths.map(({ path }) => path)])).toEqual([
      ['Config', true, ['/config']],
      ['OptValheim', false, ['/opt/valheim', '/extra']],
    ]);
  });

  test.each([
    ['of Windows', LEAF.replaceAll('\n', '\r\n')],
    ['with spaces before them', LEAF.replaceAll('\n', '  \n')],
    ['after a byte order mark', `\uFEFF${LEAF}`],
    ['between --- and ...', `---\n${LEAF}...\n`],
    ['with quoted numbers', LEAF.replace('25565', '"25565"').replace('1175', "'1175'")],
  ])('reads lines %s like any others', (_what, text) => {
    expect(leafOf(text)).toEqual(leafOf(LEAF));
  });

  test('resolves anchors and aliases', () => {
    const volumes = volumesOf('  A: &switches\n    Paths: [{ Path: /a }]\n');
    const environment = environmentOf('    A: &text hello\n    B: *text\n');

    expect(volumes).toHaveLength(1);
    expect(environment).toEqual({ A: 'hello', B: 'hello' });
  });
});

describe('Environment', () => {
  test('keeps the digits of numbers as they are written', () => {
    expect(
      environmentOf(
        '    A: 25565\n    B: 022\n    C: 1.000000\n    D: 76561198012345678901\n    E: 0x1F\n    F: 12:30\n',
      ),
    ).toEqual({ A: '25565', B: '022', C: '1.000000', D: '76561198012345678901', E: '0x1F', F: '12:30' });
  });

  test('paths that differ only in what a slug drops load, in one volume and in several', () => {
    const [paths, other] = [['/home/steam/Steam', '/home/steam/.steam'], '/home/steam/steam'];
    const found = volumesOf(
      `  Game:\n    Paths:\n${paths.map((path) => `      - Path: ${path}\n`).join('')}  Other:\n    Paths:\n      - Path: ${other}\n`,
    );

    expect(found.map(({ id, paths }) => [id, paths.map(({ path }) => path)])).toEqual([
      ['Game', paths],
      ['Other', [other]],
    ]);
  });

  test('writes booleans in lower case, and keeps other words and quoted text', () => {
    expect(environmentOf('    A: True\n    B: FALSE\n    C: "True"\n    D: yes\n    E: "null"\n')).toEqual({
      A: 'true',
      B: 'false',
      C: 'True',
      D: 'yes',
      E: 'null',
    });
  });

  test('keeps text as it is: ${, %{, quotes, line breaks, non-ASCII letters, empty text', () => {
    expect(
      environmentOf(`    A: "\${NAME} %{if} \\"quoted\\" 'too' \\\\"
    B: |
      §3one
      two
    C: ""
    discovery.type: ä€😀
`),
    ).toEqual({
      A: '${NAME} %{if} "quoted" \'too\' \\',
      B: '§3one\ntwo\n',
      C: '',
      'discovery.type': 'ä€😀',
    });
  });
});

describe('!ENV', () => {
  test('replaces variables, also several in a value, uses defaults, and keeps the text around them', () => {
    const env = { GAME: 'My World', EMPTY: '' };

    expect(
      environmentOf(
        `    A: !ENV \${GAME}
    B: !ENV "<\${GAME}|\${MISSING:none}|\${EMPTY:unused}>"
    C: !ENV \${MISSING:}
    D: !ENV \${URL:http://localhost:80/}
    E: '\${GAME}'
    F: !ENV |
      \${GAME}
      of \${OWNER:me}
`,
        env,
      ),
    ).toEqual({
      A: 'My World',
      B: '<My World|none|>',
      C: '',
      D: 'http://localhost:80/',
      E: '${GAME}',
      F: 'My World\nof me\n',
    });
  });

  test('in CI reads only what came from CONFIG_ENV, and takes the default of every other variable', () => {
    const env = { CI: 'true', CONFIG_ENV_NAMES: 'GAME OWNER', GAME: 'World', OWNER: 'me', TOKEN: 'secret' };

    expect(environmentOf('    A: !ENV ${GAME} of ${OWNER}\n    B: !ENV ${TOKEN:none}\n', env)).toEqual({
      A: 'World of me',
      B: 'none',
    });
  });

  test('gives text to Environment, and numbers and switches to keys that take them', () => {
    const env = { LOW: '400', STOP: 'True', PORT: '2456', ID: '007' };
    const leaf = leafOf(
      LEAF.replace('1175', '!ENV ${LOW}\n  InstanceLeftUp:\n    ShouldStop: !ENV ${STOP}')
        .replace('TCP: 25565', 'TCP: !ENV ${PORT}')
        .replace('Watchdog:', '  Environment:\n    ID: !ENV ${ID}\n    STOP: !ENV ${STOP}\nWatchdog:'),
      env,
    );

    expect(leaf.watchdog.threshold).toBe(400);
    expect(leaf.watchdog.instanceLeftUp.shouldStop).toBe(true);
    expect(leaf.container.ports).toEqual([{ protocol: 'tcp', port: 2456 }]);
    expect(leaf.container.environment).toEqual({ ID: '007', STOP: 'True' });
  });
});

describe('the limit of a month', () => {
  test.each([
    ['HoursPerMonth: 60', 60],
    ['HoursPerMonth: 0.05', 0.05],
    ['HoursPerMonth: 744', 744],
    ["HoursPerMonth: '60'", 60],
    ['HoursPerMonth: !ENV ${HOURS}', 12.5],
  ])('is %s', (text, hoursPerMonth) => {
    expect(leafOf(`${LEAF}Limit:\n  ${text}\n`, { HOURS: '12.5' }).limit).toEqual({ hoursPerMonth });
  });

  test('is none by default', () => {
    expect(leafOf(LEAF).limit).toEqual({});
  });
});
