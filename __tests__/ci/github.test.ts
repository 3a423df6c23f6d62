import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { NO_CHANGES, PAGE_LIMIT, PAGE_MARK } from '../../cli/review/page';

const COMMENTS = 'repos/owner/name/issues/7/comments';
const ISSUES = 'repos/owner/name/issues';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const BOT = { login: 'github-actions[bot]', type: 'Bot' };
const CHANGED = `${PAGE_MARK}\n## Terraform plan\n`;
const TITLE = 'What is deployed is not what the config says';

// Answers as `gh api --paginate --slurp` does: an array of pages, here with two entries each. Knows the filters of our scripts.
const GH = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
if (args.includes('--method')) {
  const file = args.find((arg) => arg.startsWith('body=@'))?.slice('body=@'.length);
  const said = args.filter((arg) => !arg.startsWith('body=@'));
  appendFileSync(join(__dirname, 'calls'), JSON.stringify({ said, body: readFileSync(file, 'utf8') }) + '\\n');
} else if (args.slice(0, 3).join(' ') === 'api --paginate --slurp' && args.length === 4) {
  const [path, query] = args[3].split('?');
  const { [path]: all = [] } = JSON.parse(readFileSync(join(__dirname, 'lists.json'), 'utf8'));
  const wanted = new URLSearchParams(query);
  const found = all.filter(({ user, state = 'open' }) =>
    user.login === (wanted.get('creator') ?? user.login) && state === (wanted.get('state') ?? state));
  console.log(JSON.stringify([found.slice(0, 2), found.slice(2)]));
} else {
  throw new Error('unknown call: ' + args.join(' '));
}
`;

/** A call that changes something on GitHub. */
interface Change {
  readonly said: string;
  readonly body: string;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-gh-'));
  writeFileSync(join(folder, 'gh'), GH);
  chmodSync(join(folder, 'gh'), 0o755);
  writeFileSync(join(folder, 'calls'), '');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/**
 * Runs a script with a gh that finds what `lists` has for each path.
 *
 * @param page undefined where there is no such file
 */
function run(script: string, lists: Record<string, unknown[]>, page: string | undefined, ...more: string[]): Change[] {
  writeFileSync(join(folder, 'lists.json'), JSON.stringify(lists));
  if (page !== undefined) writeFileSync(join(folder, 'page.md'), page);
  const env = { PATH: `${folder}:${process.env.PATH ?? ''}`, GITHUB_REPOSITORY: 'owner/name', TMPDIR: folder };
  execFileSync(resolve(__dirname, '../../.ci', script), [join(folder, 'page.md'), ...more], { env });
  const lines = readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const { said, body } = JSON.parse(line) as { said: string[]; body: string };
    return { said: said.join(' '), body };
  });
}

describe('.ci/comment-plan', () => {
  const others = [
    { id: 1, user: { login: 'someone', type: 'User' }, body: `${PAGE_MARK}\nas the bot said` },
    { id: 2, user: { login: 'other[bot]', type: 'Bot' }, body: CHANGED },
    { id: 3, user: BOT, body: `> ${CHANGED}` },
  ];
  const comment = (comments: unknown[], page?: string, ...more: string[]) =>
    run('comment-plan', { [COMMENTS]: comments }, page, '7', COMMIT, ...more);

  test('adds a comment where the bot has none', () => {
    expect(comment(others, CHANGED)).toEqual([
      { said: `api --method POST ${COMMENTS} --field --silent`, body: `${CHANGED}\nFor commit ${COMMIT}.\n` },
    ]);
  });

  test('replaces its own first comment, and no other', () => {
    const ours = [42, 43].map((id) => ({ id, user: BOT, body: `${PAGE_MARK}\n${NO_CHANGES}\n` }));

    expect(comment([...others, ...ours], CHANGED)).toEqual([
      {
        said: 'api --method PATCH repos/owner/name/issues/comments/42 --field --silent',
        body: `${CHANGED}\nFor commit ${COMMIT}.\n`,
      },
    ]);
  });

  test.each([
    ['no page', undefined],
    ['an empty page', ''],
  ])('replaces an old plan by "No plan" where there is %s', (_, page) => {
    expect(comment([...others, { id: 42, user: BOT, body: CHANGED }], page)).toEqual([
      {
        said: 'api --method PATCH repos/owner/name/issues/comments/42 --field --silent',
        body: `${PAGE_MARK}\n## No plan\n\nThe plan is not finished, or no stack could be planned. See the log of this workflow.\n\nFor commit ${COMMIT}.\n`,
      },
    ]);
  });

  test('--only-replace takes away the plan of an older commit, and adds no comment', () => {
    const ours = { id: 42, user: BOT, body: `${PAGE_MARK}\n${NO_CHANGES}\n` };

    expect(comment(others, undefined, '--only-replace')).toEqual([]);
    const [change, ...more] = comment([...others, ours], undefined, '--only-replace');
    expect(change?.said).toBe('api --method PATCH repos/owner/name/issues/comments/42 --field --silent');
    expect(change?.body).toMatch(/^.*\n## No plan\n/);
    expect(more).toEqual([]);
  });

  test('stays within the longest comment that GitHub accepts', () => {
    const [change] = comment([], CHANGED.padEnd(PAGE_LIMIT, 'x'));

    expect(change?.body.length).toBeLessThanOrEqual(65_536);
  });
});

describe('.ci/report-drift', () => {
  const others = [
    { number: 1, user: { login: 'someone', type: 'User' }, title: TITLE },
    { number: 2, user: BOT, title: `${TITLE}: why?` },
    { number: 3, user: BOT, title: TITLE, state: 'closed' },
  ];
  const report = (issues: unknown[], page: string) => run('report-drift', { [ISSUES]: issues }, page);

  test('opens an issue where the bot has none open', () => {
    expect(report(others, CHANGED)).toEqual([
      { said: `api --method POST ${ISSUES} --raw-field title=${TITLE} --field --silent`, body: CHANGED },
    ]);
  });

  test('updates the issue that is open', () => {
    expect(report([...others, { number: 5, user: BOT, title: TITLE }], CHANGED)).toEqual([
      { said: `api --method PATCH ${ISSUES}/5 --field --silent`, body: CHANGED },
    ]);
  });

  test('changes no issue where the plan has no changes', () => {
    expect(report([{ number: 5, user: BOT, title: TITLE }], `${PAGE_MARK}\n${NO_CHANGES}\n`)).toEqual([]);
  });
});
