import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { NO_CHANGES, PAGE_MARK } from '../../cli/plan-summary/page';

/** A gh that finds what it is told to and writes down how it is called. */
class Github {
  readonly folder = mkdtempSync(join(tmpdir(), 'cm-gh-'));

  constructor(found: string) {
    const script = `#!/bin/sh\nprintf '%s ' "$@" >> "${this.folder}/calls"\necho >> "${this.folder}/calls"\nprintf '${found}'\n`;
    writeFileSync(join(this.folder, 'gh'), script);
    chmodSync(join(this.folder, 'gh'), 0o755);
  }

  /** @returns the calls that change something */
  run(script: string, page: string, ...more: string[]): string[] {
    const file = join(this.folder, 'page.md');
    writeFileSync(file, page);
    const env = { PATH: `${this.folder}:${process.env.PATH ?? ''}`, GITHUB_REPOSITORY: 'owner/name' };
    execFileSync(resolve(__dirname, '../../.ci', script), [file, ...more], { env });
    const calls = join(this.folder, 'calls');
    if (!existsSync(calls)) return [];
    const lines = readFileSync(calls, 'utf8').replaceAll(file, 'PAGE').trim().split('\n');
    return lines.filter((line) => line.includes('--method')).map((line) => line.trim());
  }
}

function withGithub<T>(found: string, use: (github: Github) => T): T {
  const github = new Github(found);
  try {
    return use(github);
  } finally {
    rmSync(github.folder, { recursive: true });
  }
}

const CHANGED = `${PAGE_MARK}\n## Terraform plan\n`;

describe('.ci/comment-plan', () => {
  test('writes a comment where there is none', () => {
    expect(withGithub('', (github) => github.run('comment-plan', CHANGED, '7'))).toEqual([
      'api --method POST repos/owner/name/issues/7/comments --field body=@PAGE --silent',
    ]);
  });

  test('writes over the one that is there', () => {
    expect(withGithub('42\\n43\\n', (github) => github.run('comment-plan', CHANGED, '7'))).toEqual([
      'api --method PATCH repos/owner/name/issues/comments/42 --field body=@PAGE --silent',
    ]);
  });
});

describe('.ci/report-drift', () => {
  test('opens an issue', () => {
    expect(withGithub('', (github) => github.run('report-drift', CHANGED))).toEqual([
      'api --method POST repos/owner/name/issues --raw-field title=What is deployed is not what the config says --field body=@PAGE --silent',
    ]);
  });

  test('writes into the issue that is open', () => {
    expect(withGithub('5\\n', (github) => github.run('report-drift', CHANGED))).toEqual([
      'api --method PATCH repos/owner/name/issues/5 --field body=@PAGE --silent',
    ]);
  });

  test('says nothing where nothing changes', () => {
    expect(withGithub('5\\n', (github) => github.run('report-drift', `${PAGE_MARK}\n${NO_CHANGES}\n`))).toEqual([]);
  });
});
