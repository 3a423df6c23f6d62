import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { createColors } from 'picocolors';

import { importCompose, type ImportProps } from '../../../cli/write-leaf/import-compose';
import { leafChoices } from '../../../cli/write-leaf/leaf-choices';
import { loadConfig } from '../../../modules/config/load-config';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
const path = (name: string) => join(project().folder, name);
const write = (name: string, text: string) => {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), text);
};
const CHOICES = leafChoices({ type: 'M7i-flex.xlarge', threshold: '1500' });
const MINIMAL = 'services:\n  mc:\n    image: itzg/minecraft-server\n    ports: ["25565:25565"]\n';

const { isTTY } = process.stdin;

beforeEach(() => {
  process.stdin.isTTY = false;
  write('config/base.yaml', 'Region: eu-central-1\n');
});

afterEach(() => {
  process.stdin.isTTY = isTTY;
});

/** What a person reads, with the folder left out. */
async function run(props: Partial<ImportProps> = {}, choices = CHOICES): Promise<string> {
  const lines: string[] = [];
  await importCompose(
    project(),
    { file: path('compose.yaml'), service: undefined, name: undefined, ...props },
    choices,
    {
      colors: createColors(false),
      say: (text) => lines.push(text),
      during: (_title, work) => work(() => undefined),
    },
  );
  return lines.join('\n').replaceAll(`${project().folder}/`, '');
}

test('writes a leaf that loads, and names line by line what it does not take over', async () => {
  write('.env', 'ADMIN_PASSWORD=s3cret # mine\n');
  write('server.env', 'FROM_FILE="a #b"\nHASH=a#b\nTZ=UTC\n');
  write(
    'compose.yaml',
    `x-common: &common
  restart: unless-stopped
  environment: &env
    TZ: \${TZ:-Europe/Berlin}
    UMASK: 022
services:
  zomboid:
    <<: *common
    image: "danixu86/project-zomboid-dedicated-server:\${TAG:-2.0}"
    ports:
      - "16261:16261/udp"
      - 16262-16272:16262-16272/udp
      - "127.0.0.1:27015:27015"
      - target: 80
        published: "8080"
    environment:
      <<: *env
      SERVER_NAME: "My #1 server: it's $$5"
      ADMIN_PASSWORD: \${ADMIN_PASSWORD}
      TOKEN: \${TOKEN}
      EULA: "TRUE"
      FROM_SHELL:
      SWITCH: true
      NOTHING: "null"
      MOTD: "&aGreen\\nline"
      LEVEL: \${LEVEL}
    env_file: [server.env, missing.env]
    volumes:
      - ./data:/home/steam/Zomboid
      - workshop:/workshop:ro
    stop_grace_period: 1m30s
    command: -servername "My friends"
    user: "1000:1000"
    ulimits:
      nofile: {soft: 1024, hard: 4096}
    healthcheck:
      test: pgrep zomboid
      interval: 1s
      start_period: 2m
    networks: [games]
    cool: true
  db:
    image: postgres
`,
  );

  const told = await run({ service: 'zomboid', name: 'Friends' });

  expect(told.split('\n')).toEqual([
    'Wrote config/leaves/friends.yaml.',
    'Not as in the compose file:',
    '  compose.yaml:2 restart: a leaf is awake while somebody uses it: a container that ends by itself puts it to sleep',
    '  compose.yaml:13 127.0.0.1:27015:27015: is open to the host alone, which a port of a leaf cannot be: left out',
    '  compose.yaml:22 FROM_SHELL: has no value here, and docker compose would take it from the shell: left out',
    '  compose.yaml:26 LEVEL is not set: empty text was used. Set it in .env beside compose.yaml',
    '  compose.yaml:27 missing.env: cannot be read: ENOENT: no such file or directory: its variables are left out',
    '  compose.yaml:29 ./data:/home/steam/Zomboid: its files are not uploaded: see "Upload an existing world" in docs/operations.md',
    '  compose.yaml:36 healthcheck: ECS ends a container that becomes unhealthy, and starts another one: remove HealthCheck if the game can load for longer than StartPeriod and its Retries',
    '  compose.yaml:38 healthcheck.interval: ECS takes 5 to 300 seconds: 5 is used',
    '  compose.yaml:40 networks: a leaf is one container: it is reached on its ports',
    '  compose.yaml:41 cool: a leaf has no such key',
    'ADMIN_PASSWORD looks like a password: its value was not copied. The comment above Secrets says how to store it.',
    'TOKEN looks like a password: its value was not copied. The comment above Secrets says how to store it.',
    'Next: look at the file, then ./cm deploy friends',
  ]);
  expect(readFileSync(path('config/leaves/friends.yaml'), 'utf8')).not.toContain('s3cret');
  const { config } = loadConfig({ projectFolder: project().folder, env: {} });
  expect(config.leaves).toHaveLength(1);
  expect(config.leaves[0]).toMatchObject({
    id: 'friends',
    instanceType: 'm7i-flex.xlarge',
    container: {
      image: 'danixu86/project-zomboid-dedicated-server:2.0',
      ports: [
        { protocol: 'udp', port: 16261 },
        { protocol: 'udp', port: 16262, lastPort: 16272 },
        { protocol: 'tcp', port: 8080, containerPort: 80 },
      ],
      command: ['-servername', 'My friends'],
      user: '1000:1000',
      secrets: { ADMIN_PASSWORD: '/friends/admin-password', TOKEN: '/friends/token' },
      stopTimeoutSeconds: 90,
      ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
      healthCheck: { command: ['CMD-SHELL', 'pgrep zomboid'], interval: 5, timeout: 5, retries: 3, startPeriod: 120 },
    },
    volumes: [
      { id: 'Data', paths: [{ path: '/home/steam/Zomboid', readOnly: false }] },
      { id: 'Workshop', paths: [{ path: '/workshop', readOnly: true }] },
    ],
    watchdog: { threshold: 1500 },
  });
  expect(config.leaves[0]?.container.environment).toEqual({
    FROM_FILE: 'a #b',
    HASH: 'a#b',
    TZ: 'Europe/Berlin',
    UMASK: '022',
    SERVER_NAME: "My #1 server: it's $5",
    EULA: 'TRUE',
    SWITCH: 'true',
    NOTHING: 'null',
    MOTD: '&aGreen\nline',
    LEVEL: '',
  });
});

