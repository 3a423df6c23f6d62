import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const SCRIPT = resolve(__dirname, '../../.ci/with-config-env');
const SHOW = 'process.stdout.write(JSON.stringify(process.env))';

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(configEnv: string | undefined, args: readonly string[], more: Record<string, string> = {}): Run {
  const env = { PATH: process.env.PATH, ...(configEnv !== undefined && { CONFIG_ENV: configEnv }), ...more };
  const { status, stdout, stderr } = spawnSync(SCRIPT, args, { env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** The environment of a command that the script runs. */
function environmentOf(configEnv?: string): Record<string, string> {
  return JSON.parse(run(configEnv, [process.execPath, '-e', SHOW]).stdout) as Record<string, string>;
}

describe('.ci/with-config-env', () => {
  test("sets variables that are called as the script's own once were", () => {
    const environment = environmentOf('name=a\nnames=b\nline=c\nnumber=4\nvalue=e\n');

    expect(environment).toMatchObject({ name: 'a', names: 'b', line: 'c', number: '4', value: 'e' });
    expect(environment.CONFIG_ENV_NAMES).toBe('name names line number value');
  });

  test('sets a variable for each line, with any characters in its value', () => {
    const lines = [
      '# mails',
      '',
      'EMAILS=a@example.com b@example.com',
      '  # key',
      'KEY=ssh-ed25519 AA== $(id) "x"',
      'NONE=',
    ];

    const environment = environmentOf(`${lines.join('\n')}\n`);

    expect(environment).toMatchObject({
      EMAILS: 'a@example.com b@example.com',
      KEY: 'ssh-ed25519 AA== $(id) "x"',
      NONE: '',
    });
    // the command does not need it any more
    expect(environment).not.toHaveProperty('CONFIG_ENV');
  });

  test('names the variables for !ENV, whatever a line says', () => {
    expect(environmentOf('ONE=1\nCONFIG_ENV_NAMES=HOME\nTWO=2')).toMatchObject({
      CONFIG_ENV_NAMES: 'ONE CONFIG_ENV_NAMES TWO',
    });
    expect(environmentOf('')).toMatchObject({ CONFIG_ENV_NAMES: '' });
  });

  test('accepts line endings of Windows, and a last line without one', () => {
    expect(environmentOf('ONE=1\r\nTWO=2')).toMatchObject({ ONE: '1', TWO: '2' });
  });

  test.each([undefined, ''])('runs the command where CONFIG_ENV is %p', (configEnv) => {
    expect(run(configEnv, ['echo', 'a b'])).toEqual({ code: 0, stdout: 'a b\n', stderr: '' });
  });

  test.each(['pass word', '=secret', '1ST=secret', 'MY-NAME=secret', 'export NAME=secret', ' NAME=secret'])(
    'fails on %j, prints its line number and not its text, and runs nothing',
    (line) => {
      expect(run(`# first\nONE=1\n${line}\n`, ['echo', 'run'])).toEqual({
        code: 1,
        stdout: '',
        stderr: '.ci/with-config-env: line 3 of CONFIG_ENV is not NAME=value\n',
      });
    },
  );

  test('on GitHub, masks the values before the command prints anything', () => {
    const { stdout } = run('ONE=100% a=b\nNONE=\n# no\nTWO=x\ry\r', ['echo', 'run'], { GITHUB_ACTIONS: 'true' });

    expect(stdout).toBe('::add-mask::100%25 a=b\n::add-mask::x%0Dy\nrun\n');
  });

  test('prints no value outside GitHub', () => {
    expect(run('ONE=secret', ['echo', 'run']).stdout).toBe('run\n');
  });

  test('exits with the exit code of the command', () => {
    expect(run('ONE=3', ['sh', '-c', 'exit "$ONE"']).code).toBe(3);
  });
});
