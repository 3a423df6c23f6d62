import { Testing } from 'cdktf';

import { BaseStack } from '../../modules/base/base-stack';
import { type BaseConfig, type LeafConfig } from '../../modules/config/types';
import { LeafStack } from '../../modules/leaf/leaf-stack';
import { BASE, LEAF, load } from '../modules/config/support';
import { Template } from './template';

/** The config of a base and the one leaf `minecraft`, from their YAML; what is missing is the least that is required. */
export function configOf({ base = BASE, leaf = LEAF }: { base?: string; leaf?: string } = {}): {
  base: BaseConfig;
  leaf: LeafConfig;
} {
  const { config } = load({ 'config/base.yaml': base, 'config/leaves/minecraft.yaml': leaf });
  const [only] = config.leaves;
  if (only === undefined) throw new Error('the config has no leaf');
  return { base: config.base, leaf: only };
}

/** The synthesized stacks of a base and one leaf. */
export function stacksOf({ base, leaf }: { base: BaseConfig; leaf: LeafConfig }): { base: Template; leaf: Template } {
  const app = Testing.app();
  const baseStack = new BaseStack(app, base);
  const leafStack = new LeafStack(app, { baseStack, base, leaf });
  // the leaf first: what it reads becomes an output of base
  const leafTemplate = Template.fromStack(leafStack);
  return { leaf: leafTemplate, base: Template.fromStack(baseStack) };
}
