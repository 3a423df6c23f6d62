const { default: Sequencer } = require('@jest/test-sequencer');

// Jest begins with the biggest file, which is not the longest story: begun last, these would run on alone.
const LONGEST = ['/e2e/evening.test.ts', '/integration/examples.test.ts', '/__tests__/main.test.ts'];

module.exports = class LongestFirst extends Sequencer {
  /** @override */
  sort(tests) {
    const isLongest = ({ path }) => LONGEST.some((end) => path.endsWith(end));
    const others = super.sort(tests.filter((test) => !isLongest(test)));
    return [...tests.filter(isLongest), ...others];
  }
};
