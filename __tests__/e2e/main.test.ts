import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const PROJECT_FOLDER = resolve(__dirname, '../..');

function runE2e(environment: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--require', require.resolve('tsx/cjs'), 'e2e/main.ts'],
    { cwd: PROJECT_FOLDER, encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } },
  );
  return { status, stdout, lines: stderr.trim().split('\n') };
}

test('where moto is missing npm run e2e says in one line how to install it', () => {
  // a shell and nothing else
  const { status, stdout, lines } = runE2e({ PATH: '/nowhere' });

  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(lines).toEqual([
    expect.stringMatching(/^e2e: the AWS emulator moto does not start .*: install it with python3 -m pip install /),
  ]);
});

test('npm run e2e refuses an AWS that is not on this machine', () => {
  const { status, stdout, lines } = runE2e({ AWS_ENDPOINT_URL: 'https://sts.amazonaws.com' });

  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(lines).toEqual([
    expect.stringMatching(/^e2e: AWS_ENDPOINT_URL is 'https:\/\/sts[.]amazonaws[.]com': only an /),
  ]);
});
