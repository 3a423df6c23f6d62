// Who may import whom: docs/how-it-works.md, "The code". Everything goes one way, types too: import/no-cycle does not see
// `import type`, these zones do. __tests__/eslint-zones.test.ts shows that each of them bites.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const zone = (target, from, message, except = []) => ({
  target,
  from,
  message,
  ...(except.length > 0 && { except }),
});

const folders = (path) =>
  readdirSync(join(__dirname, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const LAMBDAS = folders('lambdas').filter((name) => existsSync(join(__dirname, 'lambdas', name, 'handler.ts')));

/** What modules and the CLI may know of functions. */
const CONTRACTS = ['./shared', ...LAMBDAS.map((name) => `./${name}/contract.ts`)];

/** Of the whole project: nothing imports what comes after it. */
const PROJECT = [
  zone(
    './lambdas',
    ['./modules', './cli', './synth', './main.ts'],
    'a function is bundled alone: what both sides share lives in lambdas/',
  ),
  zone('./modules', ['./cli', './synth', './main.ts'], 'modules/ imports nothing of who uses it'),
  zone('./modules', './lambdas', 'modules/ knows of a function only its contract.ts, and lambdas/shared', CONTRACTS),
  zone('./cli', './lambdas', 'cli/ knows of a function only its contract.ts, and lambdas/shared', CONTRACTS),
  zone('./cli', ['./synth', './main.ts'], 'cli/ runs main.ts as a process of its own'),
  zone('./synth', './cli', 'synth/ takes of cli/ only what imports nothing itself', [
    './terminal',
    './terraform/errored-state.ts',
  ]),
  zone('./main.ts', ['./cli', './lambdas'], 'main.ts puts stacks together; what it prints lives in synth/'),
  zone(
    ['./lambdas', './modules', './cli', './synth', './main.ts'],
    ['./simulation', './e2e', './bench', './docs', './__tests__'],
    'the product uses nothing that only tests, docs and drawings use',
  ),
  zone('./simulation', ['./lambdas', './cli', './synth', './main.ts', './e2e'], 'simulation/ knows modules/ alone'),
  zone('./e2e', './bench', 'e2e/ runs the product'),
  zone('./e2e', './__tests__', 'tests of e2e/ live in __tests__/e2e; of __tests__/ it uses the games alone', [
    './support/game-servers',
  ]),
  zone('./e2e', './docs', 'e2e/ takes of docs/ only the policies that it judges by', ['./reference/permissions']),
];

const MODULES = [
  zone('./modules/aws', ['./modules/base', './modules/leaf', './modules/config'], 'modules/aws imports no other layer'),
  zone('./modules/config', ['./modules/base', './modules/leaf'], 'the config imports no stack'),
  zone('./modules/base', './modules/leaf', 'base never refers to a leaf'),
  zone('./modules/leaf', './modules/base', 'a leaf takes what it needs of base as props'),
];

/** Constructs of a leaf, each with a folder of its parts. */
const LEAF_MODULES = [
  'security-groups',
  'volumes',
  'container',
  'ecs-asg',
  'watchdog',
  'asg-state-change-hook',
  'player-query',
  'page-details',
  'function-failures',
  'webhook-subscription',
  'dashboard',
  'outputs',
];
const moduleFiles = (name) =>
  [`./modules/leaf/${name}.ts`, `./modules/leaf/${name}`].filter((path) => existsSync(join(__dirname, path)));
const SIBLINGS = LEAF_MODULES.map((name) =>
  zone(
    moduleFiles(name),
    ['./modules/leaf/leaf-stack.ts', ...LEAF_MODULES.filter((other) => other !== name).flatMap(moduleFiles)],
    'modules of a leaf never import one another: leaf-stack.ts puts them together',
  ),
);

const FUNCTIONS = LAMBDAS.map((name) =>
  zone(
    ['shared', ...LAMBDAS.filter((other) => other !== name)].map((other) => `./lambdas/${other}`),
    `./lambdas/${name}`,
    `what another function needs of ${name} lives in lambdas/shared`,
  ),
);

/** Each imports only what an earlier line names. */
const CLI = [
  ['terminal'],
  ['project'],
  ['aws'],
  ['terraform'],
  ['changes'],
  ['state'],
  ['workspace.ts'],
  ['check', 'existing', 'guard', 'leaf'],
  [
    'bootstrap',
    'cost',
    'deployment',
    'discord',
    'invite',
    'limit',
    'logs',
    'retire',
    'review',
    'status',
    'wake',
    'webhooks',
    'write-leaf',
  ],
  ['commands'],
  ['program.ts'],
  ['main.ts'],
];
const CLI_LAYERS = CLI.slice(0, -1).flatMap((layer, index) =>
  layer.map((name) =>
    zone(
      `./cli/${name}`,
      [...layer.filter((other) => other !== name), ...CLI.slice(index + 1).flat()].map((other) => `./cli/${other}`),
      `cli/${name} imports only what comes before it: ${CLI.slice(0, index).flat().join(', ') || 'nothing of cli/'}`,
    ),
  ),
);

module.exports = [...PROJECT, ...MODULES, ...SIBLINGS, ...FUNCTIONS, ...CLI_LAYERS];
