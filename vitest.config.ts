import { defineConfig } from 'vitest/config';

/** Tests that measure time have the machine to themselves: apart from all others, one file after the other. */
const timing = ['api/**/*.timing.test.ts'];

export default defineConfig({
  // Node itself loads graphql's CommonJS build; Vite would pick the ES one, and two copies of graphql do not mix.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    globalSetup: ['api/test/database/global-setup.ts'],
    setupFiles: ['api/test/end-of-file.setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['api/**/*.test.ts', 'packages/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...timing],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'timing', include: timing, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
