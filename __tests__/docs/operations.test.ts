import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  endedNotice,
  nearLimitNotice,
  usedUpNotice,
  wokenNotice,
} from '../../lambdas/asg-state-change-hook/limit-notices';
import {
  couldNotStartNotice,
  neverRanNotice,
  readyNotice,
  silentNotice,
  stoppedNotice,
} from '../../lambdas/asg-state-change-hook/messages';
import { type Leaf } from '../../lambdas/asg-state-change-hook/dependencies';
import { crashNotice } from '../../lambdas/break-crash-loop/crash-notice';
import { type TaskStop } from '../../lambdas/break-crash-loop/task-stop';
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
let found: ReturnType<typeof stacksOf>;
beforeAll(() => {
  found = stacksOf(configOf({ base: BASE + DOMAIN + SSH, leaf: LEAF + VOLUME + ALERTS }));
});

/** Attributes of all resources of a type, of base and the leaf. */
const resources = (type: string) => [...found.base.resources(type), ...found.leaf.resources(type)];

describe('the table of e-mails', () => {
  test('has the subject of every e-mail that the functions send', () => {
    const id = '<leaf>';
    const now = new Date('2026-11-22T20:00:00Z');
    // a cast: a subject needs no more of a leaf
    const leaf = { id, ports: '' } as unknown as Leaf;
    const limit = { used: 2_880, limit: 3_600, every: 3_600, now };
    const stop = (stopCode: TaskStop['stopCode'], exitCode?: number) => {
      const container = { name: 'container', ...(exitCode !== undefined && { exitCode }) };
      const task = { taskId: 'a', startedAt: now, createdAt: now, stoppedAt: now, sentAt: now, reason: '' };
      return crashNotice(id, { ...task, stopCode, containers: [container] }, 'https://example.com').subject;
    };
    const subjects = [
      readyNotice(leaf, { instance: { id: 'i-1' } as never, address: '192.0.2.7', launchedAt: now }, now).subject,
      stoppedNotice(leaf, { instanceId: 'i-1', launchedAt: now, announced: true, ran: false }, now).subject,
      neverRanNotice(leaf, { instanceId: 'i-1', launchedAt: now, announced: false, ran: false }, now).subject,
      silentNotice(leaf, { since: now, loadingMinutes: 30, logLink: '' }, now).subject,
      couldNotStartNotice(leaf, 'a reason').subject,
      nearLimitNotice(leaf, limit).subject,
      usedUpNotice(leaf, limit, true).subject,
      endedNotice(leaf, limit, 'i-1').subject,
      wokenNotice(leaf, limit, 'i-1').subject,
      stop('TaskFailedToStart'),
      stop('EssentialContainerExited', 0),
      stop('EssentialContainerExited', 1),
      stop('EssentialContainerExited'),
    ];

    expect(new Set(subjects).size).toBe(11);
    expect(subjects.filter((subject) => !CODE.includes(subject))).toEqual([]);
  });

  test('has every alarm that sends e-mails', () => {
    const mailing = resources('aws_cloudwatch_metric_alarm').filter(({ alarm_actions: actions }) =>
      /sns|alert_topic_arn/.test(JSON.stringify(actions ?? [])),
    );

    const names = mailing.map(({ alarm_name: name }) => String(name));
    expect(names.sort()).toEqual([
      'container-manager-minecraft-file-system-size',
      'container-manager-minecraft-instance-left-up',
      'container-manager-minecraft-log-volume',
    ]);
    expect(CODE).toEqual(expect.arrayContaining(names.map((name) => `ALARM: "${name}" in …`)));
  });

  test('has the beginning of every notice that EventBridge sends', () => {
    const texts = resources('aws_cloudwatch_event_target')
      .filter(({ arn }) => String(arn).includes('aws_sns_topic'))
      // a cast, since Terraform's JSON has no types
      .map(({ input_transformer: transformer }) => (transformer as { input_template: string }).input_template)
      .map((template) => String(JSON.parse(template)));

    expect(texts).toHaveLength(2);
    for (const text of texts) {
      const [, beginning = ''] = new RegExp(`"(${text.slice(0, 12)}[^"…]*) …"`).exec(PAGE) ?? [];
      expect(beginning).not.toBe('');
      expect(text.startsWith(beginning)).toBe(true);
    }
  });

  test('has every function whose failures are sent by e-mail', () => {
    const roles = resources('aws_lambda_function_event_invoke_config')
      .filter(({ destination_config: destination }) => JSON.stringify(destination).includes('alert_topic_arn'))
      .map(({ function_name: name }) => /aws_lambda_function\.([^.]+)\./.exec(String(name))?.[1] ?? '')
      .map((id) => found.leaf.json.resource!.aws_lambda_function![id]!.function_name)
      .map((name) => String(name).replace('container-manager-minecraft-', ''));

    expect(roles.sort()).toEqual(['asg-state-change-hook', 'break-crash-loop']);
    for (const role of roles) expect(CODE).toContain(role);
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
