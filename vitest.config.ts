import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/set-up.ts'],
    testTimeout: 15_000,
    hookTimeout: 15_000,
    // Tests of whole rooms mostly wait for sockets, so more of them than cores can run at once.
    maxWorkers: 4,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
