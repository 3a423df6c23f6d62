import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { input } from '@inquirer/prompts';
import { createColors } from 'picocolors';

import { PROJECT_FOLDER } from '../../../cli/project/project';
import { newLeaf } from '../../../cli/write-leaf/new-leaf';
import { emptyProject } from '../support/workspace';

jest.mock('@inquirer/prompts', () => ({ confirm: jest.fn(), input: jest.fn(), select: jest.fn() }));

const project = emptyProject();
const terminals = [process.stdin, process.stderr].map((stream) => ({ stream, isTTY: stream.isTTY }));

beforeEach(() => {
  for (const { stream } of terminals) stream.isTTY = true;
  cpSync(join(PROJECT_FOLDER, 'examples'), join(project().folder, 'examples'), { recursive: true });
  mkdirSync(join(project().folder, 'config/leaves'), { recursive: true });
  writeFileSync(join(project().folder, 'config/base.yaml'), 'Region: eu-central-1\n');
  writeFileSync(join(project().folder, 'config/leaves/factorio.yaml'), 'mine\n');
});

afterEach(() => {
  for (const { stream, isTTY } of terminals) stream.isTTY = isTTY;
});

test('a question for the name asks for another one, and not for an option', async () => {
  jest.mocked(input).mockResolvedValueOnce('friends');

  await newLeaf(
    project(),
    { game: 'factorio', name: undefined, memory: '4' },
    { colors: createColors(false), say: () => undefined, during: (_title, work) => work(() => undefined) },
  );

  const [{ validate } = {}] = jest.mocked(input).mock.calls[0] ?? [];
  expect(await validate?.('factorio')).toBe('config/leaves/factorio.yaml exists: type another name');
  expect(await validate?.('base')).toBe('a leaf cannot be named base: type another name');
  expect(await validate?.('friends-2')).toBe(true);
});
