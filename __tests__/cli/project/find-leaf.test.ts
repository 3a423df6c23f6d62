import { resolve } from 'node:path';

import { findLeaf } from '../../../cli/project/find-leaf';
import { loadConfig } from '../../../modules/config/load-config';
import { type Config } from '../../../modules/config/types';

function config(): Config {
  const { base, leaves } = loadConfig({
    projectFolder: resolve(__dirname, '../../..'),
    env: { CONFIG_DIR: QUICKSTART },
  }).config;
  return { base, leaves: leaves.map((leaf) => ({ ...leaf, id: 'vanilla.minecraft', stackName: 'vanilla-minecraft' })) };
}

const QUICKSTART = 'examples/quickstart';

test.each(['vanilla.minecraft', 'vanilla-minecraft', 'Vanilla.Minecraft'])('finds a leaf by %s', (name) => {
  expect(findLeaf(config(), name).id).toBe('vanilla.minecraft');
});

test('fails with the leaves of the config when none has that name', () => {
  expect(() => findLeaf(config(), 'minecraft')).toThrow(
    "there is no leaf 'minecraft' in the config: it has vanilla.minecraft",
  );
});

test('fails when the config has no leaves', () => {
  expect(() => findLeaf({ ...config(), leaves: [] }, 'minecraft')).toThrow('it has none');
});
