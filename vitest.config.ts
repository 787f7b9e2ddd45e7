import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Node itself loads graphql's CommonJS build; Vite would pick the ES one, and two copies of graphql do not mix.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['api/**/*.test.ts', 'packages/**/*.test.ts'],
    globalSetup: ['api/test/database/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
