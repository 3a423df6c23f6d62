import { loadConfig } from '../../../modules/config/load-config';
import { BASE, type Files, LEAF, withProject } from './support';

const TOLD = `${BASE}AlertSubscription: { Email: admin@example.com }\n`;
const DOMAIN = `${TOLD}Domain: { Name: example.com, HostedZoneId: Z0123456789 }\n`;
const NOT_BY_DNS = `${LEAF}Wake: { ByDns: false }\n`;

/** The warnings of a project with these leaves, by id. */
function warningsOf(leaves: Readonly<Record<string, string>>, base = DOMAIN, only?: readonly string[]) {
  const files: Files = Object.fromEntries(
    Object.entries(leaves).map(([id, text]) => [`config/leaves/${id}.yaml`, text]),
  );
  return withProject({ 'config/base.yaml': base, ...files }, (projectFolder) => {
    const { warnings } = loadConfig({ projectFolder, env: {}, only });
    return warnings;
  });
}

const warning = (long: string, short: string, renamed: string) =>
  `config/leaves/${long}.yaml:1:1 whoever connects to ${long}.example.com also wakes ${short}, since many resolvers ask for ` +
  `${short}.example.com on the way (QNAME minimisation): set Wake.ByDns to false in config/leaves/${short}.yaml, ` +
  `or rename one of the two before it is deployed, e.g. ${renamed}: a deployed one would begin again with empty files`;

test('warns of a leaf whose name is within the name of another, and names both and what to do', () => {
  expect(warningsOf({ mc: LEAF, 'vanilla.mc': LEAF, 'a.vanilla.mc': LEAF, valheim: LEAF })).toEqual([
    warning('a.vanilla.mc', 'mc', 'a-vanilla-mc'),
    warning('a.vanilla.mc', 'vanilla.mc', 'a-vanilla-mc'),
    warning('vanilla.mc', 'mc', 'vanilla-mc'),
  ]);
});

test('warns where one of the two is needed', () => {
  expect(warningsOf({ mc: LEAF, 'vanilla.mc': LEAF }, DOMAIN, ['mc'])).toHaveLength(1);
  expect(warningsOf({ mc: LEAF, 'vanilla.mc': LEAF, web: LEAF }, DOMAIN, ['web'])).toEqual([]);
});

test.each([
  ['DNS does not wake the shorter one', { mc: NOT_BY_DNS, 'vanilla.mc': LEAF }],
  ['the names only end alike', { mc: LEAF, 'vanilla-mc': LEAF, amc: LEAF }],
  ['there is one leaf', { 'vanilla.mc': LEAF }],
])('does not warn where %s', (_, leaves) => {
  expect(warningsOf(leaves)).toEqual([]);
});

test('does not warn without a domain', () => {
  expect(warningsOf({ mc: LEAF, 'vanilla.mc': LEAF }, TOLD)).toEqual([]);
});

test('Wake.ByDns is true by default, and false without a domain is allowed', () => {
  const config = (text: string) =>
    withProject(
      { 'config/base.yaml': BASE, 'config/leaves/mc.yaml': text },
      (projectFolder) => loadConfig({ projectFolder, env: {} }).config.leaves[0]?.wake,
    );

  expect(config(LEAF)).toEqual({ byDns: true });
  expect(config(NOT_BY_DNS)).toEqual({ byDns: false });
});

test.each([
  ['Wake: { ByDns: maybe }', /mc[.]yaml:\d+:\d+ Wake[.]ByDns: .*true or false/],
  ['Wake: { ByDNS: false }', /Wake[.]ByDNS: .*ByDns/],
  ['Wake: false', /Wake: .*ByDns/],
])('refuses %s', (text, message) => {
  expect(() => warningsOf({ mc: `${LEAF}${text}\n` })).toThrow(message);
});
