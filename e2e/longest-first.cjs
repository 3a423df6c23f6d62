// Jest begins with the biggest file, which is not the longest story: begun last, it would run on alone.
const { default: Sequencer } = require('@jest/test-sequencer');

module.exports = class LongestFirst extends Sequencer {
  /** @override */
  sort(tests) {
    const isLongest = ({ path }) => path.endsWith('evening.test.ts');
    const others = super.sort(tests.filter((test) => !isLongest(test)));
    return [...tests.filter(isLongest), ...others];
  }
};