test('reads no variables from files outside of the folder of the compose file, also not through a link', async () => {
  write('secrets.txt', 'AWS_ID=stolen\n');
  write('game/compose.yaml', `${MINIMAL}    env_file: [../secrets.txt, link.env, ${path('secrets.txt')}, own.env]\n`);
  write('game/own.env', 'OWN=1\n');
  symlinkSync(path('secrets.txt'), path('game/link.env'));

  const told = await run({ file: path('game/compose.yaml') });

  expect(told.match(/is outside of the compose file's folder: its variables are left out/g)).toHaveLength(3);
  const { config } = loadConfig({ projectFolder: project().folder, env: {} });
  expect(config.leaves[0]?.container.environment).toEqual({ OWN: '1' });
});

test('does not read an .env that is a link out of the folder', async () => {
  write('credentials', 'KEY=stolen\n');
  write('game/compose.yaml', `${MINIMAL}    environment: { X: "\${KEY}" }\n`);
  symlinkSync(path('credentials'), path('game/.env'));

  await expect(run({ file: path('game/compose.yaml') })).rejects.toThrow('game/.env is a link out of its folder');

  expect(existsSync(path('config/leaves/mc.yaml'))).toBe(false);
});

test('says which passwords are in the file all the same: in the command, and within other texts', async () => {
  write('.env', 'DB_PASS=hunter2\nSERVER_PASS=hunter2\nEMPTY_PASS=\n');
  write(
    'compose.yaml',
    `${MINIMAL}    command: ./srv -password \${SERVER_PASS}\n` +
      '    environment:\n      ARGS: -p ${DB_PASS}\n      OTHER: "${EMPTY_PASS}"\n      CS2_RCONPW: hunter2\n',
  );

  const told = await run();

  expect(told).toContain('DB_PASS looks like a password, and its value from .env was copied: move it to Secrets');
  expect(told).toContain('command: password looks like a password, and was copied into Command');
  expect(told).toContain('CS2_RCONPW looks like a password: its value was not copied.');
  expect(told).not.toContain('EMPTY_PASS looks');
  expect(told).not.toContain('hunter2');
});

test('takes webhooks and URLs with a credential for passwords, wherever they stand', async () => {
  write('.env', 'DB_PASS=hunter2\n');
  write(
    'server.env',
    'DISCORD_WEBHOOK_URL=https://discord.com/api/webhooks/123/hunter2\nALERTS=https://hooks.slack.com/services/T0/B0/hunter2\n',
  );
  write(
    'compose.yaml',
    `${MINIMAL}    env_file: server.env\n    environment:\n` +
      '      - DB=postgres://u:${DB_PASS}@db\n      - STATUS=https://example.com/hook?id=1&token=hunter2\n' +
      '      - WEBHOOK=${NOT_SET}\n      - MAP=https://example.com/map?id=1\n      - PROXY=http://me@proxy:80\n',
  );

  const told = await run();

  const { config } = loadConfig({ projectFolder: project().folder, env: {} });
  expect(config.leaves[0]?.container).toMatchObject({
    environment: { MAP: 'https://example.com/map?id=1', PROXY: 'http://me@proxy:80' },
    secrets: {
      DISCORD_WEBHOOK_URL: '/mc/discord-webhook-url',
      ALERTS: '/mc/alerts',
      DB: '/mc/db',
      STATUS: '/mc/status',
      WEBHOOK: '/mc/webhook',
    },
  });
  for (const name of ['DISCORD_WEBHOOK_URL', 'ALERTS', 'DB', 'STATUS', 'WEBHOOK'])
    expect(told).toContain(`\n${name} looks like a password: its value was not copied.`);
  expect(told).not.toContain('is not set');
  expect(told).not.toContain('was copied');
  const yaml = readFileSync(path('config/leaves/mc.yaml'), 'utf8');
  expect(yaml).not.toContain('hunter2');
  expect(yaml).toContain(
    "    #   aws ssm put-parameter --region REGION --type SecureString --name /mc/db --value '...'\n",
  );
});

test.each([
  ['itzg/minecraft-server', true],
  ['localhost:5000/game', true],
  ['itzg/minecraft-server:latest', true],
  ['itzg/minecraft-server:2026.9.1', false],
  [`itzg/minecraft-server@sha256:${'a'.repeat(64)}`, false],
])('the image %s has no version of its own: %s', async (image, isNoted) => {
  write('compose.yaml', MINIMAL.replace('itzg/minecraft-server', image));

  const told = await run();

  const note = `  compose.yaml:3 image: ${image} is at each wake-up what is newest then: pin it with a tag of one version, or a digest\n`;
  expect(told.includes(note)).toBe(isNoted);
});

test.each([
  ['m7i.huge', true],
  ['m7i.large', false],
  ['c7i.metal-24xl', false],
  ['r7a.48xlarge', false],
  ['u7in-16tb.224xlarge', false],
])('warns of a size that no instance type has, and takes it: %s, %s', async (type, isNoted) => {
  write('compose.yaml', MINIMAL);

  const told = await run({}, leafChoices({ type, threshold: '1' }));

  expect(told.includes(`${type} may not exist: ./cm check asks AWS whether it does.\n`)).toBe(isNoted);
});

test('ECS ends an unhealthy container, docker does not: a game gets the longest time to load, and a person is told', async () => {
  write('compose.yaml', `${MINIMAL}    healthcheck: { test: mc-health, interval: 10s }\n`);

  await expect(run()).resolves.toContain('healthcheck: ECS ends a container that becomes unhealthy');

  const { config } = loadConfig({ projectFolder: project().folder, env: {} });
  expect(config.leaves[0]?.container.healthCheck).toMatchObject({ interval: 10, startPeriod: 300 });
});

test('a file that contains itself is refused with one line', async () => {
  write('compose.yaml', 'services:\n  mc: &x\n    image: i\n    ports: *x\n');

  await expect(run()).rejects.toThrow(/its aliases \(\*\) make it too large to read$/);
});

test('a name whose stack another leaf has is refused', async () => {
  write('config/leaves/my.game.yaml', '');
  write('compose.yaml', MINIMAL);

  await expect(run({ name: 'my-game' })).rejects.toThrow('my.game.yaml would have the same stack');
});

test('a name of a service with a line break writes no line of its own', async () => {
  write('compose.yaml', 'services:\n  "mc\\nEc2: {InstanceType: u-24tb1.metal}":\n    image: x\n    ports: ["80"]\n');

  await run({ name: 'mc' });

  const { config } = loadConfig({ projectFolder: project().folder, env: {} });
  expect(config.leaves[0]?.instanceType).toBe('m7i-flex.xlarge');
});

test('without a config, copies base.yaml of the quickstart, and not its leaf', async () => {
  write('examples/quickstart/base.yaml', 'Region: us-east-1\n');
  write('examples/quickstart/leaves/minecraft.yaml', '');
  write('compose.yaml', MINIMAL.replace('  mc:', '  my_server:'));
  rmSync(path('config'), { recursive: true });

  expect((await run()).split('\n').slice(-2)).toEqual([
    'Wrote config/base.yaml from the quickstart: set its Region.',
    'Next: look at both files. Run ./cm bootstrap once, which creates the bucket for the state, then ./cm deploy my-server',
  ]);

  expect(existsSync(path('config/leaves/my-server.yaml'))).toBe(true);
  expect(existsSync(path('config/leaves/minecraft.yaml'))).toBe(false);
  expect(readFileSync(path('config/base.yaml'), 'utf8')).toBe('Region: us-east-1\n');
});

test('another file of the config that is half written does not matter', async () => {
  write('config/leaves/other.yaml', 'Ec2:\n');
  write('compose.yaml', MINIMAL);

  await expect(run()).resolves.toContain('Wrote config/leaves/mc.yaml.');
});

test.each([
  [
    'several services',
    'services: {a: {image: x}, b: {image: y}}\n',
    {},
    'has the services a, b: name one, as in ./cm import',
  ],
  ['an unknown service', MINIMAL, { service: 'web' }, "there is no service 'web': compose.yaml has the service mc"],
  ['no compose file', 'Ec2: {}\n', {}, 'compose.yaml has no services: give ./cm import a docker-compose file'],
  ['no YAML', 'services: {\n', {}, 'compose.yaml:2:1 this is not valid YAML: '],
  [
    'no image',
    'services:\n  mc:\n    build: .\n',
    {},
    'compose.yaml:3 mc: has no image: build one, push it to a registry',
  ],
  [
    'no port',
    'services:\n  mc: {image: x}\n',
    {},
    'mc: has no port that can be open: add ports to it, such as "25565:25565"',
  ],
  ['a text as service', 'services:\n  mc: x\n', {}, 'compose.yaml:2 mc: is not a map, as a service has to be'],
  ['an impossible name', MINIMAL, { name: 'a b' }, "'a b' cannot be part of a DNS name: choose another --name"],
  ['the name of base', MINIMAL, { name: 'base' }, 'a leaf cannot be named base: choose another --name'],
  [
    'aliases that multiply',
    `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(30)}]\nc: &c [${'*b,'.repeat(30)}]\nservices: {mc: {image: x, x-d: [${'*c,'.repeat(30)}]}}\n`,
    {},
    'compose.yaml: its aliases (*) make it too large to read',
  ],
  [
    'a value that a leaf cannot have',
    MINIMAL.replace('25565:25565', '22:22'),
    {},
    'config/leaves/mc.yaml was not written, since it would not load:\n  Container.Ports[0].TCP: 22 is used by the host',
  ],
])('fails on %s, and writes nothing', async (_, text, props, message) => {
  write('compose.yaml', text);

  const error = await run(props).catch((cause: unknown) => cause);

  expect(String(error).replaceAll(`${project().folder}/`, '')).toContain(message);
  expect(existsSync(path('config/leaves'))).toBe(false);
});

test.each(['mc.yaml', 'MC.yml'])('does not touch a leaf that exists: %s', async (name) => {
  write(`config/leaves/${name}`, 'mine\n');
  write('compose.yaml', MINIMAL);

  await expect(run()).rejects.toMatchObject({
    exitCode: 2,
    message: `config/leaves/${name} exists: choose another --name`,
  });
  expect(readFileSync(path(`config/leaves/${name}`), 'utf8')).toBe('mine\n');
});

test.each([
  [
    { type: 'large', threshold: '1' },
    "--type: 'large' is not allowed: use an EC2 instance type such as m7i-flex.large",
  ],
  [
    { type: 'm5.large', threshold: '-1' },
    '--threshold: -1 is not allowed: use a number of bytes per second, 0 or more',
  ],
  [{ type: 'a1.large', threshold: '1' }, '--type: a1.large cannot run Amazon Linux 2023'],
  [{ threshold: '1' }, 'No terminal to ask: add --type.'],
  [{ type: 'm5.large' }, 'No terminal to ask: add --threshold.'],
])('fails on the options %j', async (options, message) => {
  write('compose.yaml', MINIMAL);

  await expect(run({}, leafChoices(options))).rejects.toThrow(message);
  expect(existsSync(path('config/leaves'))).toBe(false);
});
