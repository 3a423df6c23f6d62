const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] };
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: [`<rootDir>/${testMatch}`],
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/__tests__/support/setup.ts'],
  transform,
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/node_modules/.cache'],
  ...more,
});

/** @type {import('jest').Config} */
export default {
  // for a slow machine: speed is measured by npm run bench, not by a test's time limit
  testTimeout: 120_000,
  projects: [
    project('unit', '__tests__/**/*.test.ts', { testPathIgnorePatterns: ['<rootDir>/__tests__/integration/'] }),
    project('integration', '__tests__/integration/**/*.test.ts'),
    project('e2e', 'e2e/**/*.test.ts', { setupFilesAfterEnv: ['<rootDir>/e2e/setup.ts'] }),
  ],
};
