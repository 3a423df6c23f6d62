import { defaultTimeoutMinutes } from '../../../cli/wake/default-timeout';
import { group } from '../support/leaf';

const deployed = (readyWhen?: string) => ({
  id: 'minecraft',
  group: group({
    Tags: readyWhen === undefined ? [] : [{ Key: 'container-manager:ready-when', Value: readyWhen }],
  }),
});
const yaml = (loadingMinutes?: number) => ({
  leaves: [
    { id: 'bedrock', ports: [], loadingMinutes: 1_000 },
    { id: 'minecraft', ports: [], ...(loadingMinutes !== undefined && { loadingMinutes }) },
  ],
});

test.each([
  ['that the container runs', undefined],
  ['a HealthCheck', 'healthy'],
])('waits for 15 minutes without a Query: %s', (_, readyWhen) => {
  expect(defaultTimeoutMinutes(deployed(readyWhen), yaml())).toBe(15);
});

test.each([
  [5, 15],
  [10, 15],
  [11, 16],
  [30, 35],
  [1_440, 1_445],
])('with a Query whose game may load for %i minutes waits for %i', (loadingMinutes, timeout) => {
  expect(defaultTimeoutMinutes(deployed('answers'), yaml(loadingMinutes))).toBe(timeout);
});

test('with a Query that is deployed waits as long as by default where its YAML is wrong, gone, or has none any more', () => {
  expect(defaultTimeoutMinutes(deployed('answers'), yaml())).toBe(35);
  expect(defaultTimeoutMinutes(deployed('answers'), { leaves: [] })).toBe(35);
});

test('does not wait longer for a Query that is not deployed yet', () => {
  expect(defaultTimeoutMinutes(deployed(), yaml(30))).toBe(15);
});
