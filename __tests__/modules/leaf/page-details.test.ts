import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';

import { type LeafOnPage } from '../../../lambdas/start-page/contract';
import { PageDetails } from '../../../modules/leaf/page-details';
import { Template } from '../../support/template';
import { BASE, LEAF } from '../config/support';
import { configOf, stacksOf } from '../../support/stacks';
import { rendered } from '../../support/rendered';

const PAGE = `${BASE}StartPage: { Enabled: true }\n`;
const DOMAIN = 'Domain:\n  Name: Example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n';
const DISCORD = `Discord:\n  ApplicationId: '123456789012345678'\n  PublicKey: ${'ab'.repeat(32)}\n  Servers: ['223456789012345678']\n`;
const ROLES = "Discord:\n  Roles: ['323456789012345678', '423456789012345678']\n";

type Leaf = ReturnType<typeof stacksOf>['leaf'];

/** Of the page alone: the leaf has another parameter for its starts. */
function pageParameters(leaf: Leaf) {
  return leaf.resources('aws_ssm_parameter').filter(({ name }) => String(name).includes('/leaves/'));
}

function detailsOf(config: { readonly base?: string; readonly leaf?: string }): unknown {
  const { leaf } = stacksOf(configOf(config));
  const [parameter] = pageParameters(leaf);
  return JSON.parse(rendered(String(parameter?.insecure_value), leaf));
}

test('without a start page a leaf has no parameter', () => {
  const { leaf } = stacksOf(configOf({ base: BASE, leaf: `${LEAF}StartPage: { Note: hello }\n` }));

  expect(pageParameters(leaf)).toEqual([]);
});

test('with one it has a parameter of the standard tier, in which nothing is that the leaf does not have', () => {
  const { leaf } = stacksOf(configOf({ base: PAGE }));

  expect(leaf.synthesized).toHaveResourceWithProperties(SsmParameter, {
    name: '/container-manager/leaves/minecraft',
    type: 'String',
    tier: 'Standard',
    description: 'What the start page shows of minecraft',
    insecure_value: '{"ports":["25565/tcp"]}',
  });
  expect(pageParameters(leaf)).toHaveLength(1);
});

test('it holds what people connect to, in the order of the ports, the note, who is asked who plays, and who may use /stop', () => {
  const leaf =
    LEAF.replace('- TCP: 25565', '- TCP: 25565\n    - UDP: 16262-16272') +
    `Query:\n  Game: minecraft\nStartPage:\n  Note: |\n    Version "1.21"\n    \${not} %{a} template, {{nor}} {{{this}}}\n${ROLES}`;

  expect(detailsOf({ base: PAGE + DOMAIN + DISCORD, leaf })).toEqual({
    ports: ['25565/tcp', '16262-16272/udp'],
    hostName: 'minecraft.example.com',
    note: 'Version "1.21"\n${not} %{a} template, {{nor}} {{{this}}}',
    playerQueryFunction: 'container-manager-minecraft-player-query',
    stopRoles: ['323456789012345678', '423456789012345678'],
  } satisfies LeafOnPage);
});

test('SSM would look for another parameter between two braces: the text has none', () => {
  const { leaf } = stacksOf(configOf({ base: PAGE, leaf: `${LEAF}StartPage:\n  Note: "{{ssm:x}} {{{{"\n` }));

  const [parameter] = pageParameters(leaf);

  expect(parameter?.insecure_value).toMatch(/^.*ports/);
  expect(parameter?.insecure_value).not.toContain('{{');
});

test.each([
  ['a Query that counts nobody', `${LEAF}Query:\n  Game: tcp\n`],
  ['roles without Discord', `${LEAF}${ROLES}`],
])('with %s there is nobody to ask, and no /stop', (_, leaf) => {
  expect(detailsOf({ base: PAGE, leaf })).toEqual({ ports: ['25565/tcp'] });
});

test('the longest of everything that the config allows has room', () => {
  const ports = Array.from({ length: 50 }, (_, index) => `    - UDP: ${40_000 + index}`).join('\n');
  const roles = Array.from({ length: 20 }, (_, index) => `'${18_000_000_000_000_000_000n + BigInt(index)}'`).join(', ');
  const labels = ['a'.repeat(63), 'b'.repeat(63), 'c'.repeat(63), 'd'.repeat(40), 'com'].join('.');
  const leaf =
    LEAF.replace('    - TCP: 25565', ports) +
    `Query:\n  Game: mbe\n  Port: 40000\nStartPage:\n  Note: "${'{'.repeat(500)}"\nDiscord:\n  Roles: [${roles}]\n`;

  const { note } = detailsOf({
    base: `${PAGE}${DOMAIN.replace('Example.com', labels)}${DISCORD}`,
    leaf,
  }) as LeafOnPage;

  expect(note).toHaveLength(500);
});

test('fails on more than a parameter takes, and says what to shorten', () => {
  expect(() =>
    Template.of((stack) => {
      new PageDetails(stack, 'PageDetails', {
        project: 'games',
        leafId: 'minecraft',
        details: { ports: [], note: 'é'.repeat(2_038) },
      });
    }),
  ).toThrow(
    'stack/PageDetails: what the start page shows has 4098 bytes, and a parameter takes 4096: shorten StartPage.Note',
  );
});
