import { architectureOf } from '../../../modules/aws/instance-architecture';

test.each([
  'm7g.large',
  't4g.medium',
  'c7gn.xlarge',
  'im4gn.large',
  'is4gen.large',
  'x2gd.large',
  'a1.large',
  'r8g.large',
])('%s has a Graviton', (type) => {
  expect(architectureOf(type)).toBe('arm64');
});

test.each([
  'm7i-flex.large',
  'm6a.large',
  't3a.medium',
  't3.large',
  't2.medium',
  'm5.large',
  'm5zn.large',
  'r5dn.large',
  'c4.large',
  'i4i.large',
])('%s has an x86 processor', (type) => {
  expect(architectureOf(type)).toBe('x86_64');
});

test.each([
  'g4dn.xlarge',
  'g6.xlarge',
  'mac2.metal',
  'z1d.large',
  'i3.large',
  'p6e-gb200.36xlarge',
  'x9.huge',
  'large',
])('the name %s tells nothing for sure', (type) => {
  expect(architectureOf(type)).toBeUndefined();
});
