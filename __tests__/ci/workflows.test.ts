import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { CHROMIUM_REQUIRED } from '../../e2e/browser/chromium';

const FOLDER = resolve(__dirname, '../../.github/workflows');

const step = z.object({
  if: z.string().default(''),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.string()).default({}),
  'timeout-minutes': z.number().optional(),
});
const permissions = z.record(z.string(), z.string());
const job = z.object({
  if: z.string().default(''),
  permissions: permissions.optional(),
  'timeout-minutes': z.number(),
  steps: z.array(step),
});
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions,
  env: z.record(z.string(), z.string()).default({}),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(z.string(), job),
});

/** Commands that a person can run too. */
const LOCAL = [
  /^npm (ci( --ignore-scripts)?|test|run [\w-]+)$/,
  /^(\.ci\/with-config-env )?\.\/cm [\w-]+( ([\w*./^-]+|"\$RUNNER_TEMP(\/[\w.-]+)*"[\w*./-]*))*( > "\$RUNNER_TEMP\/plan\.md")?$/,
  /^\.ci\/[\w-]+( "\$RUNNER_TEMP\/plan\.md")?( "\$PULL_REQUEST" "\$COMMIT")?( --only-replace)?$/,
  /^\.ci\/changed-paths HEAD\^1 > "\$RUNNER_TEMP\/changed\.txt"$/,
  /^pip install --only-binary :all: 'moto\[server\]==\d+\.\d+\.\d+'$/,
];

function read(file: string): { readonly text: string; readonly workflow: z.infer<typeof workflow> } {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { text, workflow: workflow.parse(parse(text)) };
}

const FILES = readdirSync(FOLDER);

const packageJson = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(FOLDER, '../../package.json'), 'utf8')));

test('there are no workflows but deploy, drift, plan and test', () => {
  expect(FILES.sort()).toEqual(['deploy.yml', 'drift.yml', 'plan.yml', 'test.yml']);
});

describe.each(FILES)('%s', (file) => {
  const { text, workflow: found } = read(file);
  const jobs = Object.values(found.jobs);
  const steps = jobs.flatMap((each) => each.steps);

  test('pins actions by commit, with the version in a comment', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'));

    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('runs only commands that a person can run too, without expressions of GitHub in them', () => {
    const runs = steps.flatMap(({ run }) => run ?? []);

    expect(runs.filter((run) => !LOCAL.some((known) => known.test(run)))).toEqual([]);
  });

  test('may only read the code; a job gets more permissions only for AWS, comments and issues', () => {
    expect(found.permissions).toEqual({ contents: 'read' });
    const more = jobs.flatMap((each) => Object.entries(each.permissions ?? {}).map((pair) => pair.join(': ')));
    const allowed = ['contents: read', 'id-token: write', 'pull-requests: write', 'issues: write'];
    expect(more.filter((each) => !allowed.includes(each))).toEqual([]);
  });

  test('checks out the code without leaving a token behind', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts).toHaveLength(jobs.length);
    for (const { with: options } of checkouts) expect(options['persist-credentials']).toBe(false);
  });

  test('gives no credentials to forks, and stores no plan', () => {
    expect(Object.keys(found.on)).not.toContain('pull_request_target');
    expect(text).not.toMatch(/upload-artifact|actions\/cache/);
    // AWS credentials come only from OIDC. CONFIG_ENV goes to one step: GitHub prints the environment of every step
    const withSecrets = steps.filter(({ env }) => Object.values(env).some((value) => value.includes('secrets.')));
    for (const { run, env } of withSecrets) {
      expect(run).toMatch(/^\.ci\/with-config-env /);
      expect(env).toEqual({ CONFIG_ENV: '${{ secrets.CONFIG_ENV }}' });
    }
    expect(text.match(/secrets\./g) ?? []).toHaveLength(withSecrets.length);
    expect(text).not.toContain('GITHUB_ENV');
    const usesRole = (each: z.infer<typeof job>) => each.permissions?.['id-token'] === 'write';
    for (const each of jobs.filter(usesRole)) expect(each.if).toMatch(/^vars\.(PLAN|DEPLOY)_ROLE_ARN != ''/);
    if ('pull_request' in found.on) {
      for (const each of jobs.filter(usesRole)) {
        expect(each.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
      }
    }
  });
});

