// x86, since many games run on nothing else: GiB of the whole instance
const TYPES: readonly (readonly [type: string, memoryGib: number])[] = [
  ['c7i-flex.large', 4],
  ['m7i-flex.large', 8],
  ['m7i-flex.xlarge', 16],
  ['m7i-flex.2xlarge', 32],
  ['m7i-flex.4xlarge', 64],
];

/** The smallest type whose container gets so much memory; undefined where none of these has it. */
export function typeForMemory(gib: number): string | undefined {
  return TYPES.find(([, memoryGib]) => containerGib(memoryGib) >= gib)?.[0];
}

/** GiB that a container gets on a type; undefined for a type that is not one of these or an example's. */
export function containerGibOf(type: string): number | undefined {
  const memoryGib = new Map([...TYPES, ['t3a.medium', 4] as const]).get(type);
  return memoryGib === undefined ? undefined : containerGib(memoryGib);
}

/** Whether a type has a size that EC2 had in 2026: `m7i.large`, `c7i.metal-24xl`. AWS adds types, so another one can exist. */
export function hasKnownSize(type: string): boolean {
  return /[.](nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/.test(type);
}

/** GiB that a container gets at most on these types. */
export const MAX_CONTAINER_GIB = Math.max(...TYPES.map(([, memoryGib]) => containerGib(memoryGib)));

/** The types, for a question: `c7i-flex.large has 2 GiB for the container, …`. */
export function offeredTypes(): string {
  return TYPES.map(([type, memoryGib]) => `${type} has ${containerGib(memoryGib)}`).join(', ');
}

/** As `Container` of the leaf reserves it: 2 GiB are the host's, and ECS registers a few percent less than all. */
function containerGib(memoryGib: number): number {
  return Math.floor(Math.min(memoryGib - 2, memoryGib * 0.9));
}
