import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eMails } from '../../docs/reference/e-mails/list';
import { LEAF, BASE } from '../modules/config/support';
import { markdownPage } from '../support/markdown';
import { PROJECT } from '../../e2e/project-copy/project-files';
import { configOf, stacksOf } from '../support/stacks';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const PAGE = read('docs/operations.md');
const CODE = markdownPage(PAGE).code.map(({ text }) => text);

const DOMAIN = 'Domain: { Name: example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }\n';
const SSH = 'Ssh: { PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGpE3PAQ6cjCN1PIUvU1sRjHPDUwXkoGjCSsF5LBmeXi a }\n';
const VOLUME = 'Volumes: { World: { Paths: [{ Path: /data }] } }\n';
const ALERTS = 'Alerts: { FileSystemGigabytes: 50, LogMegabytesPerHour: 100 }\n';
const QUERY = 'Query: { Game: minecraft, Port: 25565 }\n';
let found: ReturnType<typeof stacksOf>;
beforeAll(() => {
  found = stacksOf(configOf({ base: BASE + DOMAIN + SSH, leaf: LEAF + VOLUME + ALERTS + QUERY }));
});

/** Attributes of all resources of a type, of base and the leaf. */
const resources = (type: string) => [...found.base.resources(type), ...found.leaf.resources(type)];

describe('the table of e-mails', () => {
  const mails = eMails();
  const begins = mails.flatMap((mail) => mail.begins);

  test('has the subject of every e-mail that the functions send', () => {
    const ours = mails.flatMap(({ examples }) => examples.map(({ subject }) => subject.replace('minecraft', '<leaf>')));
    const told = new Set(ours.filter((subject) => subject.includes('<leaf>') && !subject.startsWith('ALARM')));

    const shown = (subject: string) =>
      begins.some((text) => {
        const [start = ''] = text.replace(/^`|`$/g, '').split(' …');
        return subject.startsWith(start);
      });
    expect([...told].filter((subject) => !shown(subject.replace('code 137', 'code 1')))).toEqual([]);
    expect(told.size).toBe(14);
    // every function that makes one
    const sources = (folder: string) =>
      readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => read(join(folder, path)))
        .join('');
    const makers = [...sources('lambdas').matchAll(/export function (?!readLast)(\w+Notice)\(/g)];
    const names = makers.map(([, name = '']) => name);
    expect(names).toHaveLength(14);
    const list = sources('docs/reference/e-mails');
    expect(names.filter((name) => !list.includes(`${name}(`))).toEqual([]);
  });

  test('has every alarm that sends e-mails', () => {
    const mailing = resources('aws_cloudwatch_metric_alarm').filter(({ alarm_actions: actions }) =>
      /sns|alert_topic_arn/.test(JSON.stringify(actions ?? [])),
    );

    const names = mailing.map(({ alarm_name: name }) => String(name));
    expect(names.sort()).toEqual([
      'container-manager-minecraft-asg-state-change-hook-errors',
      'container-manager-minecraft-break-crash-loop-errors',
      'container-manager-minecraft-file-system-size',
      'container-manager-minecraft-instance-left-up',
      'container-manager-minecraft-log-volume',
      'container-manager-minecraft-player-query-errors',
    ]);
    expect(begins).toEqual(expect.arrayContaining(names.map((name) => `\`ALARM: "${name}" in …\``)));
  });

  test('has the beginning of every notice that EventBridge sends', () => {
    const texts = resources('aws_cloudwatch_event_target')
      .filter(({ arn }) => /aws_sns_topic|alert_topic_arn/.test(String(arn)))
      // a cast, since Terraform's JSON has no types
      .map(({ input_transformer: transformer }) => (transformer as { input_template: string }).input_template)
      .map((template) => String(JSON.parse(template)));

    expect(texts).toHaveLength(4);
    const quoted = begins.flatMap((text) => /^"(.+) …"$/.exec(text)?.[1] ?? []);
    expect(texts.filter((text) => !quoted.some((beginning) => text.startsWith(beginning)))).toEqual([]);
  });
});

test('every AWS name in the page is one that the stacks give', () => {
  const real = [...`${JSON.stringify(found.base.json)}${JSON.stringify(found.leaf.json)}`.matchAll(/"([\w./-]+)"/g)];
  const names = new Set(real.map(([, name]) => name));

  const named = CODE.filter((text) => /^(container-manager-|\/container-manager\/|\/aws\/)[\w./-]+$/.test(text));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});

test('the page names folders and log lines of the instance as its start script does', () => {
  const userData = JSON.stringify(found.leaf.json.locals);

  const logLines = ['mount-volumes:', 'world-lock:', 'close-bridge:', 'container-manager:'];
  for (const name of ['/mnt/efs/World', ...logLines, 'ecs.service', 'but follows symbolic links']) {
    expect(userData).toContain(name);
  }
  for (const name of ['/mnt/efs/World/data', ...logLines, '"follows symbolic links"']) {
    expect(PAGE).toContain(name);
  }
  // a cast, since Terraform's JSON has no types
  const { root_directory: root } = found.leaf.resource('aws_efs_access_point') as { root_directory: { path: string } };
  expect(root.path).toBe('/data');
});

test('the outputs that the page names are outputs of a leaf', () => {
  const outputs = Object.keys(found.leaf.json.output ?? {});

  const named = CODE.flatMap((text) => /^minecraft\.(\w+)$/.exec(text)?.[1] ?? []);
  expect(named).toEqual(['session', 'sftp']);
  expect(outputs).toEqual(expect.arrayContaining(named));
  const sftp = JSON.stringify(found.leaf.json.output!.sftp);
  expect(sftp).toContain('sudo /usr/libexec/openssh/sftp-server');
  expect(CODE).toContain('sudo /usr/libexec/openssh/sftp-server');
});