test.each([
  ['deploy.yml', '.ci/with-config-env ./cm deploy --yes'],
  ['drift.yml', '.ci/with-config-env ./cm plan --out plans'],
  ['plan.yml', '.ci/with-config-env ./cm plan --out "$RUNNER_TEMP/plans" --before HEAD^1'],
])('%s passes CONFIG_ENV to the command that reads the config, and to no other', (file, command) => {
  const steps = Object.values(read(file).workflow.jobs).flatMap((each) => each.steps);

  expect(steps.filter(({ env }) => 'CONFIG_ENV' in env).map(({ run }) => run)).toEqual([command]);
});

test.each(['deploy.yml', 'drift.yml', 'plan.yml'])(
  'the job of %s that can ask for a role runs no install scripts, and signs in after the installation',
  (file) => {
    const withToken = Object.values(read(file).workflow.jobs).filter(
      (each) => each.permissions?.['id-token'] === 'write',
    );

    expect(withToken).toHaveLength(1);
    for (const { steps } of withToken) {
      const installs = steps.flatMap(({ run }, index) => (run?.startsWith('npm ci') === true ? [{ run, index }] : []));
      const signsIn = steps.findIndex(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'));

      expect(installs).toEqual([{ run: 'npm ci --ignore-scripts', index: signsIn - 1 }]);
    }
  },
);

/** Whether a job can ask for a role. */
function hasToken({ permissions: own }: z.infer<typeof job>): boolean {
  return own?.['id-token'] === 'write';
}

test.each(FILES)(
  'no job of %s that can ask for a role restores a cache, which a job with install scripts wrote',
  (file) => {
    const jobs = Object.values(read(file).workflow.jobs).filter(hasToken);

    for (const { uses, with: options } of jobs.flatMap(({ steps }) => steps)) {
      expect(Object.keys(options).filter((name) => name.includes('cache'))).toEqual([]);
      // newer ones cache npm by themselves where package.json names a packageManager
      if (uses?.startsWith('actions/setup-node@') === true) expect(packageJson).not.toHaveProperty('packageManager');
    }
  },
);

test.each(FILES)('no job of %s that can ask for a role installs packages of pip', (file) => {
  const runs = Object.values(read(file).workflow.jobs)
    .filter(hasToken)
    .flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

  expect(runs.filter((run) => run.includes('pip'))).toEqual([]);
});

test('no workflow, script of CI or script of npm runs a name that a registry could answer', () => {
  const scripts = readdirSync(join(FOLDER, '../../.ci')).map((name) => join(FOLDER, '../../.ci', name));
  const texts = [...FILES.map((file) => join(FOLDER, file)), ...scripts].map((path) => readFileSync(path, 'utf8'));

  for (const text of [...texts, ...Object.values(packageJson.scripts)]) {
    expect(text).not.toMatch(/\bnpx\b|\bnpm (exec|x|init|create|install|i|add)\b|\b(yarn|pnpm|bunx?)\b/);
  }
});

test('a pull request of Dependabot gets no role', () => {
  expect(read('plan.yml').workflow.jobs.plan?.if).toContain(
    "&& github.event.pull_request.user.login != 'dependabot[bot]'",
  );
});

test('Dependabot waits a week before it proposes a release', () => {
  const config = z.object({ updates: z.array(z.object({ cooldown: z.object({ 'default-days': z.number() }) })) });
  const { updates } = config.parse(parse(readFileSync(join(FOLDER, '../dependabot.yml'), 'utf8')));

  expect(updates.map(({ cooldown }) => cooldown['default-days'])).toEqual([7, 7]);
});

test('deploy runs only for main, and no run cancels another', () => {
  const { workflow: deploy } = read('deploy.yml');

  expect(deploy.concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
  expect(deploy.on).toEqual({ push: { branches: ['main'] }, workflow_dispatch: null });
  expect(deploy.jobs.deploy?.if).toContain("github.ref == 'refs/heads/main'");
});

describe('the comment on a pull request', () => {
  const { 'timeout-minutes': limit = 0, steps } = read('plan.yml').workflow.jobs.plan ?? { steps: [] };
  const runs = steps.map(({ run = '' }) => run);

  test('is made also when an earlier step failed, took too long or was cancelled', () => {
    const always = steps.filter((each) => each.if === '${{ always() }}').map(({ run }) => run);

    expect(always).toEqual(runs.slice(-2));
    expect(always).toEqual([
      expect.stringMatching(/^\.\/cm plan-summary .* --unplanned .*\/unplanned\.txt" --changed .*\/changed\.txt" > /),
      '.ci/comment-plan "$RUNNER_TEMP/plan.md" "$PULL_REQUEST" "$COMMIT"',
    ]);
    expect(steps.at(-1)?.env).toMatchObject({ COMMIT: '${{ github.event.pull_request.head.sha }}' });
  });

  test('has time left when a plan or a page takes for ever', () => {
    const long = steps.slice(runs.findIndex((run) => run.includes('./cm plan ')));

    const minutes = long.map((each) => each['timeout-minutes'] ?? Infinity);

    expect(minutes).toEqual([20, 5, 5]);
    expect(limit).toBeGreaterThanOrEqual(30 + 10);
  });

  test('loses the plan of an older commit before anything that a pull request could make fail', () => {
    const first = runs.findIndex((run) => run !== '');

    expect(runs[first]).toBe('.ci/comment-plan "$RUNNER_TEMP/plan.md" "$PULL_REQUEST" "$COMMIT" --only-replace');
  });

  test('shows no plan that a pull request brings along', () => {
    const { gitFolders, text } = { gitFolders: /(?<!\$RUNNER_TEMP"?\/)plans\//, text: runs.join('\n') };

    expect(text).not.toMatch(gitFolders);
  });

  test('lists the files that differ from what the pull request is merged into', () => {
    const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkout?.with['fetch-depth']).toBe(2);
    expect(runs).toContain('.ci/changed-paths HEAD^1 > "$RUNNER_TEMP/changed.txt"');
  });
});

test.each([
  ['plan.yml', 'plan-${{ github.event.pull_request.number }}'],
  ['drift.yml', 'drift'],
])('%s runs one plan at a time and cancels none, which would leave a lock', (file, group) => {
  expect(read(file).workflow.concurrency).toEqual({ group, 'cancel-in-progress': false });
});

test.each([
  ['deploy.yml', ['plan', 'apply', 'untaint']],
  ['drift.yml', ['plan']],
  ['plan.yml', ['plan']],
])('%s waits up to five minutes for a lock', (file, commands) => {
  const waiting = commands.map((command) => [`TF_CLI_ARGS_${command}`, '-lock-timeout=5m']);

  expect(read(file).workflow.env).toEqual(Object.fromEntries(waiting));
});

test('npm test and npm run e2e run on every supported version of Node.js', () => {
  const { text, workflow: found } = read('test.yml');
  const runs = Object.values(found.jobs).map(({ steps }) => steps.at(-1)?.run);

  expect(runs).toEqual(['npm test', 'npm run e2e']);
  expect(text.match(/node: \[20, 22, 24\]/g)).toHaveLength(2);
});

test('the start page is opened in a real browser by .ci/run and on GitHub: its tests fail there where none is installed', () => {
  const script = readFileSync(join(FOLDER, '../../.ci/run'), 'utf8');
  const e2e = read('test.yml').workflow.jobs.e2e?.steps.at(-1);

  expect(script).toContain('[[ -x /usr/bin/chromium ]] || missing+=(chromium)\n');
  expect(script).toContain(`\nexport ${CHROMIUM_REQUIRED}=true\n`);
  expect(e2e).toMatchObject({ run: 'npm run e2e', env: { [CHROMIUM_REQUIRED]: 'true' } });
});

test('Dependabot proposes no version that the linter’s plugins refuse', () => {
  const rule = z.object({ 'dependency-name': z.string() }).catchall(z.unknown());
  const config = z.object({ updates: z.array(z.object({ ignore: z.array(rule).default([]) })) });
  const { updates } = config.parse(parse(readFileSync(join(FOLDER, '../dependabot.yml'), 'utf8')));

  expect(updates[0]?.ignore).toEqual(
    expect.arrayContaining([
      { 'dependency-name': 'eslint', 'update-types': ['version-update:semver-major'] },
      { 'dependency-name': '@eslint/js', 'update-types': ['version-update:semver-major'] },
      { 'dependency-name': 'typescript', versions: ['>=6.1'] },
    ]),
  );
});
