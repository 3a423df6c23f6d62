const { default: Sequencer } = require('@jest/test-sequencer');

// Jest begins with the largest files, which are not the slowest: the slowest ones, begun last, would run on alone at the end.
const LONGEST = [
  '/e2e/evening.test.ts',
  '/e2e/cm/leaves.test.ts',
  '/e2e/cm/deploy.test.ts',
  '/e2e/disturbed-deployments.test.ts',
  '/e2e/game-evening.test.ts',
  '/e2e/fallback-types.test.ts',
  '/e2e/cm/traffic.test.ts',
  '/integration/examples.test.ts',
  '/__tests__/main.test.ts',
];

module.exports = class LongestFirst extends Sequencer {
  /** @override */
  sort(tests) {
    const longest = LONGEST.flatMap((end) => tests.filter(({ path }) => path.endsWith(end)));
    const others = tests.filter((test) => !longest.includes(test));
    return [...longest, ...super.sort(others)];
  }
};
