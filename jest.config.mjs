import { constants, getPriority, setPriority } from 'node:os';

// In npm test ESLint runs beside the tests, on one core: with less than a whole core it would end long after them.
// A process cannot raise its priority, so a lower one stays.
setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));

// package.json's engines say which Node.js will do; the AWS SDK warns of old ones once in each test file
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] };
const project = (displayName, folders, more = {}) => ({
  displayName,
  testMatch: folders.map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
  testEnvironment: 'node',
  transform,
  setupFiles: ['<rootDir>/__tests__/support/start-page.ts'],
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/node_modules/.cache'],
  moduleNameMapper: {
    '^(\\.|\\./private|\\./tokens/private)/stack-trace$': '<rootDir>/__tests__/support/no-stack-trace.cjs',
    '^archiver$': '<rootDir>/__tests__/support/no-archiver.cjs',
    '^\\.\\./locales/index\\.cjs$': '<rootDir>/__tests__/support/no-locales.cjs',
  },
  ...more,
});

/** @type {import('jest').Config} */
export default {
  // long enough for a slow machine: npm run bench measures speed, not the time limit of a test
  testTimeout: 120_000,
  // by default jest leaves one core idle
  maxWorkers: '100%',
  testSequencer: '<rootDir>/jest.sequencer.cjs',
  projects: [
    project('unit', ['__tests__'], {
      testPathIgnorePatterns: ['<rootDir>/__tests__/integration/', '<rootDir>/__tests__/e2e/'],
    }),
    project('integration', ['__tests__/integration']),
    // with the tests of e2e/ itself, and other tests that need moto
    project('e2e', ['e2e', '__tests__/e2e'], { setupFilesAfterEnv: ['<rootDir>/e2e/setup.ts'] }),
  ],
};
