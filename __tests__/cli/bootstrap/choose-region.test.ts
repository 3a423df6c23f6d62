import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chooseRegion, usualRegion } from '../../../cli/bootstrap/choose-region';
import { type askText } from '../../../cli/terminal/prompts';
import { baseConfig } from '../support/leaf';

const config = { base: baseConfig({ region: 'eu-west-1' }), leaves: [] };
const withoutConfig = { config: { ...config, base: baseConfig({ region: 'us-east-1' }) }, usedQuickstart: true };
const withConfig = { config, usedQuickstart: false };

let environment: jest.ReplaceProperty<typeof process.env>;

beforeEach(() => {
  environment = jest.replaceProperty(process, 'env', { AWS_CONFIG_FILE: '/dev/null', AWS_REGION: 'sa-east-1' });
});

afterEach(() => {
  environment.restore();
});

const { isTTY } = process.stdin;

afterEach(() => {
  for (const stream of [process.stdin, process.stderr]) stream.isTTY = isTTY;
});

function onTerminal(isTerminal: boolean): void {
  for (const stream of [process.stdin, process.stderr]) stream.isTTY = isTerminal;
}

/** Answers `eu-north-1`. */
const answering = () =>
  jest.fn<ReturnType<typeof askText>, Parameters<typeof askText>>().mockResolvedValue('eu-north-1');

test('where there is a config, its Region wins and nobody is asked', async () => {
  onTerminal(true);
  const ask = answering();

  expect(await chooseRegion(withConfig, undefined, ask)).toBe('eu-west-1');
  expect(await chooseRegion(withConfig, 'eu-west-1', ask)).toBe('eu-west-1');
  expect(ask).not.toHaveBeenCalled();
});

test('fails for another Region than that of the config', async () => {
  await expect(chooseRegion(withConfig, 'eu-north-1')).rejects.toMatchObject({
    message: 'base.yaml says Region: eu-west-1, --region says eu-north-1: omit --region, or change base.yaml',
    exitCode: 2,
  });
});

test('asks at a terminal, offers the usual Region, and takes only known ones', async () => {
  onTerminal(true);
  const ask = answering();

  expect(await chooseRegion(withoutConfig, undefined, ask)).toBe('eu-north-1');

  const [question, { fallback, problemOf }] = ask.mock.calls[0]!;
  expect(question).toBe('Region of AWS, the nearest to the players');
  expect(fallback).toBe('sa-east-1');
  expect(problemOf('ap-southeast-2')).toBeUndefined();
  expect(problemOf('')).toBe('type the name of a Region, such as eu-central-1');
  expect(problemOf('eu-centrall-1')).toBe(
    "'eu-centrall-1' is not a Region that this version knows: did you mean eu-central-1? If AWS has it, copy " +
      'examples/quickstart to config/ and set it in config/base.yaml',
  );
});

test('without a terminal, fails with the option, whatever the environment says', async () => {
  onTerminal(false);

  await expect(chooseRegion(withoutConfig, undefined)).rejects.toMatchObject({
    message: 'No terminal to ask: add --region, as in ./cm bootstrap --region eu-central-1.',
    exitCode: 2,
  });
});

test('takes the option, and asks nobody', async () => {
  const ask = answering();

  expect(await chooseRegion(withoutConfig, 'me-south-1', ask)).toBe('me-south-1');
  await expect(chooseRegion(withoutConfig, 'Frankfurt', ask)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^--region: 'Frankfurt' is not a Region: use one of af-south-1, ap-east-1, .*, us-west-2$/,
    ) as string,
    exitCode: 2,
  });
  expect(ask).not.toHaveBeenCalled();
});

describe('the usual Region', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cm-profile-'));
    writeFileSync(join(folder, 'config'), '[default]\nregion = eu-south-1\n[profile away]\nregion = moon-1\n');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    [{ AWS_REGION: 'eu-west-3', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-3'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
    [{ AWS_REGION: 'moon-1' }, undefined],
    [{}, 'eu-south-1'],
    [{ AWS_PROFILE: 'away' }, undefined],
    [{ AWS_CONFIG_FILE: '/dev/null' }, undefined],
  ])('of %j', async (more, expected) => {
    environment.replaceValue({
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      ...more,
    });

    expect(await usualRegion()).toBe(expected);
  });
});
