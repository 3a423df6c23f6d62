const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] };
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: [`<rootDir>/${testMatch}`],
  testEnvironment: 'node',
  transform,
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/node_modules/.cache'],
  moduleNameMapper: {
    '^(\\.|\\./private|\\./tokens/private)/stack-trace$': '<rootDir>/__tests__/support/no-stack-trace.cjs',
  },
  ...more,
});

/** @type {import('jest').Config} */
export default {
  // for a slow machine: speed is measured by npm run bench, not by a test's time limit
  testTimeout: 120_000,
  // jest would leave one core idle
  maxWorkers: '100%',
  projects: [
    project('unit', '__tests__/**/*.test.ts', { testPathIgnorePatterns: ['<rootDir>/__tests__/integration/'] }),
    project('integration', '__tests__/integration/**/*.test.ts'),
    project('e2e', 'e2e/**/*.test.ts', { setupFilesAfterEnv: ['<rootDir>/e2e/setup.ts'] }),
  ],
};
