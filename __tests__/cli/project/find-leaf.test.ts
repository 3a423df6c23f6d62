import { resolve } from 'node:path';

import { findLeaf } from '../../../cli/project/find-leaf';
import { loadConfig } from '../../../modules/config/load-config';

function config() {
  const { base, leaves } = loadConfig({
    projectFolder: resolve(__dirname, '../../..'),
    env: { CONFIG_DIR: QUICKSTART },
  }).config;
  const renamed = leaves.map((leaf) => ({ ...leaf, id: 'vanilla.minecraft', stackName: 'vanilla-minecraft' }));
  return { config: { base, leaves: renamed }, leafIds: ['valheim', 'vanilla.minecraft'] };
}

const QUICKSTART = 'examples/quickstart';

test.each(['vanilla.minecraft', 'vanilla-minecraft', 'Vanilla.Minecraft'])('finds a leaf by %s', (name) => {
  expect(findLeaf(config(), name).id).toBe('vanilla.minecraft');
});

test('fails with all leaves of the config when none of the needed ones has that name', () => {
  expect(() => findLeaf(config(), 'minecraft')).toThrow(
    "there is no leaf 'minecraft' in the config: it has valheim, vanilla.minecraft",
  );
});

test('fails when the config has no leaves', () => {
  expect(() => findLeaf({ ...config(), leafIds: [] }, 'minecraft')).toThrow('it has none');
});
