import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/early-pull.sh';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'early-pull-'));
});
afterEach(() => {
  rmSync(bin, { recursive: true });
});

test('is valid shell without findings of shellcheck', () => {
  const script = readFileSync(SCRIPT, 'utf8');

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
});

describeOnLinux('with a stub for Docker', () => {
  const run = (docker: string, seconds: string, image: string) => {
    writeFileSync(join(bin, 'docker'), `#!/bin/bash\nprintf '%s\\n' "$@" >${bin}/arguments\n${docker}\n`, {
      mode: 0o755,
    });
    const { status, stdout } = spawnSync('bash', [SCRIPT, seconds], {
      encoding: 'utf8',
      env: { IMAGE: image, PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    return { status, stdout, arguments: readFileSync(join(bin, 'arguments'), 'utf8') };
  };

  test('pulls the image, and starts nothing', () => {
    expect(run('echo ubuntu:24.04', '60', 'ubuntu:24.04')).toEqual({
      status: 0,
      stdout: 'early-pull: pulled ubuntu:24.04\n',
      arguments: 'pull\n--quiet\n--\nubuntu:24.04\n',
    });
  });

  test.each([
    ['Docker fails', 'exit 1', '60'],
    ['Docker hangs', 'exec sleep 600', '0.1'],
  ])('ends without harm when %s, and says who pulls now', (_, docker, seconds) => {
    const { status, stdout } = run(docker, seconds, '--help');

    expect(status).toBe(0);
    expect(stdout).toBe(`early-pull: --help could not be pulled within ${seconds} seconds: ECS pulls it\n`);
  });
});
