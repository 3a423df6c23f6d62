import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BASE, LEAF } from '../modules/config/support';
import { PROJECT } from '../../e2e/project-copy/project-files';
import { markdownPage } from '../support/markdown';
import { configOf, stacksOf } from '../support/stacks';

const PAGE = readFileSync(join(PROJECT, 'docs/first-account.md'), 'utf8');
// a command that goes on in the next line is one
const COMMANDS = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block.replace(/\\\n\s*/g, ''));
/** The text of each question, with its commands, by its number. */
const QUESTIONS = [...PAGE.matchAll(/^\*\*(\d+)[.] [^]*?(?=^\*\*\d+[.] |^## |(?![^]))/gm)];

test('the questions are numbered, and each has a command, an assumption with its place in the code, and what changes', () => {
  expect(QUESTIONS.map(([, number]) => Number(number))).toEqual(QUESTIONS.map((_, index) => index + 1));
  expect(QUESTIONS.length).toBeGreaterThan(20);

  const incomplete = QUESTIONS.filter(([text]) => {
    const [, assumed = '', otherwise = ''] = /^- Assumed: ([^]+?)^- Otherwise: ([^]+)/m.exec(text) ?? [];
    const hasPlace = /`[\w/.-]+\/[\w.-]*`|\]\([\w/-]+\.md/.test(assumed);
    return !/^```sh$|\]\([\w/.-]*#/m.test(text) || !hasPlace || otherwise.trim() === '';
  });
  expect(incomplete.map(([, number]) => number)).toEqual([]);
});

test('every command of the AWS CLI names its Region: without one it asks another', () => {
  const calls = COMMANDS.flatMap((block) => block.match(/\baws [a-z0-9]+ [a-z-]+[^\n]*/g) ?? []);

  expect(calls.length).toBeGreaterThan(20);
  expect(
    calls.filter((call) => !/^aws [a-z0-9]+ [a-z-]+ --region (?:\$REGION|\$region|us-east-1|"\$1") /.test(call)),
  ).toEqual([]);
});

test('every AWS name in the commands is one that the stacks give', () => {
  const variables = new Map<string, string>();
  const filled = (text: string) => text.replace(/\$([A-Z]+)/g, (_, name: string) => variables.get(name) ?? `$${name}`);
  for (const [, name = '', value = ''] of PAGE.matchAll(/^([A-Z]+)=([^(\n]+)$/gm)) variables.set(name, filled(value));
  const domain = `Domain: { Name: ${variables.get('DOMAIN')!}, HostedZoneId: ${variables.get('ZONE')!} }\n`;
  const volume = 'Volumes: { World: { Paths: [{ Path: /data }] } }\n';
  const { base, leaf } = stacksOf(configOf({ base: BASE + domain, leaf: LEAF + volume }));
  const stacks = `${JSON.stringify(base.json)}${JSON.stringify(leaf.json)}`;
  const real = new Set([...stacks.matchAll(/"([\w./-]+)"/g)].map(([, name]) => name));

  const code = markdownPage(PAGE).code.map(({ text }) => ` ${text}`);
  const named = code
    .flatMap((text) => text.match(/(?<=[\s'"=])\/[\w/]*\$[\w/$-]+|\$(?:NAME|PROJECT)-[\w-]+/g) ?? [])
    // made by the page itself
    .filter((name) => name !== '$NAME-try')
    .map(filled);
  expect(new Set(named).size).toBeGreaterThan(9);
  expect(named.filter((name) => !real.has(name))).toEqual([]);
});
