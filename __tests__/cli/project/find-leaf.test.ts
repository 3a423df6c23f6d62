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

test.each([
  ['config/leaves/valheim.yaml', 'valheim'],
  ['config\\leaves\\Valheim.YML', 'valheim'],
  ['leaves/vanilla.minecraft.yaml', 'vanilla.minecraft'],
  ['valheim.yaml', 'valheim'],
])('asks for %s whether the leaf %s is meant', (path, meant) => {
  expect(() => findLeaf(config(), path)).toThrow(
    new Error(`there is no leaf '${path}' in the config: did you mean ${meant}?`),
  );
});

test('suggests nothing for the path of a file that no leaf has', () => {
  expect(() => findLeaf(config(), 'config/leaves/ark.yaml')).toThrow(
    new Error("there is no leaf 'config/leaves/ark.yaml' in the config: it has valheim, vanilla.minecraft"),
  );
});

test('fails when the config has no leaves', () => {
  expect(() => findLeaf({ ...config(), leafIds: [] }, 'minecraft')).toThrow('it has none');
});
